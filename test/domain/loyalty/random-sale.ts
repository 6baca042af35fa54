import fc from 'fast-check';
import type { LineFact, SaleCompleted } from '../../../domain/facts/sale-facts.ts';
import { defaultLoyalty } from '../../../domain/loyalty/default-loyalty.ts';
import type { LoyaltySettings } from '../../../domain/loyalty/loyalty-settings.ts';
import type { PointsLot } from '../../../domain/loyalty/points-lots.ts';
import { maxRedeemable, shareRedemption, valueOf } from '../../../domain/loyalty/redemption.ts';
import {
  saleLoyalty,
  type LoyaltyMoment,
  type MemberStanding,
} from '../../../domain/loyalty/sale-loyalty.ts';
import { taxAmount } from '../../../domain/tax.ts';
import { shareOverUnits } from '../../../domain/unit-shares.ts';

/** A Monday in winter, 09:00 in London. */
export const MOMENT: LoyaltyMoment = {
  nowUtcMs: Date.UTC(2026, 10, 2, 9),
  zone: 'Europe/London',
  today: '2026-11-02',
};

const DAY_MS = 86_400_000;

export const shop = defaultLoyalty('GBP');

/** Shops that redeem and earn in different ways, with tiers that a few sales reach. */
export const anySettings: fc.Arbitrary<LoyaltySettings> = fc
  .record({
    as: fc.constantFrom('discount' as const, 'tender' as const),
    points: fc.integer({ min: 0, max: 30 }),
    perMinor: fc.integer({ min: 1, max: 300 }),
    blockPoints: fc.integer({ min: 1, max: 40 }),
    blockMinor: fc.integer({ min: 1, max: 150 }),
    pendingDays: fc.constantFrom(0, 14),
    measure: fc.constantFrom('spend' as const, 'points' as const, 'visits' as const),
    currentSaleCounts: fc.boolean(),
    coupons: fc.constantFrom('restore' as const, 'spent' as const),
  })
  .map((any) => ({
    ...shop,
    earning: {
      ...shop.earning,
      points: any.points,
      perMinor: any.perMinor,
      pending: pendingOf(any.pendingDays),
    },
    redemption: {
      ...shop.redemption,
      as: any.as,
      blockPoints: any.blockPoints,
      blockMinor: any.blockMinor,
      minPoints: 0,
    },
    refunds: { ...shop.refunds, coupons: any.coupons },
    tiers: {
      ...shop.tiers,
      measure: any.measure,
      currentSaleCounts: any.currentSaleCounts,
      list: shop.tiers.list.map((tier, rank) => ({
        ...tier,
        from: rank * (any.measure === 'visits' ? 2 : 900),
      })),
    },
  }));

function pendingOf(days: number): LoyaltySettings['earning']['pending'] {
  return days === 0 ? { kind: 'at-once' } : { kind: 'days', days };
}

/** Lots of different ages, of which some end soon, some never, and some are not active yet. */
export const anyLots: fc.Arbitrary<PointsLot[]> = fc
  .array(
    fc.record({
      points: fc.integer({ min: 1, max: 400 }),
      spent: fc.nat(400),
      endsInDays: fc.option(fc.integer({ min: 1, max: 60 })),
      activeInDays: fc.constantFrom(-5, -1, 3),
    }),
    { maxLength: 5 },
  )
  .map((lots) =>
    lots.map(({ points, spent, endsInDays, activeInDays }, index) => ({
      lotId: `lot-${index}`,
      points,
      remaining: Math.max(0, points - spent),
      lapsed: 0,
      earnedAtUtcMs: MOMENT.nowUtcMs - (10 - index) * DAY_MS,
      activeFromUtcMs: MOMENT.nowUtcMs + activeInDays * DAY_MS,
      expiresAtUtcMs: endsInDays === null ? null : MOMENT.nowUtcMs + endsInDays * DAY_MS,
    })),
  );

