import type { Queryable } from '../database.ts';
import { columnsOf } from './columns.ts';
import type { RuleUse } from './rule-uses.ts';
import type { PlacedSale } from './sales.ts';

/** What a refund gives back of what rules and coupons a sale used. */
export interface ReversalBody {
  readonly memberId: string | null;
  readonly uses: readonly { readonly ruleId: string; readonly uses: number; readonly amountMinor: number }[];
  readonly couponsRestored: readonly string[];
}

/** Keeps what refunds give back. All of it waits until `applyReversals`. */
export async function keepReversals(client: Queryable, sales: readonly PlacedSale[]): Promise<string[]> {
  const reversals = sales.flatMap(({ fact, register, epoch, seq }) =>
    [...Map.groupBy(fact.reversals, ({ saleId }) => saleId)].map(([saleId, parts]) => {
      const body: ReversalBody = {
        memberId: parts.find(({ memberId }) => memberId !== null)?.memberId ?? null,
        uses: parts.flatMap(({ uses }) => uses),
        couponsRestored: parts.flatMap(({ couponsRestored }) => couponsRestored),
      };
      return { saleId, register, epoch, seq, body };
    }),
  );
  if (reversals.length === 0) return [];
  await client.query(
    `INSERT INTO reversal (sale_id, register, epoch, seq, body, is_waiting)
     SELECT reversed.*, true
     FROM unnest($1::uuid[], $2::uuid[], $3::integer[], $4::integer[], $5::text[]) AS reversed
     ON CONFLICT DO NOTHING`,
    columnsOf(
      reversals,
      ({ saleId }) => saleId,
      ({ register }) => register,
      ({ epoch }) => epoch,
      ({ seq }) => seq,
      ({ body }) => JSON.stringify(body),
    ),
  );
  return reversals.map(({ saleId }) => saleId);
}

/**
 * Gives back what was used of those sales that are known: rules on the day of the sale, coupons of the sale. Returns the uses
 * to count and the coupons to look at; what belongs to a sale that has not come goes on waiting.
 */
export async function applyReversals(
  client: Queryable,
  saleIds: readonly string[],
): Promise<{ readonly uses: RuleUse[]; readonly couponIds: string[] }> {
  if (saleIds.length === 0) return { uses: [], couponIds: [] };
  const { rows } = await client.query<{ saleId: string; businessDate: string; body: string }>(
    `UPDATE reversal SET is_waiting = false FROM sale
     WHERE reversal.sale_id = sale.id AND reversal.is_waiting AND sale.id = ANY ($1)
     RETURNING sale.id AS "saleId", sale.business_date AS "businessDate", reversal.body`,
    [saleIds],
  );
  const applied = rows.map(({ saleId, businessDate, body }) => ({
    saleId,
    businessDate,
    ...(JSON.parse(body) as ReversalBody),
  }));
  const restored = applied.flatMap(({ saleId, couponsRestored }) =>
    couponsRestored.map((couponId) => ({ saleId, couponId })),
  );
  if (restored.length > 0) {
    await client.query(
      `UPDATE coupon_use SET is_restored = true FROM unnest($1::uuid[], $2::text[]) AS restored (sale_id, coupon_id)
       WHERE coupon_use.sale_id = restored.sale_id AND coupon_use.coupon_id = restored.coupon_id`,
      columnsOf(
        restored,
        ({ saleId }) => saleId,
        ({ couponId }) => couponId,
      ),
    );
  }
  return {
    couponIds: restored.map(({ couponId }) => couponId),
    uses: applied.flatMap(({ businessDate, memberId, uses }) =>
      uses.map(({ ruleId, uses: times, amountMinor }) => ({
        ruleId,
        memberId,
        businessDate,
        uses: -times + 0,
        amountMinor: -amountMinor + 0,
      })),
    ),
  };
}
