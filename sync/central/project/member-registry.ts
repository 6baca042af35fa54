import type { Consent } from '../../../domain/facts/member-facts.ts';
import { nameKey } from '../../../domain/search-text.ts';
import { nameAndDayOf } from '../../../domain/members/namesake.ts';
import type { MemberSeal } from '../../../seal/member-seal.ts';
import { searchWords } from '../../../seal/member-words.ts';
import { publish, type Published } from '../changes.ts';
import type { Queryable } from '../database.ts';
import { columnsOf } from './columns.ts';
import { passHomeOn } from './member-home.ts';
import { mergeRows, takeInMembers, type MemberRow, type Resolved } from './member-duplicates.ts';
import type { EventPlace } from './member-event.ts';

/** What was told of a member: by an entry, or by somebody at central. */
export interface ToldMember {
  readonly memberId: string;
  readonly number: string;
  /** Base64. */
  readonly sealed: string;
  /** Null where it lies in `member_salt` already, having come with a push. */
  readonly salt: Buffer | null;
  readonly cards: readonly string[];
  readonly consents: readonly Consent[];
  readonly joinedAtUtcMs: number;
  /** As the entry has it, for a profile that cannot be opened; hex. */
  readonly phoneHash: string | null;
  readonly toldAt: EventPlace;
}

/** One worker after the other changes who is who; everybody else may read it together. */
const MEMBERS_LOCK = 6_148_213_908;

/** Until the transaction's end nobody becomes another, but in this transaction; with `change` nothing else is projected meanwhile. */
export async function lockMembers(client: Queryable, mode: 'change' | 'read'): Promise<void> {
  const take = mode === 'change' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared';
  await client.query(`SELECT ${take}($1)`, [MEMBERS_LOCK]);
}

/**
 * Takes in members, joins those who are one, and tells registers. Needs `lockMembers(…, 'change')`. Points of those who are new
 * or became one are still to be reckoned: `refoldMembers` with `whole`. Who was erased stays so.
 */
export async function saveMembers(
  client: Queryable,
  seal: MemberSeal,
  told: readonly ToldMember[],
  nowUtcMs: number,
): Promise<Resolved> {
  const salts = await keepSalts(client, told);
  const erased = await readErased(client, told);
  const rows = told
    .filter(({ memberId }) => !erased.has(memberId))
    .map((member) => rowOf(member, member.salt ?? salts.get(member.memberId) ?? null, seal));
  const known = await readTouched(client, rows);
  const nameOf = ({ id, salt, sealed }: MemberRow) => {
    const profile = salt && seal.open({ id: bytesOf(id), salt }, sealed);
    return profile?.name ? nameKey(profile.name) : null;
  };
  const resolved = takeInMembers(known, rows, (a, b) => nameOf(a) !== null && nameOf(a) === nameOf(b));
  await writeMembers(client, resolved.changed);
  for (const { fromId, intoId } of resolved.merged) await passOn(client, fromId, intoId);
  await publishMembers(
    client,
    resolved.changed.map(({ id }) => id),
    nowUtcMs,
  );
  return resolved;
}

/** The 16 bytes of a UUID. */
export function bytesOf(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

async function keepSalts(
  client: Queryable,
  told: readonly ToldMember[],
): Promise<ReadonlyMap<string, Buffer>> {
  const brought = told.filter(({ salt }) => salt !== null);
  if (brought.length > 0) {
    await client.query(
      `INSERT INTO member_salt (member, salt) SELECT * FROM unnest($1::uuid[], $2::bytea[])
       ON CONFLICT (member) DO UPDATE SET salt = excluded.salt`,
      columnsOf(
        brought,
        ({ memberId }) => memberId,
        ({ salt }) => salt,
      ),
    );
  }
  const { rows } = await client.query<{ member: string; salt: Buffer }>(
    'SELECT member, salt FROM member_salt WHERE member = ANY ($1)',
    [told.map(({ memberId }) => memberId)],
  );
  return new Map(rows.map(({ member, salt }) => [member, salt]));
}

async function readErased(client: Queryable, told: readonly ToldMember[]): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ id: string }>('SELECT id FROM erased_member WHERE id = ANY ($1)', [
    told.map(({ memberId }) => memberId),
  ]);
  return new Set(rows.map(({ id }) => id));
}

