import { randomBytes, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Fact } from '../../../../domain/facts/fact.ts';
import { encodePayload } from '../../../../domain/facts/fact-codec.ts';
import { defaultLoyalty } from '../../../../domain/loyalty/default-loyalty.ts';
import type { LoyaltySettings } from '../../../../domain/loyalty/loyalty-settings.ts';
import { emptyProfile, type MemberProfile } from '../../../../domain/members/member.ts';
import { createMemberSeal, SALT_BYTES } from '../../../../seal/member-seal.ts';
import { makeKeys, readKeys } from '../../../../sync/central/chain-keys.ts';
import type { Central } from '../../../../sync/central/central.ts';
import { publish } from '../../../../sync/central/changes.ts';
import { bytesOf } from '../../../../sync/central/project/member-registry.ts';
import { projectingOf, type Projecting } from '../../../../sync/central/project/project-batch.ts';
import type { WireAccount } from '../../../../sync/protocol/member.ts';
import type { Scope } from '../../../../sync/protocol/feed.ts';

export const DAY_MS = 86_400_000;
export const START = Date.UTC(2026, 5, 1, 9);
const ZONE = 'Europe/London';

/** One till's journal, as it lies at central. */
export interface ToldTill {
  readonly id: string;
  /** Writes entries behind the last, at so many days after the start. */
  tell(days: number, ...facts: readonly Fact[]): Promise<void>;
  tellRaw(days: number, type: string, payload: string, schema?: number): Promise<void>;
  /** A backup was restored here: entries begin anew in the next epoch. */
  restart(): void;
}

export interface ToldChain {
  readonly pool: Pool;
  readonly central: Pick<Central, 'pool' | 'keys' | 'nowUtcMs'>;
  readonly projecting: Projecting;
  /** What time it is at central. */
  readonly clock: { days: number };
  till(shop?: string, id?: string): Promise<ToldTill>;
  memberFact(member: NewMember, type?: 'member.registered' | 'member.changed'): Promise<Fact>;
  account(memberId: string): Promise<WireAccount | null>;
  applied(registerId: string): Promise<unknown>;
  reference(scope: Scope, key: string): Promise<unknown>;
  exceptions(): Promise<{ kind: string; subject: string; amountMinor: number; points: number }[]>;
  publishRule(id: string, body: object): Promise<void>;
}

export interface NewMember {
  readonly memberId?: string;
  readonly number?: string;
  readonly profile?: Partial<MemberProfile>;
  readonly cards?: readonly string[];
  readonly joinedDays?: number;
  readonly hasSalt?: boolean;
}

let numbers = 0;

