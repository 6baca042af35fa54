import { sortFew } from '../../sort-few.ts';
import { shareOverUnits } from '../../unit-shares.ts';
import { allocateWithin } from '../../allocation.ts';
import { couponFor } from '../../promotions/conditions.ts';
import type { LinePrice } from '../line-price.ts';
import type { OfferCoupon } from '../offer-input.ts';
import type { Promotion } from '../../promotions/promotion.ts';
import type { Choice } from './best-choice.ts';
import { paidFor } from './line-lots.ts';
import type { LineRule, OrderRule, Rule, RuleBook } from './rule.ts';
import { ruleListOf } from './rule-list.ts';
import { runLineStage, runOrderStages } from './stages.ts';
import { shareUse } from './unit-use.ts';

/** What a rule took off in a plan, in minor units. */
export interface AppliedRule {
  readonly rule: Rule;
  readonly savesMinor: number;
  readonly uses: number;
  /** By line: what it took off, as it is shared. */
  readonly byLineMinor: readonly number[];
}

/** A coupon that took something off. */
export interface SpentCoupon {
  readonly promotion: Promotion;
  readonly coupon: OfferCoupon;
  readonly savesMinor: number;
}

/** Units of a line that cost the same in the end. */
type UnitRun = readonly [count: number, minor: number];

/** A combination carried out: what every line, unit and rule came to. Lines are in their canonical order. */
export interface Plan {
  readonly choice: Choice;
  /** The rules that may act after stage 2, of which those act that are met. */
  readonly lineRules: readonly LineRule[];
  readonly orderRules: readonly OrderRule[];
  readonly prices: readonly LinePrice[];
  /** Of any promotion, at these prices. */
  readonly ruleOf: RuleBook;
  readonly applied: readonly AppliedRule[];
  readonly coupons: readonly SpentCoupon[];
  readonly costPoints: number;
  /** By line, when the stages 3, 4 and 5 began, and in the end. */
  readonly beforeLinesMinor: readonly number[];
  readonly beforeOrderMinor: readonly number[];
  readonly beforeCouponsMinor: readonly number[];
  readonly amountsMinor: readonly number[];
  readonly unitAmounts: readonly (readonly UnitRun[])[];
  readonly totalMinor: number;
}

/** The same while it is being added up. */
type Applying = { -readonly [K in keyof AppliedRule]: AppliedRule[K] } & { readonly byLineMinor: number[] };

/** Carries out a choice, stage after stage, with every threshold judged as it is. */
export function carryOut(choice: Choice): Plan {
  const { input, prices, startMinor, ...ground } = choice.scenario.ground;
  const chosen = new Set([...choice.lineRules, ...choice.orderRules].map(({ id }) => id));
  const lineRules = ground.lineRules.filter(({ id }) => chosen.has(id));
  const orderRules = ground.orderRules.filter(({ id }) => chosen.has(id));
  const applied = new Map<Rule, Applying>();
  const add = (rule: Rule, indexes: readonly number[], savings: readonly number[], uses: number) => {
    const own = applied.get(rule) ?? { rule, savesMinor: 0, uses: 0, byLineMinor: input.lines.map(() => 0) };
    indexes.forEach((index, at) => {
      own.byLineMinor[index]! += savings[at]!;
      own.savesMinor += savings[at]!;
    });
    if (own.savesMinor === 0) return;
    own.uses += uses;
    applied.set(rule, own);
  };
  const amounts = [...startMinor];
  const served = serveUnits(choice, amounts, add);
  const beforeLinesMinor = [...amounts];
  const parts = lineRules.map((rule) => ({ rule, indexes: rule.lines }));
  const everything = input.lines.map((_, index) => index);
  runLineStage(parts, everything, amounts, input, (rule, indexes, savings) => add(rule, indexes, savings, 1));
  const beforeOrderMinor = [...amounts];
  const beforeCouponsMinor = runOrderStages(orderRules, amounts, input, (rule, indexes, savings) =>
    add(rule, indexes, savings, 1),
  );
  const all = [...applied.values()];
  const coupons = [...pricesByCoupon(choice), ...all.flatMap(spentCoupon)];
  return {
    choice,
    lineRules,
    orderRules,
    prices,
    ruleOf: ground.ruleOf,
    applied: all,
    coupons,
    costPoints: coupons.reduce((sum, { promotion }) => sum + (promotion.coupon?.costPoints ?? 0), 0),
    beforeLinesMinor,
    beforeOrderMinor,
    beforeCouponsMinor,
    amountsMinor: amounts,
    unitAmounts: input.lines.map((line, index) => {
      const runs = served[index];
      const amount = amounts[index]!;
      if (!runs) return shareOverUnits(amount, line.quantityThousandths, line.isDivisible);
      return takeOffRuns(runs, beforeLinesMinor[index]! - amount);
    }),
    totalMinor: amounts.reduce((sum, amount, index) => sum + paidFor(input.lines[index]!, amount), 0),
  };
}