const anyLine = fc.record({
  unitMinor: fc.integer({ min: 0, max: 900 }),
  units: fc.integer({ min: 1, max: 5 }),
  isWeighed: fc.boolean(),
  rateBp: fc.constantFrom(0, 500, 2_000),
  isTaxIncluded: fc.boolean(),
  earns: fc.boolean(),
  hasRule: fc.boolean(),
  hasCoupon: fc.boolean(),
});

/** What is rung before it is known whose it is. */
export const anyRing = fc.record({
  lines: fc.array(anyLine, { minLength: 1, maxLength: 4 }),
  ruleBp: fc.integer({ min: 0, max: 6_000 }),
  couponBp: fc.integer({ min: 0, max: 3_000 }),
  costPoints: fc.constantFrom(0, 0, 7),
  redeemedBp: fc.constantFrom(0, 3_000, 10_000),
  factorBp: fc.constantFrom(10_000, 20_000, 12_500),
  bonus: fc.constantFrom(0, 0, 13),
});
export type Ring = typeof anyRing extends fc.Arbitrary<infer T> ? T : never;

export interface RungSale {
  readonly sale: SaleCompleted;
  readonly member: MemberStanding;
}

/** The sale that a ring becomes for a member: a rule and a coupon off lines, points redeemed, points earned. */
export function ringSale(
  ring: Ring,
  member: MemberStanding,
  settings: LoyaltySettings,
  moment: LoyaltyMoment,
  available: number,
  ids: { readonly saleId: string; readonly couponId: string },
): RungSale {
  const goods = ring.lines.map((line) => discountedLine(line, ring));
  const amounts = goods.map(({ amountMinor }) => amountMinor);
  const costPoints = ring.couponBp > 0 && ring.lines.some(({ hasCoupon }) => hasCoupon) ? ring.costPoints : 0;
  const isCouponUsed = goods.some(({ couponMinor }) => couponMinor > 0) && costPoints <= available;
  const due = amounts.reduce((sum, minor) => sum + minor, 0);
  const spendable = Math.max(0, available - (isCouponUsed ? costPoints : 0));
  const most = maxRedeemable(settings.redemption, spendable, due);
  const { blockPoints } = settings.redemption;
  const points = Math.floor((most * ring.redeemedBp) / 10_000 / blockPoints) * blockPoints;
  const amountMinor = valueOf(settings.redemption, points);
  const isDiscount = settings.redemption.as === 'discount';
  const pointsOff = isDiscount
    ? shareRedemption(points, amountMinor, amounts).amountsMinor
    : amounts.map(() => 0);
  const lines = goods.map((good, index) => lineFactOf(ring.lines[index]!, good, index, pointsOff[index]!));
  const outcome = saleLoyalty({
    member,
    memberNumber: '1001',
    lines: lines.map((line, index) => ({ ...line, earns: ring.lines[index]!.earns })),
    settings,
    redeemed: { points, amountMinor },
    coupons: isCouponUsed ? [{ couponId: ids.couponId, ruleId: 'coupon', savesMinor: 0, costPoints }] : [],
    pointsFactorBp: ring.factorBp,
    pointsBonus: ring.bonus,
    moment,
    lotId: `lot-of-${ids.saleId}`,
  });
  const savedBy = (ruleId: string) =>
    goods.reduce(
      (sum, { savings }) => sum + (savings.find((saving) => saving.ruleId === ruleId)?.amountMinor ?? 0),
      0,
    );
  const facts = lines.map((line, index) => ({ ...line, ...outcome.lines[index]! }));
  const total = (amountOf: (line: LineFact) => number) =>
    facts.reduce((sum, line) => sum + amountOf(line), 0);
  return {
    member: outcome.member,
    sale: {
      saleId: ids.saleId,
      receiptNumber: `R-${ids.saleId}`,
      receiptSequence: 1,
      currency: 'GBP',
      frozenAtUtcMs: moment.nowUtcMs,
      lines: facts,
      discount: null,
      taxExemption: null,
      taxes: [],
      grossMinor: total((line) => line.grossMinor),
      netMinor: total((line) => line.netMinor),
      taxMinor: total((line) => line.taxMinor),
      totalMinor: total((line) => line.totalMinor),
      roundingMinor: 0,
      changeMinor: 0,
      tenders: [],
      sourceRef: null,
      loyalty: outcome.loyalty,
      rules: ['rule', 'coupon']
        .map((ruleId) => ({
          ruleId,
          version: 1,
          name: ruleId,
          isOnOrder: ruleId === 'coupon',
          amountMinor: savedBy(ruleId),
          uses: 1,
        }))
        .filter(({ amountMinor: saved }) => saved > 0),
      coupons: isCouponUsed
        ? [{ couponId: ids.couponId, ruleId: 'coupon', code: 'C', amountMinor: savedBy('coupon') }]
        : [],
      reversals: [],
    },
  };
}

