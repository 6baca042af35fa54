import type { Database } from 'better-sqlite3';
import type { SaleLoyalty, SaleReversal } from '../../domain/facts/loyalty-facts.ts';
import type { SaleCompleted } from '../../domain/facts/sale-facts.ts';
import type { EntryOf } from './projection.ts';

/** What was used of a rule, or given back: whose, and on which day it counts. */
interface UsedRule {
  readonly ruleId: string;
  readonly memberId: string | null;
  readonly businessDate: string;
  readonly uses: number;
  readonly amountMinor: number;
}

/** Writes what a sale at a till of a chain did for its member: what central makes of it, the till only hears. */
export interface IntentWriter {
  /** The till belonged to a chain when this entry was made: entries before it are projected already. */
  isJoined(): boolean;
  /** Everything of a sale but what it gives back of coupons. `soldOn` knows the day of an earlier sale of this till. */
  write(entry: EntryOf<'sale.completed'>, soldOn: (saleId: string) => string | null): void;
}

export function intentWriter(db: Database): IntentWriter {
  const link = db.prepare<[]>('SELECT 1 FROM chain_link');
  const points = db.prepare(
    `INSERT INTO points_intent (entry, place, member_id, earned_points, redeemed_points, leased_points, spent_minor,
       visits)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const rule = db.prepare(
    `INSERT INTO rule_intent (entry, place, rule_id, member_id, business_date, uses, amount_minor)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const unasked = db.prepare(
    `INSERT INTO unasked_use (entry, place, kind, member_id, business_date, amount_minor) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  return {
    isJoined: () => link.get() !== undefined,
    write({ payload: sale, position, businessDate }, soldOn) {
      pointsOf(sale).forEach((intent, index) => {
        const { memberId, earned, redeemed, leased, spentMinor, visits } = intent;
        points.run(position, index + 1, memberId, earned, redeemed, leased, spentMinor, visits);
      });
      rulesOf(sale, businessDate, soldOn).forEach((used, index) => {
        const { ruleId, memberId, uses, amountMinor } = used;
        rule.run(position, index + 1, ruleId, memberId ?? '', used.businessDate, uses, amountMinor);
      });
      unaskedOf(sale).forEach(({ kind, memberId, amountMinor }, index) => {
        unasked.run(position, index + 1, kind, memberId, businessDate, amountMinor);
      });
    },
  };
}

function pointsOf({ reversals, loyalty }: SaleCompleted) {
  const back = reversals.flatMap((reversal) => {
    const { memberId, unearned, returned, spentMinor, isWholeSale } = reversal;
    if (memberId === null) return [];
    return [
      {
        memberId,
        earned: -(unearned?.points ?? 0) + 0,
        redeemed: -(returned?.points ?? 0) + 0,
        leased: 0,
        spentMinor: -spentMinor + 0,
        visits: isWholeSale ? -1 : 0,
      },
    ];
  });
  return loyalty ? [...back, soldTo(loyalty)] : back;
}

function soldTo({ memberId, points, spentMinor, isVisit, central }: SaleLoyalty) {
  return {
    memberId,
    earned: points.earned?.points ?? 0,
    redeemed: points.redeemed?.points ?? 0,
    leased: central?.leased ?? 0,
    spentMinor,
    visits: isVisit ? 1 : 0,
  };
}

/** What a refund gives back of a limit counts on the day of its sale; on its own where another till sold. */
function rulesOf(
  { reversals, rules, loyalty }: SaleCompleted,
  businessDate: string,
  soldOn: (saleId: string) => string | null,
): UsedRule[] {
  const back = reversals.flatMap(({ saleId, memberId, uses }: SaleReversal) =>
    uses.map(({ ruleId, uses: times, amountMinor }) => ({
      ruleId,
      memberId,
      businessDate: soldOn(saleId) ?? businessDate,
      uses: -times + 0,
      amountMinor: -amountMinor + 0,
    })),
  );
  const used = rules.map(({ ruleId, uses, amountMinor }) => ({
    ruleId,
    memberId: loyalty?.memberId ?? null,
    businessDate,
    uses,
    amountMinor,
  }));
  return [...back, ...used];
}

function unaskedOf({ loyalty, coupons, lines }: SaleCompleted) {
  const redeemed = loyalty?.points.redeemed;
  return [
    ...(redeemed && loyalty.central?.isHeld === false
      ? [{ kind: 'points', memberId: loyalty.memberId, amountMinor: redeemed.amountMinor }]
      : []),
    ...coupons.flatMap(({ isHeld, amountMinor }) =>
      isHeld === false ? [{ kind: 'coupon', memberId: loyalty?.memberId ?? null, amountMinor }] : [],
    ),
    ...lines.flatMap(({ elsewhere, totalMinor }) =>
      elsewhere === undefined ? [] : [{ kind: 'refund', memberId: null, amountMinor: -totalMinor + 0 }],
    ),
  ];
}
