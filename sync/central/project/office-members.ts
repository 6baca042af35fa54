import { wallClockAt } from '../../../domain/business-date.ts';
import type { LoyaltySettings } from '../../../domain/loyalty/loyalty-settings.ts';
import { openAccount } from '../../../domain/loyalty/opening.ts';
import type { MemberOpening } from '../../../domain/members/member.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { MemberSeal } from '../../../seal/member-seal.ts';
import { publish } from '../changes.ts';
import type { Queryable } from '../database.ts';
import { refoldMembers } from './accounts.ts';
import { insertEvents, type EventOfMember } from './member-history.ts';
import { readRulebook } from './read-rulebook.ts';
import { settleCoupons } from './coupons.ts';
import type { Resolved } from './member-duplicates.ts';
import type { MemberEventBody } from './member-event.ts';
import { joinMembers, lockMembers, saveMembers, type ToldMember } from './member-registry.ts';
import { forgetUsesOf, publishUsesOf } from './rule-uses.ts';

/**
 * What people at central do to members. Each runs within the caller's transaction, takes the locks that it needs, and tells
 * registers. What was decided here is kept apart from the journals, so that it outlives a projection made anew.
 */

/** Under this id stands what central decided: it is no register's. */
export const CENTRAL_ID = '00000000-0000-0000-0000-000000000000';

/** A member as somebody at central writes them: `sealed` and `salt` as `MemberSeal` makes them. */
export interface WrittenMember extends Omit<ToldMember, 'toldAt' | 'phoneHash' | 'salt'> {
  readonly salt: Buffer;
  /** What an import brought; counts once, the first time that the member is written. */
  readonly opening: MemberOpening | null;
}

/** Keeps members whom central registers, imports or changes, at most some thousands at once, with what they brought. */
export async function writeOfficeMembers(
  client: Queryable,
  seal: MemberSeal,
  members: readonly WrittenMember[],
  nowUtcMs: number,
): Promise<Resolved> {
  await lockMembers(client, 'change');
  const places = await takePlaces(client, members.length, nowUtcMs);
  const told = members.map(({ opening: _opening, ...member }, index) => ({
    ...member,
    phoneHash: null,
    toldAt: places[index]!,
  }));
  const isNew = await findNew(client, members);
  const resolved = await saveMembers(client, seal, told, nowUtcMs);
  const moment = await momentNow(client, nowUtcMs);
  const settings = (await readRulebook(client)).at(nowUtcMs);
  const added = members.flatMap(({ memberId, opening }, index): EventOfMember[] => {
    if (!opening || !isNew.has(memberId)) return [];
    const body = openingOf(memberId, opening, settings, moment);
    return [{ memberId, at: { ...places[index]!, place: 1 }, day: moment.today, zone: moment.zone, body }];
  });
  await insertEvents(client, added);
  await settleMerged(client, resolved, nowUtcMs);
  await refoldMembers(client, { added, whole: resolved.changed.map(({ id }) => id) }, nowUtcMs);
  return resolved;
}

function openingOf(
  memberId: string,
  opening: MemberOpening,
  settings: LoyaltySettings,
  moment: Moment,
): MemberEventBody {
  const { memberId: _id, ...opened } = openAccount(
    memberId,
    opening,
    settings,
    moment,
    `opening-${memberId}`,
  );
  return { kind: 'opening', ...opened };
}

/** What somebody at central does to a member's points or tier. */
export type OfficeEvent = Extract<MemberEventBody, { kind: 'adjustment' | 'hold' | 'release' | 'tier' }>;

/** Records it, and brings the account up to date. A member who became another is that other. */
export async function recordOfficeEvent(
  client: Queryable,
  memberId: string,
  body: OfficeEvent,
  nowUtcMs: number,
): Promise<void> {
  await lockMembers(client, 'read');
  const [at] = await takePlaces(client, 1, nowUtcMs);
  const { today: day, zone } = await momentNow(client, nowUtcMs);
  const added = [{ memberId, at: at!, day, zone, body }];
  await insertEvents(client, added);
  await refoldMembers(client, { added, whole: [] }, nowUtcMs);
}