/** A chain of one shop whose tills' entries are written straight into central's table. */
export async function foundChain(pool: Pool): Promise<ToldChain> {
  const clock = { days: 100 };
  const nowUtcMs = () => Math.round(START + clock.days * DAY_MS);
  const keys = readKeys(makeKeys());
  const central = { pool, nowUtcMs, keys };
  const seal = createMemberSeal(keys.dataKey);
  await pool.query(
    `INSERT INTO shop (code, name, currency, zone, created_at_utc_ms)
     VALUES ('one', 'One', 'GBP', '${ZONE}', 0), ('two', 'Two', 'GBP', '${ZONE}', 0)`,
  );
  let tills = 0;
  return {
    pool,
    clock,
    central,
    projecting: projectingOf(central),
    async till(shop = 'one', id = randomUUID()) {
      tills += 1;
      await pool.query(
        `INSERT INTO register (id, shop, till_code, public_key, program, machine, enrolled_at_utc_ms, contacted_at_utc_ms)
         VALUES ($1, $2, $3, '', '', '', $4, 0)`,
        [id, shop, String(tills), START - 30 * DAY_MS],
      );
      await pool.query('INSERT INTO applied (register) VALUES ($1)', [id]);
      let [epoch, seq] = [1, 0];
      const tellRaw = async (days: number, type: string, payload: string, schema = 1) => {
        seq += 1;
        const atUtcMs = START + Math.round(days * DAY_MS);
        await pool.query(
          `INSERT INTO entry (register, epoch, seq, id, type, schema, at_utc_ms, utc_offset_minutes, business_date, shift,
             actor, payload, prev_hash, hash, received_at_utc_ms)
           VALUES ($1, $10, $2, $3, $4, $5, $6, 0, $7, 1, '', $8, '', '', $9)`,
          [
            id,
            seq,
            randomUUID(),
            type,
            schema,
            atUtcMs,
            new Date(atUtcMs).toISOString().slice(0, 10),
            payload,
            nowUtcMs(),
            epoch,
          ],
        );
        await pool.query(`UPDATE register SET epoch = $3, seq = $2, hash = '' WHERE id = $1`, [
          id,
          seq,
          epoch,
        ]);
      };
      return {
        id,
        tellRaw,
        restart() {
          [epoch, seq] = [epoch + 1, 0];
        },
        async tell(days, ...facts) {
          for (const fact of facts) await tellRaw(days, fact.type, encodePayload(fact));
        },
      };
    },
    async memberFact(member, type = 'member.registered') {
      numbers += 1;
      const number = member.number ?? String(3_000_000_000 + numbers);
      const memberId = member.memberId ?? randomUUID();
      const salt = randomBytes(SALT_BYTES);
      const profile = { ...emptyProfile, ...member.profile };
      const sealed = seal.seal({ id: bytesOf(memberId), salt }, profile, true).toString('base64');
      if (member.hasSalt !== false) {
        await pool.query(
          `INSERT INTO member_salt (member, salt) VALUES ($1, $2)
           ON CONFLICT (member) DO UPDATE SET salt = excluded.salt`,
          [memberId, salt],
        );
      }
      const record = {
        memberId,
        number,
        sealed,
        phoneHash: profile.phone ? seal.hashPhone(profile.phone).toString('hex') : null,
        cards: member.cards ?? [],
        consents: [],
        joinedAtUtcMs: START + Math.round((member.joinedDays ?? 0) * DAY_MS),
        digest: '',
      };
      return { type, payload: record };
    },
    account: async (memberId) => (await readReference(pool, 'account', memberId)) as WireAccount | null,
    async applied(registerId) {
      const { rows } = await pool.query('SELECT epoch, seq FROM applied WHERE register = $1', [registerId]);
      return rows[0];
    },
    reference: (scope, key) => readReference(pool, scope, key),
    async exceptions() {
      const { rows } = await pool.query<{
        kind: string;
        subject: string;
        amountMinor: number;
        points: number;
      }>(
        `SELECT kind, subject, amount_minor AS "amountMinor", points FROM exception
         WHERE resolved_at_utc_ms IS NULL ORDER BY kind, subject, at_utc_ms`,
      );
      return rows;
    },
    publishRule: (id, body) =>
      publish(
        pool,
        [
          {
            scope: 'promotion',
            key: id,
            shop: null,
            value: { place: 1, isOn: true, body: JSON.stringify(body) },
          },
        ],
        nowUtcMs(),
      ),
  };
}

async function readReference(pool: Pool, scope: Scope, key: string): Promise<unknown> {
  const { rows } = await pool.query<{ value: string | null }>(
    'SELECT value FROM reference WHERE scope = $1 AND key = $2',
    [scope, key],
  );
  const value = rows[0]?.value ?? null;
  return value === null ? null : JSON.parse(value);
}

/** Somebody whom central knows from the first day on. */
export async function enlist({ pool }: ToldChain): Promise<string> {
  const id = randomUUID();
  await pool.query(
    `INSERT INTO member (id, number, sealed, joined_at_utc_ms, told_at_utc_ms, told_register, told_epoch, told_seq)
     VALUES ($1, $1::uuid::text, '', 0, 0, '00000000-0000-0000-0000-000000000000', 1, 1)`,
    [id],
  );
  return id;
}

/** How membership works from a day on, where it differs from what the program comes with. */
export async function tellSettings(
  { pool }: ToldChain,
  settings: Partial<LoyaltySettings>,
  days: number,
): Promise<void> {
  const value = { value: { ...defaultLoyalty('GBP'), ...settings } };
  await publish(
    pool,
    [{ scope: 'setting', key: 'loyalty', shop: null, value }],
    Math.round(START + days * DAY_MS),
  );
}
