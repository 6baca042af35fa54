import {
  EMPTY_ACCOUNT,
  addPoints,
  spendPoints,
  type PointsAccount,
} from '../../domain/loyalty/points-lots.ts';
import { earnPoints } from '../../domain/loyalty/earning.ts';
import { maxRedeemable, redeemPoints, type RedemptionRules } from '../../domain/loyalty/redemption.ts';
import { allocate } from '../../domain/allocation.ts';
import { missingOf } from '../../domain/promotions/conditions.ts';
import type { Promotion } from '../../domain/promotions/promotion.ts';
import { meansLine } from '../../domain/promotions/target.ts';
import type { CasePromotion, PricingCase } from './case-form.ts';
import type { PricedCase } from './price-case.ts';
import { clockOf, mapConditions, mapTarget, mapValidity } from './case-target.ts';

/** Where a case names no member, nothing is known of points: there are as many as it spends. */
const ANY_POINTS = 1_000_000_000;
const EARNING_KINDS = new Set(['earn_per_money', 'earn_per_unit', 'earn_per_block', 'earn_bonus']);

/** Cases count in fractions of points; ours are whole, so a case's points are multiplied by this power of ten. */
export function pointsScaleOf({ member, promotions }: PricingCase): number {
  const given = [
    member?.points ?? 0,
    ...(member?.lots ?? []).map(({ points }) => points),
    ...promotions.map(({ costPoints = 0 }) => costPoints),
  ];
  const precisions = promotions.map(({ pointsPrecision = 0 }) => pointsPrecision);
  return 10 ** Math.max(...precisions, ...given.map(decimalsOf));
}

/** The member's points before the sale, in lots, scaled. */
export function openAccount({ member, promotions, steps }: PricingCase, scale: number): PointsAccount {
  const isUnknown = member?.points === undefined && member?.lots === undefined;
  if (isUnknown && !steps && promotions.some(({ costPoints }) => costPoints !== undefined)) {
    return oneLot(ANY_POINTS);
  }
  if (!member?.lots) return oneLot(Math.round((member?.points ?? 0) * scale));
  return member.lots.reduce((account, { points, at }, index) => {
    const earnedAtUtcMs = Date.parse(at ?? '1970-01-01') || index;
    return addLot(account, `lot-${index + 1}`, Math.round(points * scale), earnedAtUtcMs, null);
  }, EMPTY_ACCOUNT);
}

export function addLot(
  account: PointsAccount,
  lotId: string,
  points: number,
  earnedAtUtcMs: number,
  expiresAtUtcMs: number | null,
): PointsAccount {
  if (points === 0) return account;
  return addPoints(account, { lotId, points, earnedAtUtcMs, activeFromUtcMs: earnedAtUtcMs, expiresAtUtcMs })
    .account;
}

function oneLot(points: number): PointsAccount {
  return addLot(EMPTY_ACCOUNT, 'lot-0', points, 0, null);
}

/** What the sale earns, scaled, in all and by line of the basket. What a reward for points takes off still earns. */
export function earnedBy(
  source: PricingCase,
  priced: PricedCase,
  scale: number,
): { readonly points: number; readonly byLine: readonly number[] } {
  const byLine = priced.basket.lines.map(() => 0);
  let points = 0;
  for (const given of source.promotions) {
    if (!EARNING_KINDS.has(given.kind) || given.appliesHere === false) continue;
    if (!isMet(given, source, priced, scale)) continue;
    const earned = earnedByRule(given, source, priced, scale);
    points += earned.points;
    earned.byLine.forEach((share, index) => (byLine[index]! += share));
  }
  return { points, byLine };
}

function earnedByRule(given: CasePromotion, source: PricingCase, priced: PricedCase, scale: number) {
  const counted = countedMinor(given, source, priced);
  const precision = 10 ** (given.pointsPrecision ?? 0);
  const factor = scale / precision;
  const scaled = (points: number) => Math.round(points * scale);
  switch (given.kind) {
    case 'earn_per_unit': {
      const byLine = priced.basket.lines.map((line, index) =>
        counted[index] === null || line.isGift ? 0 : scaled(line.units * (given.pointsPerUnit ?? 0)),
      );
      return { points: byLine.reduce((sum, each) => sum + each, 0), byLine };
    }
    case 'earn_bonus':
      return sharePoints(scaled(given.points ?? 0), counted);
    case 'earn_per_block': {
      const sum = counted.reduce<number>((total, each) => total + (each ?? 0), 0);
      const blocks = Math.floor(sum / Math.max(1, given.blockMinor ?? 1));
      return sharePoints(blocks * scaled(given.points ?? given.blockPoints ?? 1), counted);
    }
    default: {
      const rate = rateFor(given, source);
      const scaleOfRate = 10 ** decimalsOf(rate);
      const earned = earnPoints(
        counted.map((each) => each ?? 0),
        {
          points: Math.round(rate * scaleOfRate) * precision,
          perMinor: 10 ** source.minorUnitDigits * scaleOfRate,
          factorsBp: [],
          bonus: 0,
        },
      );
      return sharePoints(earned.points * factor, counted);
    }
  }
}

