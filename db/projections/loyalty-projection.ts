import type { Database } from 'better-sqlite3';
import type { LotOpened, SalePoints, SaleReversal } from '../../domain/facts/loyalty-facts.ts';
import { intentWriter } from './intent-writer.ts';
import { memberMerger } from './member-merge.ts';
import { pointsWriter, type PointsWriter } from './points-writer.ts';
import type { EntryOf, Projection } from './projection.ts';
import { useWriter, type UseWriter } from './use-writer.ts';

type Types =
  | 'sale.completed'
  | 'account.opened'
  | 'points.adjusted'
  | 'points.expired'
  | 'points.held'
  | 'points.released'
  | 'tier.reviewed'
  | 'coupons.issued'
  | 'coupon.voided'
  | 'member.merged';

/** Points, tiers, coupons and what was used of rules. A sale comes here after its own tables were written. */
export function loyaltyProjection(db: Database): Projection<Types> {
  const writerOf = pointsWriter(db);
  const uses = useWriter(db);
  const merge = memberMerger(db);
  return {
    'sale.completed': saleLoyaltyProjector(db, writerOf, uses),
    'account.opened'({ payload, position }) {
      const { memberId, lots, tier, reviewOn, spentMinor, visits } = payload;
      const points = writerOf(position);
      points.open(memberId);
      for (const lot of lots) {
        points.openLot(memberId, lot);
        points.book(memberId, 'open', lot.points);
      }
      uses.countMeasure(position, memberId, null, { spentMinor, points: 0, visits });
      if (tier === null) return;
      points.changeTier(memberId, { from: null, to: tier, reason: 'by-hand', reviewOn, isInGrace: false });
    },
    'points.adjusted'({ payload: { memberId, points: adjusted, lot, filledDebt, takes }, position }) {
      const points = writerOf(position);
      points.open(memberId);
      points.take(takes);
      points.book(memberId, 'adjust', adjusted);
      receive(points, memberId, lot, filledDebt);
    },
    'points.expired'({ payload, position }) {
      const points = writerOf(position);
      for (const { memberId, lotId, points: ended, filledDebt } of payload.lots) {
        points.open(memberId);
        points.take([{ lotId, points: ended }]);
        points.lapse(lotId, ended - filledDebt);
        points.owe(memberId, -filledDebt);
        points.book(memberId, 'expire', filledDebt - ended);
      }
    },
    'tier.reviewed'({ payload, position }) {
      const points = writerOf(position);
      for (const { memberId, ...change } of payload.changes) {
        points.open(memberId);
        points.changeTier(memberId, change);
      }
    },
    'member.merged': ({ payload, position }) => merge(position, payload.fromMemberId, payload.intoMemberId),
    ...holdProjection(db),
    ...couponProjection(db),
  };
}

/** What came back first, then what was spent and earned: in the order in which it was reckoned. */
function saleLoyaltyProjector(
  db: Database,
  writerOf: (entry: number) => PointsWriter,
  uses: UseWriter,
): (entry: EntryOf<'sale.completed'>) => void {
  const reversedSale = db.prepare<[string], { entry: number; businessDate: string }>(
    'SELECT entry, business_date AS businessDate FROM sale WHERE id = ?',
  );
  const intents = intentWriter(db);
  return (entry) => {
    const { payload: sale, position, businessDate } = entry;
    if (intents.isJoined()) {
      for (const { saleId, couponsRestored } of sale.reversals) {
        // What another till sold is in none of these tables.
        const sold = reversedSale.get(saleId);
        if (sold) for (const couponId of couponsRestored) uses.restoreCoupon(position, couponId, sold.entry);
      }
      intents.write(entry, (saleId) => reversedSale.get(saleId)?.businessDate ?? null);
      for (const { couponId, ruleId, amountMinor } of sale.coupons)
        uses.useCoupon(position, couponId, ruleId, amountMinor);
      return;
    }
    const points = writerOf(position);
    for (const reversal of sale.reversals) {
      const sold = reversedSale.get(reversal.saleId);
      if (!sold) throw new Error(`entry ${position} reverses sale ${reversal.saleId}, which is not there`);
      reverse(points, uses, position, reversal, sold);
    }
    const { loyalty } = sale;
    if (loyalty) {
      const { memberId, spentMinor, isVisit, tierChange } = loyalty;
      points.open(memberId);
      settlePoints(points, memberId, loyalty.points);
      const measured = { spentMinor, points: loyalty.points.earned?.points ?? 0, visits: isVisit ? 1 : 0 };
      if (isVisit) uses.countMeasure(position, memberId, businessDate, measured);
      if (tierChange) points.changeTier(memberId, tierChange);
    }
    for (const { ruleId, uses: times, amountMinor } of sale.rules) {
      const used = { uses: times, amountMinor };
      uses.countRule(position, ruleId, loyalty?.memberId ?? null, businessDate, used);
    }
    for (const { couponId, ruleId, amountMinor } of sale.coupons)
      uses.useCoupon(position, couponId, ruleId, amountMinor);
  };
}

