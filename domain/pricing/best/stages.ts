import { lineOfferSavings, type DiscountBase } from '../line-offer.ts';
import { roomMinor } from '../line-room.ts';
import { manualDiscountMinor, shareManualDiscount } from '../manual-discount.ts';
import type { OfferInput } from '../offer-input.ts';
import { orderOfferMinor, orderOfferSavings } from '../order-offer.ts';
import { isSpendMet, sumOf, type LineRule, type OrderRule } from './rule.ts';

/** Told of every rule that acts, and what it takes off the lines of `indexes`. */
export type OnSaving = (
  rule: LineRule | OrderRule,
  indexes: readonly number[],
  savings: readonly number[],
) => void;

/** A rule of stage 3, and those of its lines that are looked at. */
export interface LinePart {
  readonly rule: LineRule;
  readonly indexes: readonly number[];
}

/**
 * Stage 3 on some lines: rules one after the other on the running amount, each where its spending was met when the stage
 * began, then what was given by hand. Changes `amountsMinor`, which is by index of all lines.
 */
export function runLineStage(
  parts: readonly LinePart[],
  indexes: readonly number[],
  amountsMinor: number[],
  input: OfferInput,
  record?: OnSaving,
): void {
  const met = parts.filter(({ rule }) => isSpendMet(rule.spend, amountsMinor));
  for (const part of met) {
    const amounts = part.indexes.map((index) => amountsMinor[index]!);
    const lines = part.indexes.map((index) => input.lines[index]!);
    const isBound = part.rule.promotion.respectsPriceFloor;
    const roomsMinor = isBound
      ? lines.map((line, at) => roomMinor(line, amounts[at]!, true, input.currency))
      : amounts;
    const base = { lines, amountsMinor: amounts, roomsMinor, maxMinor: part.rule.maxMinor };
    const savings = lineOfferSavings(part.rule.offer, base, input.member?.tier ?? null);
    part.indexes.forEach((index, at) => (amountsMinor[index]! -= savings[at]!));
    record?.(part.rule, part.indexes, savings);
  }
  for (const index of indexes) {
    const { manualDiscount } = input.lines[index]!;
    if (manualDiscount) amountsMinor[index]! -= manualDiscountMinor(manualDiscount, amountsMinor[index]!);
  }
}

/**
 * Stages 4 and 5: rules on the order with the discount on the basket by hand behind them, then coupons. Thresholds are judged
 * on what the lines cost when the stage began. Changes `amountsMinor`, and gives what the lines cost when stage 5 began.
 */
export function runOrderStages(
  rules: readonly OrderRule[],
  amountsMinor: number[],
  input: OfferInput,
  record?: OnSaving,
): number[] {
  runStage(
    rules.filter(({ stage }) => stage === 4),
    amountsMinor,
    input,
    record,
  );
  if (input.basketDiscount) {
    const shares = shareManualDiscount(input.basketDiscount, input.lines, amountsMinor, input.currency);
    shares.forEach((share, index) => (amountsMinor[index]! -= share));
  }
  const beforeCoupons = [...amountsMinor];
  runStage(
    rules.filter(({ stage }) => stage === 5),
    amountsMinor,
    input,
    record,
  );
  return beforeCoupons;
}

function runStage(
  rules: readonly OrderRule[],
  amountsMinor: number[],
  input: OfferInput,
  record?: OnSaving,
): void {
  if (rules.length === 0) return;
  const basis = [...amountsMinor];
  for (const rule of rules) runOrderRule(rule, amountsMinor, basis, input, record);
}

/** What one rule on the order takes off, where its spending was met when the stage began, with `basisMinor`. */
function runOrderRule(
  rule: OrderRule,
  amountsMinor: number[],
  basisMinor: readonly number[],
  input: OfferInput,
  record?: OnSaving,
): void {
  if (!isSpendMet(rule.spend, basisMinor)) return;
  const savings = orderOfferSavings(rule.offer, baseOf(rule, amountsMinor, input), basisOf(rule, basisMinor));
  rule.lines.forEach((index, at) => (amountsMinor[index]! -= savings[at]!));
  record?.(rule, rule.lines, savings);
}

/** What one rule on the order takes off in all, in minor units. */
export function orderRuleMinor(rule: OrderRule, amountsMinor: readonly number[], input: OfferInput): number {
  if (!isSpendMet(rule.spend, amountsMinor)) return 0;
  return orderOfferMinor(rule.offer, baseOf(rule, amountsMinor, input), basisOf(rule, amountsMinor));
}

function baseOf(rule: OrderRule, amountsMinor: readonly number[], input: OfferInput): DiscountBase {
  const lines = rule.lines.map((index) => input.lines[index]!);
  const amounts = rule.lines.map((index) => amountsMinor[index]!);
  const isBound = rule.promotion.respectsPriceFloor;
  const roomsMinor = isBound
    ? lines.map((line, at) => roomMinor(line, amounts[at]!, true, input.currency))
    : amounts;
  return { lines, amountsMinor: amounts, roomsMinor, maxMinor: rule.maxMinor };
}

function basisOf(rule: OrderRule, basisMinor: readonly number[]): number {
  return rule.assumedMinor ?? sumOf(rule.lines, basisMinor);
}
