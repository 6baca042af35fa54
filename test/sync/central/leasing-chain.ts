import { randomUUID } from 'node:crypto';
import { publish } from '../../../sync/central/changes.ts';
import { withTransaction } from '../../../sync/central/database.ts';
import { freePoints, readPoints } from '../../../sync/central/member-points.ts';
import { recordOfficeEvent } from '../../../sync/central/project/office-members.ts';
import { projectAll } from '../../../sync/central/project/worker.ts';
import { POLICY_KEY, type OfflinePolicy } from '../../../sync/protocol/policy.ts';
import type { LeasingTill } from './leasing-till.ts';
import { enlist, type ToldChain } from './project/chain-of-tills.ts';

/** A shop of its own whose tills lease what its policy lets them. */
export async function openShop({ pool, central }: ToldChain, shareBp = 10_000): Promise<string> {
  const code = randomUUID().slice(0, 8);
  await pool.query(
    `INSERT INTO shop (code, name, currency, zone, created_at_utc_ms) VALUES ($1, $1, 'GBP', 'Europe/London', 1)`,
    [code],
  );
  await tellPolicy({ pool, central }, code, { kind: 'leased', shareBp });
  return code;
}

export async function tellPolicy(
  { pool, central }: Pick<ToldChain, 'pool' | 'central'>,
  shop: string,
  points: OfflinePolicy['points'],
  coupons: OfflinePolicy['coupons'] = { kind: 'none' },
): Promise<void> {
  const value: OfflinePolicy = { points, coupons, otherTillRefundMaxMinor: 0 };
  await publish(pool, [{ scope: 'policy', key: POLICY_KEY, shop, value }], central.nowUtcMs());
}

/** Somebody at central gives points. */
export async function givePoints(
  { pool, central }: ToldChain,
  memberId: string,
  points: number,
): Promise<void> {
  const body = { kind: 'adjustment', points, lotId: randomUUID(), reason: 'r', actor: 'a' } as const;
  await withTransaction(pool, (client) => recordOfficeEvent(client, memberId, body, central.nowUtcMs()));
}

/** A member with points who has bought at the till, and what that sold is in the accounts. */
export async function regular(chain: ToldChain, till: LeasingTill, points: number): Promise<string> {
  const memberId = await enlist(chain);
  await givePoints(chain, memberId, points);
  till.sell(memberId, 0, 0);
  await settle(chain, till);
  return memberId;
}

/** What tills sold is sent and in the accounts. */
export async function settle({ projecting }: ToldChain, ...tills: readonly LeasingTill[]): Promise<void> {
  for (const till of tills) await till.push();
  await projectAll(projecting, fail);
}

/** A till's leases of a member, as central has them. */
export async function leased(
  { pool }: ToldChain,
  memberId: string,
): Promise<{ points: number; seq: number }[]> {
  const { rows } = await pool.query<{ points: number; seq: number }>(
    'SELECT points, seq FROM lease WHERE member = $1',
    [memberId],
  );
  return rows;
}

/** Points that all tills together have leased. */
export async function kept(chain: ToldChain, ...memberIds: readonly string[]): Promise<number> {
  const all = await Promise.all(memberIds.map((id) => leased(chain, id)));
  return all.flat().reduce((sum, { points }) => sum + points, 0);
}

/** What a sale somewhere could have. */
export async function free({ pool, central }: ToldChain, memberId: string): Promise<number> {
  const points = await readPoints(pool, [memberId], {
    registerId: randomUUID(),
    saleId: null,
    nowUtcMs: central.nowUtcMs(),
  });
  return freePoints(points.get(memberId)!);
}

export async function shopOf({ pool }: ToldChain, { id }: LeasingTill): Promise<string> {
  const { rows } = await pool.query<{ shop: string }>('SELECT shop FROM register WHERE id = $1', [id]);
  return rows[0]!.shop;
}

/** For whoever is told of a fault that must not be. */
export function fail(error: unknown): void {
  throw error;
}