/** Makes two members one: points, coupons, cards, visits of the first are the second's from here on. */
export async function mergeMembers(
  client: Queryable,
  fromId: string,
  intoId: string,
  nowUtcMs: number,
): Promise<Result<null, 'member-unknown' | 'same-member'>> {
  await lockMembers(client, 'change');
  if (fromId === intoId) return fail('same-member');
  const joined = await joinMembers(client, fromId, intoId, nowUtcMs);
  if (!joined) return fail('member-unknown');
  await settleMerged(client, { merged: [{ fromId, intoId }] }, nowUtcMs);
  await refoldMembers(client, { added: [], whole: [intoId] }, nowUtcMs);
  return ok(null);
}

/**
 * Destroys what tells who a member is, and of those who became them: key, sealed profile, number, cards. What they bought
 * stays in the books as nobody's. Registers hear that they are gone.
 */
export async function eraseMember(client: Queryable, memberId: string, nowUtcMs: number): Promise<boolean> {
  await lockMembers(client, 'change');
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM member WHERE id = $1 OR into_id = $1 ORDER BY into_id NULLS LAST',
    [memberId],
  );
  const ids = rows.map(({ id }) => id);
  if (!ids.includes(memberId)) return false;
  await client.query('DELETE FROM member_salt WHERE member = ANY ($1)', [ids]);
  for (const table of ['member_state', 'member_home', 'lease'])
    await client.query(`DELETE FROM ${table} WHERE member = ANY ($1)`, [ids]);
  await client.query(
    'DELETE FROM coupon_lease WHERE coupon_id IN (SELECT id FROM coupon WHERE member = ANY ($1))',
    [ids],
  );
  await client.query('UPDATE member SET into_id = NULL, phone_hash = NULL WHERE id = ANY ($1)', [ids]);
  await client.query('DELETE FROM member WHERE id = ANY ($1)', [ids]);
  await client.query(
    `INSERT INTO erased_member (id, erased_at_utc_ms) SELECT id, $2 FROM unnest($1::uuid[]) AS id
     ON CONFLICT DO NOTHING`,
    [ids, nowUtcMs],
  );
  const gone = ids.flatMap((key) =>
    (['member', 'account'] as const).map((scope) => ({ scope, key, shop: null, value: null })),
  );
  await publish(client, gone, nowUtcMs);
  await forgetUsesOf(client, ids, nowUtcMs);
  return true;
}

/** Tells registers of coupons and uses that members who became others had. */
export async function settleMerged(
  client: Queryable,
  { merged }: Pick<Resolved, 'merged'>,
  nowUtcMs: number,
): Promise<void> {
  if (merged.length === 0) return;
  for (const { fromId, intoId } of merged) await publishUsesOf(client, [intoId], [fromId], nowUtcMs);
  const { rows } = await client.query<{ id: string }>('SELECT id FROM coupon WHERE member = ANY ($1)', [
    merged.map(({ intoId }) => intoId),
  ]);
  await settleCoupons(
    client,
    rows.map(({ id }) => id),
    nowUtcMs,
  );
}

interface Moment {
  readonly nowUtcMs: number;
  readonly zone: string;
  readonly today: string;
}

/** Central's day is that of the chain's first shop. */
async function momentNow(client: Queryable, nowUtcMs: number): Promise<Moment> {
  const { rows } = await client.query<{ zone: string }>(
    'SELECT zone FROM shop ORDER BY created_at_utc_ms, code LIMIT 1',
  );
  const zone = rows[0]?.zone ?? 'UTC';
  return { nowUtcMs, zone, today: wallClockAt(nowUtcMs, zone).date };
}

async function takePlaces(client: Queryable, count: number, nowUtcMs: number) {
  const { rows } = await client.query<{ seq: number }>(
    `SELECT nextval('office_event')::integer AS seq FROM generate_series(1, $1)`,
    [count],
  );
  return rows.map(({ seq }) => ({ atUtcMs: nowUtcMs, registerId: CENTRAL_ID, epoch: 1, seq, place: 0 }));
}

async function findNew(client: Queryable, members: readonly WrittenMember[]): Promise<ReadonlySet<string>> {
  const ids = members.map(({ memberId }) => memberId);
  const { rows } = await client.query<{ id: string }>('SELECT id FROM member WHERE id = ANY ($1)', [ids]);
  const known = new Set(rows.map(({ id }) => id));
  return new Set(ids.filter((id) => !known.has(id)));
}
