import type { Database } from 'better-sqlite3';
import type { RuleUse } from '../domain/pricing/offer-input.ts';
import type { Limits, Promotion } from '../domain/promotions/promotion.ts';
import { chainStateReader } from './chain-state.ts';

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
  const ofOwn = (memberId: string, businessDate: string): ReadonlyMap<string, Row> =>
    new Map(rows.all(memberId, businessDate).map((row) => [row.ruleId, row]));
  const ofChain = chainRuleUses(db);
  const limited = new WeakMap<readonly Promotion[], readonly string[]>();
  return {
    of(promotions, memberId, businessDate) {
      let ruleIds = limited.get(promotions);
      if (!ruleIds) {
        ruleIds = promotions.filter(({ limits }) => isKeptAcrossSales(limits)).map(({ id }) => id);
        limited.set(promotions, ruleIds);
      }
      if (ruleIds.length === 0) return new Map();
      const byRule = ofChain() ?? ofOwn;
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

/**
 * What central counted, and what this till used since, of a till in a chain; null for one that stands alone. A refund of what
 * another till sold may come here before central has counted the sale.
 */
function chainRuleUses(db: Database) {
  const state = chainStateReader(db);
  const used = db.prepare<{ memberId: string; businessDate: string; after: number }, Row>(
    `SELECT rule_id AS ruleId, MAX(0, SUM(uses)) AS uses, MAX(0, SUM(amount_minor)) AS amountMinor FROM (
       SELECT rule_id, uses, amount_minor FROM central_rule_use
       WHERE member_id = @memberId AND business_date = @businessDate
       UNION ALL
       SELECT rule_id, uses, amount_minor FROM rule_intent
       WHERE entry > @after AND @memberId IN ('', member_id) AND @businessDate IN ('', business_date))
     GROUP BY rule_id`,
  );
  return () => {
    if (!state.link()) return null;
    const after = state.appliedEntry();
    return (memberId: string, businessDate: string): ReadonlyMap<string, Row> =>
      new Map(used.all({ memberId, businessDate, after }).map((row) => [row.ruleId, row]));
  };
}

function isKeptAcrossSales(limits: Limits): boolean {
  const { perMember, perMemberPerDay, perDay, inAll, budgetMinor } = limits;
  return [perMember, perMemberPerDay, perDay, inAll, budgetMinor].some((limit) => limit !== undefined);
}