/** By line, what the spending of a rule is judged on in a plan. */
export function basisOf({ stage }: Rule, plan: Plan): readonly number[] {
  if (stage === 2) return amountsOf(plan);
  if (stage === 3) return plan.beforeLinesMinor;
  return stage === 4 ? plan.beforeOrderMinor : plan.beforeCouponsMinor;
}

/** By line, what it costs after stage 1. */
export function amountsOf({ choice }: Plan): readonly number[] {
  return choice.scenario.startMinor;
}

function spentCoupon({ rule, savesMinor }: AppliedRule): SpentCoupon[] {
  return rule.coupon ? [{ promotion: rule.promotion, coupon: rule.coupon, savesMinor }] : [];
}

/** The coupons whose special price is the price of a line. */
function pricesByCoupon({ scenario }: Choice): SpentCoupon[] {
  const { input, prices } = scenario;
  return ruleListOf(input.promotions).pricesByCoupon.flatMap((promotion) => {
    const savesMinor = prices.reduce(
      (sum, { ruleId, amountMinor }, index) =>
        ruleId === promotion.id ? sum + input.lines[index]!.grossMinor - amountMinor : sum,
      0,
    );
    const coupon = savesMinor > 0 ? couponFor(promotion.id, input) : null;
    return coupon ? [{ promotion, coupon, savesMinor }] : [];
  });
}

/** Takes off what the unit offers save, and tells, by line that served any, what its units cost then. */
function serveUnits(
  { lots, scenario }: Choice,
  amounts: number[],
  add: (rule: Rule, indexes: readonly number[], savings: readonly number[], uses: number) => void,
): (UnitRun[] | undefined)[] {
  const runs: (UnitRun[] | undefined)[] = scenario.input.lines.map(() => undefined);
  for (const { task, packing } of lots.flatMap(({ packed }) => packed)) {
    const { classes, fields, lines } = task;
    const left = classes.map(({ count }) => count);
    const touched = new Set<number>();
    const oneUse = new Set<number>();
    for (let list = packing.uses; list; list = list.rest) {
      const { use } = list;
      const field = fields[use.field]!;
      const shares = shareUse(use, field, classes, lines);
      const indexes = use.taken.map(([place]) => classes[place]!.line);
      use.taken.forEach(([place, count], at) => {
        const { line, unitMinor } = classes[place]!;
        left[place]! -= count;
        amounts[line]! -= shares[at]!;
        (runs[line] ??= []).push(...evenRuns(count, count * unitMinor - shares[at]!));
        touched.add(line);
      });
      add(field.rule, indexes, shares, field.isOneUse ? Number(!oneUse.has(use.field)) : use.uses);
      oneUse.add(use.field);
    }
    classes.forEach(({ line, unitMinor }, place) => {
      if (touched.has(line) && left[place]! > 0) runs[line]!.push([left[place]!, unitMinor]);
    });
  }
  return runs;
}

/** What is taken off a whole line is borne by its units by what they cost; the dearer come first. */
function takeOffRuns(runs: readonly UnitRun[], offMinor: number): UnitRun[] {
  const costs = runs.map(([count, minor]) => count * minor);
  const shares = offMinor === 0 ? costs.map(() => 0) : allocateWithin(offMinor, costs, costs);
  const counts = new Map<number, number>();
  runs.forEach(([count], at) => {
    for (const [units, minor] of evenRuns(count, costs[at]! - shares[at]!)) {
      counts.set(minor, (counts.get(minor) ?? 0) + units);
    }
  });
  return sortFew([...counts], ([a], [b]) => b - a).map(([minor, count]) => [count, minor]);
}

/** Units alike share what they cost so that they differ by one minor unit at most. */
function evenRuns(count: number, costMinor: number): UnitRun[] {
  const least = Math.floor(costMinor / count);
  const dearer = costMinor - least * count;
  const runs: UnitRun[] = [
    [dearer, least + 1],
    [count - dearer, least],
  ];
  return runs.filter(([units]) => units > 0);
}
