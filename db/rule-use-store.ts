import type { Database } from 'better-sqlite3';
import type { RuleUse } from '../domain/pricing/offer-input.ts';
import type { Limits, Promotion } from '../domain/promotions/promotion.ts';

/** How often rules were used, and what of their budgets. */
export interface RuleUseReader {
  /**
   * By rule, for those whose limits reach beyond one sale; a rule that was never used is not in it. Without a member what
   * members used counts as nothing.
   */
  of(
    promotions: readonly Promotion[],
    memberId: string | null,
    businessDate: string,
  ): ReadonlyMap<string, RuleUse>;
}

interface Row {
  readonly ruleId: string;
  readonly uses: number;
  readonly amountMinor: number;
}

const NONE: ReadonlyMap<string, Row> = new Map();

export function ruleUseReader(db: Database): RuleUseReader {
  const rows = db.prepare<[string, string], Row>(
    `SELECT rule_id AS ruleId, uses, amount_minor AS amountMinor FROM rule_use
     WHERE member_id = ? AND business_date = ?`,
  );
  const byRule = (memberId: string, businessDate: string): ReadonlyMap<string, Row> =>
    new Map(rows.all(memberId, businessDate).map((row) => [row.ruleId, row]));
  const limited = new WeakMap<readonly Promotion[], readonly string[]>();
  return {
    of(promotions, memberId, businessDate) {
      let ruleIds = limited.get(promotions);
      if (!ruleIds) {
        ruleIds = promotions.filter(({ limits }) => isKeptAcrossSales(limits)).map(({ id }) => id);
        limited.set(promotions, ruleIds);
      }
      if (ruleIds.length === 0) return new Map();
      const inAll = byRule('', '');
      const today = byRule('', businessDate);
      const byMember = memberId === null ? NONE : byRule(memberId, '');
      const byMemberToday = memberId === null ? NONE : byRule(memberId, businessDate);
      return new Map(
        ruleIds.flatMap((ruleId) => {
          const used = inAll.get(ruleId);
          if (!used) return [];
          const use: RuleUse = {
            inAll: used.uses,
            spentMinor: used.amountMinor,
            today: today.get(ruleId)?.uses ?? 0,
            byMember: byMember.get(ruleId)?.uses ?? 0,
            byMemberToday: byMemberToday.get(ruleId)?.uses ?? 0,
          };
          return [[ruleId, use] as const];
        }),
      );
    },
  };
}

function isKeptAcrossSales(limits: Limits): boolean {
  const { perMember, perMemberPerDay, perDay, inAll, budgetMinor } = limits;
  return [perMember, perMemberPerDay, perDay, inAll, budgetMinor].some((limit) => limit !== undefined);
}