type RungLine = Ring['lines'][number];

function discountedLine({ unitMinor, units, hasRule, hasCoupon }: RungLine, { ruleBp, couponBp }: Ring) {
  const grossMinor = unitMinor * units;
  const ruleMinor = hasRule ? Math.floor((grossMinor * ruleBp) / 10_000) : 0;
  const couponMinor = hasCoupon ? Math.floor(((grossMinor - ruleMinor) * couponBp) / 10_000) : 0;
  const savings = [
    { ruleId: 'rule', amountMinor: ruleMinor },
    { ruleId: 'coupon', amountMinor: couponMinor },
  ].filter(({ amountMinor }) => amountMinor > 0);
  return { grossMinor, ruleMinor, couponMinor, savings, amountMinor: grossMinor - ruleMinor - couponMinor };
}

function lineFactOf(
  { unitMinor, units, isWeighed, rateBp, isTaxIncluded }: RungLine,
  good: ReturnType<typeof discountedLine>,
  index: number,
  pointsDiscountMinor: number,
): LineFact {
  const quantityThousandths = isWeighed ? units * 1_000 - 377 : units * 1_000;
  const taxed = taxAmount(good.amountMinor - pointsDiscountMinor, rateBp, isTaxIncluded);
  return {
    lineNo: index + 1,
    kind: 'sale',
    articleCode: `A${index}`,
    barcode: null,
    name: `Article ${index}`,
    department: 'general',
    unit: isWeighed ? 'kg' : 'each',
    quantityThousandths,
    tareGrams: 0,
    listPriceE4: unitMinor * 100,
    unitPriceE4: unitMinor * 100,
    grossMinor: good.grossMinor,
    priceSavingMinor: 0,
    lineDiscountMinor: good.ruleMinor,
    basketDiscountMinor: good.couponMinor,
    pointsDiscountMinor,
    savings: good.savings,
    earnedPoints: 0,
    redeemedPoints: 0,
    countedMinor: 0,
    taxCode: 'vat',
    taxRateBp: rateBp,
    isTaxIncluded,
    ...taxed,
    shares: shareOverUnits(taxed.totalMinor, quantityThousandths, isWeighed),
    residualE7: 0,
    manualPrice: null,
    discount: null,
    linkedToLineNo: null,
    confirmedAge: null,
    note: null,
    isGift: false,
    returnOf: null,
    returnAuthorization: null,
  };
}

/** Where each part of a refund ends: a random portion of a random line at a time, until all is back. */
export function* partsOf(
  sale: SaleCompleted,
  choose: (below: number) => number,
): Generator<{
  readonly lineNo: number;
  readonly fromThousandths: number;
  readonly quantityThousandths: number;
}> {
  const returned = new Map(sale.lines.map(({ lineNo }) => [lineNo, 0]));
  for (;;) {
    const open = sale.lines.filter((line) => returned.get(line.lineNo)! < line.quantityThousandths);
    if (open.length === 0) return;
    const line = open[choose(open.length)]!;
    const from = returned.get(line.lineNo)!;
    const left = line.quantityThousandths - from;
    const quantity = line.unit === 'kg' ? 1 + choose(left) : (1 + choose(left / 1_000)) * 1_000;
    returned.set(line.lineNo, from + quantity);
    yield { lineNo: line.lineNo, fromThousandths: from, quantityThousandths: quantity };
  }
}
