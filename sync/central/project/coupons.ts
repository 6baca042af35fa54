import { publish, type Published } from '../changes.ts';
import type { Queryable } from '../database.ts';
import { columnsOf } from './columns.ts';
import { settleExceptions, type RaisedException } from './exceptions.ts';
import { readRules } from './rules.ts';

/** A coupon that a sale spent. */
export interface CouponUse {
  readonly couponId: string;
  readonly saleId: string;
  readonly atUtcMs: number;
  readonly register: string;
  readonly epoch: number;
  readonly seq: number;
  readonly code: string;
  readonly ruleId: string;
  readonly amountMinor: number;
}

/** A coupon with a code of its own, given to somebody or to whoever brings it. */
export interface IssuedCoupon {
  readonly couponId: string;
  readonly code: string;
  readonly ruleId: string;
  readonly memberId: string | null;
  readonly expiresOn: string | null;
}

interface CouponRow extends IssuedCoupon {
  readonly isVoided: boolean;
}

interface UseRow extends CouponUse {
  readonly isRestored: boolean;
}

/** Keeps new coupons and tells registers. A code that is there already stays whose it is: how many were new. */
export async function issueCoupons(
  client: Queryable,
  coupons: readonly IssuedCoupon[],
  nowUtcMs: number,
): Promise<number> {
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO coupon (id, code, rule_id, member, expires_on, issued_at_utc_ms)
     SELECT issued.*, $6 FROM unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::text[]) AS issued
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      ...columnsOf(
        coupons,
        ({ couponId }) => couponId,
        ({ code }) => code,
        ({ ruleId }) => ruleId,
        ({ memberId }) => memberId,
        ({ expiresOn }) => expiresOn,
      ),
      nowUtcMs,
    ],
  );
  await settleCoupons(
    client,
    rows.map(({ id }) => id),
    nowUtcMs,
  );
  return rows.length;
}

/** Makes a coupon worthless; false where there is none or it is void already. */
export async function voidCoupon(client: Queryable, couponId: string, nowUtcMs: number): Promise<boolean> {
  const { rowCount } = await client.query(
    'UPDATE coupon SET is_voided = true WHERE id = $1 AND NOT is_voided',
    [couponId],
  );
  if (rowCount === 1) await settleCoupons(client, [couponId], nowUtcMs);
  return rowCount === 1;
}

/** Keeps what sales spent; a coupon that its sale spent twice counts once. */
export async function keepCouponUses(client: Queryable, uses: readonly CouponUse[]): Promise<void> {
  if (uses.length === 0) return;
  await client.query(
    `INSERT INTO coupon_use (coupon_id, sale_id, at_utc_ms, register, epoch, seq, code, rule_id, amount_minor)
     SELECT * FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::uuid[], $5::integer[], $6::integer[], $7::text[],
       $8::text[], $9::bigint[])
     ON CONFLICT DO NOTHING`,
    columnsOf(
      uses,
      ({ couponId }) => couponId,
      ({ saleId }) => saleId,
      ({ atUtcMs }) => atUtcMs,
      ({ register }) => register,
      ({ epoch }) => epoch,
      ({ seq }) => seq,
      ({ code }) => code,
      ({ ruleId }) => ruleId,
      ({ amountMinor }) => amountMinor,
    ),
  );
}

/** What a register used of coupons that are kept for it is its no more, even if it comes back; read again, an entry ends nothing. */
export async function endCouponLeases(client: Queryable, uses: readonly CouponUse[]): Promise<void> {
  if (uses.length === 0) return;
  await client.query(
    `DELETE FROM coupon_lease AS lease
     USING unnest($1::text[], $2::uuid[], $3::integer[], $4::integer[]) AS used (coupon_id, register, epoch, seq)
     WHERE lease.coupon_id = used.coupon_id AND lease.register = used.register AND lease.epoch = used.epoch
       AND lease.seq < used.seq`,
    columnsOf(
      uses,
      ({ couponId }) => couponId,
      ({ register }) => register,
      ({ epoch }) => epoch,
      ({ seq }) => seq,
    ),
  );
}

/**
 * Counts what coupons were used, tells registers, and opens what was used beyond what it may be, or void, or never issued: the
 * first uses are the good ones, by when they were made and not by when they came here.
 */
export async function settleCoupons(
  client: Queryable,
  couponIds: readonly string[],
  nowUtcMs: number,
): Promise<void> {
  if (couponIds.length === 0) return;
  const ids = [...new Set(couponIds)].sort();
  const { rows: coupons } = await client.query<CouponRow>(
    `SELECT id AS "couponId", code, rule_id AS "ruleId", member AS "memberId", expires_on AS "expiresOn",
       is_voided AS "isVoided" FROM coupon WHERE id = ANY ($1) ORDER BY id FOR UPDATE`,
    [ids],
  );
  const { rows: uses } = await client.query<UseRow>(
    `SELECT coupon_id AS "couponId", sale_id AS "saleId", at_utc_ms AS "atUtcMs", register, epoch, seq, code,
       rule_id AS "ruleId", amount_minor AS "amountMinor", is_restored AS "isRestored"
     FROM coupon_use WHERE coupon_id = ANY ($1) ORDER BY at_utc_ms, register, epoch, seq`,
    [ids],
  );
  const rules = await readRules(
    client,
    [...coupons, ...uses].map(({ ruleId }) => ruleId),
  );
  const byCoupon = Map.groupBy(uses, ({ couponId }) => couponId);
  const known = new Map(coupons.map((coupon) => [coupon.couponId, coupon]));
  const changes: Published[] = [];
  const found: RaisedException[] = [];
  for (const id of ids) {
    const coupon = known.get(id);
    const used = byCoupon.get(id) ?? [];
    const good = used.filter(({ isRestored }) => !isRestored);
    if (!coupon) {
      // A code that everybody shares goes by its rule's id and has no row of its own.
      found.push(...used.filter(({ ruleId }) => ruleId !== id).map((use) => lossOf('coupon-unknown', use)));
      continue;
    }
    const { couponId, ...value } = coupon;
    changes.push({ scope: 'coupon', key: couponId, shop: null, value: { ...value, useCount: good.length } });
    if (coupon.isVoided) found.push(...good.map((use) => lossOf('coupon-void', use)));
    const usesMax = rules.get(coupon.ruleId)?.couponUses ?? 1;
    if (!coupon.isVoided) {
      found.push(...good.slice(usesMax).map((use) => lossOf('coupon-used-elsewhere', use)));
    }
  }
  await publish(client, changes, nowUtcMs);
  const kinds = ['coupon-unknown', 'coupon-void', 'coupon-used-elsewhere'] as const;
  const looked = uses.flatMap(({ register, epoch, seq, code: subject }) =>
    kinds.map((kind) => ({ kind, register, epoch, seq, subject })),
  );
  await settleExceptions(client, looked, found, nowUtcMs);
}

function lossOf(
  kind: 'coupon-unknown' | 'coupon-void' | 'coupon-used-elsewhere',
  { register, epoch, seq, atUtcMs, code, amountMinor }: CouponUse,
): RaisedException {
  return { kind, register, epoch, seq, subject: code, atUtcMs, amountMinor, points: 0 };
}