/** What can be read of the profile is taken from there, not from what a register said of it. */
function rowOf(told: ToldMember, salt: Buffer | null, seal: MemberSeal): MemberRow {
  const { memberId: id, number, cards, consents, joinedAtUtcMs, toldAt } = told;
  const sealed = Buffer.from(told.sealed, 'base64');
  const profile = salt && seal.open({ id: bytesOf(id), salt }, sealed);
  const nameAndDay = profile && nameAndDayOf(profile);
  return {
    id,
    number,
    sealed,
    salt,
    phoneHash: profile
      ? profile.phone && seal.hashPhone(profile.phone).toString('hex')
      : told.phoneHash && told.phoneHash.toLowerCase(),
    namesakeHash: nameAndDay ? seal.hashNamesake(nameAndDay).toString('hex') : null,
    cards: [...new Set(cards)].sort(),
    consents,
    joinedAtUtcMs,
    words: profile && searchWords(profile, seal),
    intoId: null,
    toldAt,
  };
}

interface StoredMember extends Omit<MemberRow, 'consents' | 'toldAt'> {
  readonly consents: string;
  readonly toldAtUtcMs: number;
  readonly toldRegister: string;
  readonly toldEpoch: number;
  readonly toldSeq: number;
}

const MEMBER_COLUMNS = `member.id, number, sealed, member_salt.salt, phone_hash AS "phoneHash",
  namesake_hash AS "namesakeHash", cards, consents, joined_at_utc_ms AS "joinedAtUtcMs", words, into_id AS "intoId",
  told_at_utc_ms AS "toldAtUtcMs", told_register AS "toldRegister", told_epoch AS "toldEpoch", told_seq AS "toldSeq"`;

function memberOf(stored: StoredMember): MemberRow {
  const { toldAtUtcMs: atUtcMs, toldRegister: registerId, toldEpoch: epoch, toldSeq: seq, ...row } = stored;
  return {
    ...row,
    consents: JSON.parse(row.consents) as Consent[],
    toldAt: { atUtcMs, registerId, epoch, seq, place: 0 },
  };
}

/** Everybody who has an id, a number, a phone or a card of these, and who became one of those. */
async function readTouched(client: Queryable, rows: readonly MemberRow[]): Promise<MemberRow[]> {
  const { rows: stored } = await client.query<StoredMember>(
    `WITH touched AS (
       SELECT id FROM member WHERE id = ANY ($1)
       UNION SELECT id FROM member WHERE number = ANY ($2) AND into_id IS NULL
       UNION SELECT id FROM member WHERE phone_hash = ANY ($3) AND into_id IS NULL AND phone_hash IS NOT NULL
       UNION SELECT id FROM unnest($4::text[]) AS card JOIN member ON cards @> ARRAY[card]
         WHERE into_id IS NULL AND cards <> '{}')
     SELECT ${MEMBER_COLUMNS} FROM member LEFT JOIN member_salt ON member_salt.member = member.id
     WHERE id IN (SELECT id FROM touched UNION SELECT id FROM member WHERE into_id IN (SELECT id FROM touched))`,
    [
      rows.map(({ id }) => id),
      rows.map(({ number }) => number),
      rows.map(({ phoneHash }) => phoneHash).filter((phoneHash) => phoneHash !== null),
      rows.flatMap(({ cards }) => cards),
    ],
  );
  return stored.map(memberOf);
}

/** Who became another first, then who was there: a number or phone that passes from one to the next is free when it comes. */
async function writeMembers(client: Queryable, changed: readonly MemberRow[]): Promise<void> {
  if (changed.length === 0) return;
  const { rows } = await client.query<{ id: string }>('SELECT id FROM member WHERE id = ANY ($1)', [
    changed.map(({ id }) => id),
  ]);
  const isThere = new Set(rows.map(({ id }) => id));
  const fresh = changed.filter(({ id, intoId }) => !isThere.has(id) && intoId === null);
  const formers = changed.filter(({ intoId }) => intoId !== null);
  const others = changed.filter(({ id, intoId }) => isThere.has(id) && intoId === null);
  // Nobody is another who is not there yet.
  await upsert(client, formers, () => null, true);
  await upsert(client, others, () => null);
  await upsert(client, fresh, () => null);
  await upsert(client, formers, ({ intoId }) => intoId);
}