function settlePoints(points: PointsWriter, memberId: string, { earned, redeemed }: SalePoints): void {
  if (redeemed) {
    points.take(redeemed.takes);
    points.book(memberId, 'redeem', -redeemed.points);
  }
  if (!earned) return;
  points.book(memberId, 'earn', earned.points);
  receive(points, memberId, earned.lot, earned.filledDebt);
}

/** What was booked fills the debt: after the booking, because no balance may be below what is owed. */
function receive(points: PointsWriter, memberId: string, lot: LotOpened | null, filledDebt: number): void {
  if (lot) points.openLot(memberId, lot);
  points.owe(memberId, -filledDebt);
}

function reverse(
  points: PointsWriter,
  uses: UseWriter,
  position: number,
  reversal: SaleReversal,
  sold: { readonly entry: number; readonly businessDate: string },
): void {
  const { memberId, unearned, returned, spentMinor, isWholeSale, tierChange } = reversal;
  for (const { ruleId, uses: times, amountMinor } of reversal.uses) {
    uses.countRule(position, ruleId, memberId, sold.businessDate, {
      uses: -times + 0,
      amountMinor: -amountMinor + 0,
    });
  }
  for (const couponId of reversal.couponsRestored) uses.restoreCoupon(position, couponId, sold.entry);
  if (memberId === null) return;
  points.open(memberId);
  if (unearned) {
    const { lotId, taken, lapsed, debt } = unearned;
    if (lotId !== null) {
      points.take([{ lotId, points: taken }]);
      points.lapse(lotId, -lapsed);
    }
    points.owe(memberId, debt);
    points.book(memberId, 'unearn', -(taken + debt));
  }
  if (returned) {
    points.put(returned.puts);
    points.book(memberId, 'return', returned.points);
  }
  uses.countMeasure(position, memberId, sold.businessDate, {
    spentMinor: -spentMinor + 0,
    points: -(unearned?.points ?? 0) + 0,
    visits: isWholeSale ? -1 : 0,
  });
  if (tierChange) points.changeTier(memberId, tierChange);
}

function holdProjection(db: Database): Projection<'points.held' | 'points.released'> {
  const hold = db.prepare(
    'INSERT INTO points_hold (id, member_id, lot_id, points, entry) VALUES (?, ?, ?, ?, ?)',
  );
  const release = db.prepare(
    'UPDATE points_hold SET released_entry = ? WHERE id = ? AND released_entry IS NULL',
  );
  return {
    'points.held'({ payload: { holdId, memberId, lotId, points }, position }) {
      hold.run(holdId, memberId, lotId, points, position);
    },
    'points.released'({ payload: { holdId }, position }) {
      if (release.run(position, holdId).changes !== 1)
        throw new Error(`entry ${position} releases hold ${holdId}, which is not open`);
    },
  };
}

function couponProjection(db: Database): Projection<'coupons.issued' | 'coupon.voided'> {
  const issue = db.prepare(
    'INSERT INTO coupon (id, code, rule_id, member_id, expires_on, entry) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const retire = db.prepare('UPDATE coupon SET voided_entry = ? WHERE id = ? AND voided_entry IS NULL');
  return {
    'coupons.issued'({ payload: { ruleId, coupons }, position }) {
      for (const { couponId, code, memberId, expiresOn } of coupons)
        issue.run(couponId, code, ruleId, memberId, expiresOn, position);
    },
    'coupon.voided'({ payload: { couponId }, position }) {
      if (retire.run(position, couponId).changes !== 1)
        throw new Error(`entry ${position} voids coupon ${couponId}, which is not there`);
    },
  };
}
