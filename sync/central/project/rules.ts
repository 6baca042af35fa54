import { z } from 'zod';
import type { Queryable } from '../database.ts';

/** What of a rule decides what is counted and how often. */
export interface CountedRule {
  /** How often a coupon with a code of its own may be used; null where the rule takes none. */
  readonly couponUses: number | null;
  /** Its limits reach beyond one sale, so registers must know what was used. */
  readonly isLimited: boolean;
}

const limit = z.int().optional();
const ruleBody = z.object({
  limits: z
    .object({ perMember: limit, perMemberPerDay: limit, perDay: limit, inAll: limit, budgetMinor: limit })
    .optional(),
  coupon: z.object({ sharedCode: z.string().nullish(), uses: z.int().min(0) }).nullish(),
});

/** Rules by id; one that is not there any more, or cannot be read, is not in it. */
export async function readRules(
  client: Queryable,
  ruleIds: readonly string[],
): Promise<ReadonlyMap<string, CountedRule>> {
  if (ruleIds.length === 0) return new Map();
  const { rows } = await client.query<{ key: string; value: string }>(
    `SELECT key, value FROM reference WHERE scope = 'promotion' AND key = ANY ($1) AND value IS NOT NULL`,
    [[...new Set(ruleIds)]],
  );
  const rules = new Map<string, CountedRule>();
  for (const { key, value } of rows) {
    const { body } = JSON.parse(value) as { body: string };
    const read = ruleBody.safeParse(JSON.parse(body));
    if (!read.success) continue;
    const { limits, coupon } = read.data;
    rules.set(key, {
      couponUses: coupon && !coupon.sharedCode ? coupon.uses : null,
      isLimited: Object.values(limits ?? {}).some((each) => each !== undefined),
    });
  }
  return rules;
}