async function upsert(
  client: Queryable,
  rows: readonly MemberRow[],
  intoOf: (row: MemberRow) => string | null,
  isLeaving = false,
): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO member (id, number, sealed, phone_hash, namesake_hash, cards, consents, joined_at_utc_ms, words, into_id,
       told_at_utc_ms, told_register, told_epoch, told_seq)
     SELECT id, number, sealed, phone_hash, namesake_hash, ARRAY(SELECT jsonb_array_elements_text(cards::jsonb)), consents,
       joined_at_utc_ms, words, into_id, told_at_utc_ms, told_register, told_epoch, told_seq
     FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[],
       $9::text[], $10::uuid[], $11::bigint[], $12::uuid[], $13::integer[], $14::integer[])
       AS told (id, number, sealed, phone_hash, namesake_hash, cards, consents, joined_at_utc_ms, words, into_id,
         told_at_utc_ms, told_register, told_epoch, told_seq)
     ON CONFLICT (id) DO UPDATE SET
       number = excluded.number, sealed = excluded.sealed, phone_hash = excluded.phone_hash,
       namesake_hash = excluded.namesake_hash, cards = excluded.cards, consents = excluded.consents,
       joined_at_utc_ms = excluded.joined_at_utc_ms, words = excluded.words, into_id = excluded.into_id,
       told_at_utc_ms = excluded.told_at_utc_ms, told_register = excluded.told_register,
       told_epoch = excluded.told_epoch, told_seq = excluded.told_seq`,
    columnsOf(
      rows,
      ({ id }) => id,
      // While who it is now is not there yet, the number and phone of the one who leaves are nobody's.
      ({ id, number }) => (isLeaving ? `leaving ${id}` : number),
      ({ sealed }) => sealed,
      ({ phoneHash }) => (isLeaving ? null : phoneHash),
      ({ namesakeHash }) => namesakeHash,
      ({ cards }) => JSON.stringify(cards),
      ({ consents }) => JSON.stringify(consents),
      ({ joinedAtUtcMs }) => joinedAtUtcMs,
      ({ words }) => words,
      intoOf,
      ({ toldAt }) => toldAt.atUtcMs,
      ({ toldAt }) => toldAt.registerId,
      ({ toldAt }) => toldAt.epoch,
      ({ toldAt }) => toldAt.seq,
    ),
  );
}

/** Makes the first of two members the second; false where one of them is nobody, or is another already. */
export async function joinMembers(
  client: Queryable,
  fromId: string,
  intoId: string,
  nowUtcMs: number,
): Promise<boolean> {
  const { rows } = await client.query<StoredMember>(
    `SELECT ${MEMBER_COLUMNS} FROM member LEFT JOIN member_salt ON member_salt.member = member.id
     WHERE id = ANY ($1) AND into_id IS NULL`,
    [[fromId, intoId]],
  );
  const [goes, stays] = [fromId, intoId].map((id) => rows.find((row) => row.id === id));
  if (!goes || !stays) return false;
  await client.query('UPDATE member SET into_id = $2 WHERE id = $1 OR into_id = $1', [fromId, intoId]);
  await writeMembers(client, [mergeRows(memberOf(stays), memberOf(goes))]);
  await passOn(client, fromId, intoId);
  await publishMembers(client, [fromId, intoId], nowUtcMs);
  return true;
}

/** What the member who leaves had of coupons and uses is the other's from here on. Points follow when they are reckoned. */
async function passOn(client: Queryable, fromId: string, intoId: string): Promise<void> {
  await client.query('UPDATE coupon SET member = $2 WHERE member = $1', [fromId, intoId]);
  await client.query(
    `WITH gone AS (DELETE FROM rule_use WHERE member = $1::text RETURNING rule_id, business_date, uses, amount_minor)
     INSERT INTO rule_use (rule_id, member, business_date, uses, amount_minor)
     SELECT rule_id, $2::text, business_date, uses, amount_minor FROM gone
     ON CONFLICT (rule_id, member, business_date) DO UPDATE SET
       uses = rule_use.uses + excluded.uses, amount_minor = rule_use.amount_minor + excluded.amount_minor`,
    [fromId, intoId],
  );
  await passHomeOn(client, fromId, intoId);
  await client.query('DELETE FROM member_state WHERE member = $1', [fromId]);
}

/** Tells registers of members as they are now; of those who became others, that they are gone. */
async function publishMembers(client: Queryable, ids: readonly string[], nowUtcMs: number): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await client.query<StoredMember & { formerIds: string[] }>(
    `SELECT ${MEMBER_COLUMNS}, ARRAY(SELECT former.id::text FROM member AS former WHERE former.into_id = member.id
       ORDER BY former.id LIMIT 100) AS "formerIds"
     FROM member LEFT JOIN member_salt ON member_salt.member = member.id WHERE id = ANY ($1)`,
    [ids],
  );
  const changes = rows.flatMap((row): Published[] => {
    const place = { key: row.id, shop: null };
    if (row.intoId !== null) {
      return [
        { scope: 'member', ...place, value: null },
        { scope: 'account', ...place, value: null },
      ];
    }
    if (row.salt === null) return [];
    const { number, phoneHash, namesakeHash, cards, joinedAtUtcMs, formerIds } = row;
    const value = {
      number,
      salt: row.salt.toString('base64'),
      sealed: row.sealed.toString('base64'),
      phoneHash,
      namesakeHash,
      cards: [...cards],
      consents: JSON.parse(row.consents) as Consent[],
      joinedAtUtcMs,
      formerIds,
      words: null,
    };
    return [{ scope: 'member', ...place, value }];
  });
  await publish(client, changes, nowUtcMs);
}