/** A tier may earn at a rate of its own. */
function rateFor({ pointsPerMajorUnit = 0, tiers }: CasePromotion, { member }: PricingCase): number {
  const own = tiers?.find(({ tier }) => tier !== undefined && tier === member?.tier)?.['pointsPerMajorUnit'];
  return typeof own === 'number' ? own : pointsPerMajorUnit;
}

function sharePoints(points: number, counted: readonly (number | null)[]) {
  const weights = counted.map((each) => Math.max(0, each ?? 0));
  return { points, byLine: weights.length === 0 ? [] : allocate(points, weights) };
}

/** What counts of each line, in minor units; null where the rule does not mean it. */
function countedMinor(given: CasePromotion, source: PricingCase, priced: PricedCase): (number | null)[] {
  const target = mapTarget(given.earnTarget ?? given.target, source);
  return priced.basket.lines.map((line, index) => {
    if (!meansLine(target, line)) return null;
    const taxed = priced.taxed[index]!;
    if (given.base === 'original') return line.grossMinor;
    return given.base === 'pre-tax' ? taxed.netMinor : taxed.totalMinor;
  });
}

function isMet(given: CasePromotion, source: PricingCase, priced: PricedCase, scale: number): boolean {
  const target = mapTarget(given.target, source);
  const conditions = given.conditions ?? {};
  const rule: Promotion = {
    id: given.id,
    version: 1,
    name: { en: given.id, 'zh-CN': given.id },
    offer: { kind: 'points-bonus', points: 0 },
    target,
    conditions: mapConditions(conditions, target, source, scale),
    limits: {},
    maxDiscountMinor: null,
    respectsPriceFloor: false,
    appliesToSaleItems: true,
    group: null,
    isExclusive: false,
    priority: 0,
    lane: 'default',
    ...mapValidity(conditions),
    coupon: null,
  };
  const facts = {
    lines: priced.basket.lines,
    coupons: [],
    member: priced.member,
    uses: new Map(),
    clock: clockOf(source),
  };
  const amounts = priced.result.lines.map(({ amountMinor }) => amountMinor);
  return missingOf(rule, facts, amounts).length === 0;
}

/** Points spent as money: how many, what they pay, and whether what was asked for is refused. */
export interface RedeemedPoints {
  readonly points: number;
  readonly amountMinor: number;
  readonly isRefused: boolean;
}

/** Redeems what the case asks for, else as much as can be. `available` is scaled. */
export function redeemBy(
  given: CasePromotion,
  source: PricingCase,
  available: number,
  dueMinor: number,
  scale: number,
): RedeemedPoints {
  const rules = redemptionRules(given, scale);
  const payableMinor = Math.min(dueMinor, given.maxDiscountMinor ?? Infinity);
  const most = maxRedeemable(rules, available, payableMinor);
  const asked = source.spendPoints === undefined ? most : Math.round(source.spendPoints * scale);
  const isRefused = asked > available || asked < rules.minPoints || (asked === 0 && rules.minPoints > 0);
  if (isRefused) return { points: 0, amountMinor: 0, isRefused: source.spendPoints !== undefined };
  // More than is due is not spent, and neither is what makes no whole block.
  const points = Math.min(asked - (asked % rules.blockPoints), most);
  if (points === 0) return { points: 0, amountMinor: 0, isRefused: false };
  const paid = redeemPoints(rules, points, available, payableMinor);
  if (!paid.ok) throw new Error(`${source.id}: ${paid.error.code}`);
  return { points, amountMinor: paid.value, isRefused: false };
}

function redemptionRules(given: CasePromotion, scale: number): RedemptionRules {
  const block = given.blockPoints ?? 0;
  const worth = given.minorPerPoint ?? 0;
  const blockMinor = given.blockMinor ?? block * worth;
  const smallest =
    block > 0 ? { blockPoints: Math.round(block * scale), blockMinor } : smallestBlock(worth, scale);
  return {
    isOn: true,
    ...smallest,
    minPoints: Math.round((given.minPoints ?? 0) * scale),
    maxShareBp: Math.round((given.percent ?? 100) * 100),
    as: 'discount',
  };
}

/** The least points that are worth whole minor units, and how many. */
function smallestBlock(minorPerPoint: number, scale: number): { blockPoints: number; blockMinor: number } {
  const fraction = 10 ** decimalsOf(minorPerPoint);
  const [minor, points] = [Math.round(minorPerPoint * fraction), scale * fraction];
  const divisor = greatestDivisor(minor, points);
  return { blockPoints: points / divisor, blockMinor: Math.max(1, minor / divisor) };
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

function decimalsOf(value: number): number {
  const text = String(value);
  const point = text.indexOf('.');
  return point < 0 ? 0 : Math.min(6, text.length - point - 1);
}

/** The account after what the sale earns was added and what it spends was taken. */
export function spendFrom(account: PointsAccount, earned: number, spent: number): PointsAccount {
  const nowUtcMs = Math.max(0, ...account.lots.map(({ earnedAtUtcMs }) => earnedAtUtcMs)) + 1;
  return spendPoints(addLot(account, 'sale', earned, nowUtcMs, null), spent, nowUtcMs).account;
}
