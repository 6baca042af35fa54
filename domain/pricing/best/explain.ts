import { multiplyDivideRounded } from '../../integer.ts';
import { missingBesideSpend } from '../../promotions/conditions.ts';
import type { Promotion } from '../../promotions/promotion.ts';
import { onlyGoods, type MissingGoods } from '../explain-offers.ts';
import type { OfferInput } from '../offer-input.ts';
import type { LostTo, Missing, RuleOutcome } from '../offer-outcome.ts';
import { shortfallOf } from '../offer-shortfall.ts';
import { amountsOf, basisOf, type AppliedRule, type Plan } from './carry-out.ts';
import { isLineRule, isOrderRule, isUnitRule, sumOf, type Rule, type UnitRule } from './rule.ts';
import { serveInTurn } from './serve-in-turn.ts';
import { orderRuleMinor, runLineStage, type OnSaving } from './stages.ts';
import { fieldOf } from './unit-field.ts';
import { classifyUnits } from './units.ts';

/** What stands in the way, but the customer may still put right without another basket: then the saving can be told. */
const CURABLE: ReadonlySet<Missing['kind']> = new Set(['coupon', 'member', 'points', 'spend']);

/** Why a promotion that is no price and gives no points took nothing off; null where it is no concern of the basket. */
export function explainPassed(promotion: Promotion, plan: Plan, input: OfferInput): RuleOutcome | null {
  const rule = plan.ruleOf(promotion);
  if (!rule) return null;
  const missing = [...missingBesideSpend(promotion, input), ...missingSpendOf(rule, plan)];
  const ruleId = promotion.id;
  if (missing.length > 0) {
    const isSunk = missing.every(({ kind }) => kind === 'spend') && aloneMinor(rule, plan, input) > 0;
    if (isSunk)
      return { ruleId, kind: 'lost', wouldSaveMinor: aloneMinor(rule, plan, input), to: lostTo(rule, plan) };
    const isCurable = missing.every(({ kind }) => CURABLE.has(kind));
    const savesMinor = isCurable ? besideMinor(rule, plan, input) : 0;
    return { ruleId, kind: 'not-met', missing, wouldSaveMinor: savesMinor > 0 ? savesMinor : null };
  }
  const wouldSaveMinor = aloneMinor(rule, plan, input);
  if (wouldSaveMinor > 0) return { ruleId, kind: 'lost', wouldSaveMinor, to: lostTo(rule, plan) };
  const lacks = lacking(rule, plan, input);
  if (lacks.length > 0) {
    const savesMinor = isOrderRule(rule) ? besideMinor(rule, plan, input) : 0;
    return { ruleId, kind: 'not-met', missing: lacks, wouldSaveMinor: savesMinor > 0 ? savesMinor : null };
  }
  return { ruleId, kind: 'lost', wouldSaveMinor: 0, to: { ruleIds: [], because: 'nothing-left' } };
}

/**
 * The one thing that a promotion lacks that is no price and gives no points, its own offer's terms with it, where more goods
 * would mend that; null for what lacks nothing, more, or something else, and where it means no line.
 */
export function missingGoods(promotion: Promotion, plan: Plan, input: OfferInput): MissingGoods | null {
  if (!plan.choice.scenario.ground.asked.has(promotion)) return null;
  const beside = missingBesideSpend(promotion, input);
  if (beside.length > 0 && !onlyGoods(beside)) return null;
  const rule = plan.ruleOf(promotion);
  if (!rule) return null;
  const missing = [...beside, ...missingSpendOf(rule, plan)];
  return onlyGoods(missing.length > 0 ? missing : lacking(rule, plan, input));
}

/** How many units of a gift rule may still be rung as gifts: for bought units that serve no other offer. */
export function openGifts(rule: UnitRule, plan: Plan, input: OfferInput): number {
  const { offer, promotion } = rule;
  if (offer.kind !== 'free-gift' || missingBesideSpend(promotion, input).length > 0) return 0;
  if (missingSpendOf(rule, plan).length > 0 || isShutOut(promotion, plan)) return 0;
  const left = new Map<number, number>();
  let given = 0;
  for (const { task, packing } of plan.choice.lots.flatMap(({ packed }) => packed)) {
    for (let list = packing.uses; list; list = list.rest) {
      const isOwn = task.fields[list.use.field]!.rule.id === rule.id;
      for (const [place, count] of list.use.taken) {
        const { line } = task.classes[place]!;
        if (!isOwn) left.set(line, (left.get(line) ?? 0) + count);
        else if (input.lines[line]!.isGift) given += count;
      }
    }
  }
  const classes = classifyUnits(rule.lines, input.lines, amountsOf(plan), input.currency);
  const own = boughtPlaces(rule, plan, input, classes);
  const bought = own.reduce((sum, line) => sum + input.lines[line]!.units - (left.get(line) ?? 0), 0);
  const groups = Math.min(Math.floor(bought / offer.buyUnits), offer.maxGroups ?? Infinity, rule.usesMax);
  return Math.max(0, groups * offer.getUnits - given);
}

function boughtPlaces(
  rule: UnitRule,
  plan: Plan,
  input: OfferInput,
  classes: ReturnType<typeof classifyUnits>,
): number[] {
  const bought = { ...rule, offer: { kind: 'add-on-price', priceMinor: 0, maxUnits: 1 } as const };
  const field = fieldOf(bought, classes, input.lines, (index) => plan.prices[index]!.ruleId !== null);
  return [...new Set(field?.slots[0]!.classes.map((place) => classes[place]!.line))];
}

/** What must still be spent for a rule, judged as the plan came to its stage. */
function missingSpendOf(rule: Rule, plan: Plan): Missing[] {
  if (!rule.spend) return [];
  const hasMinor = sumOf(rule.spend.lines, basisOf(rule, plan));
  const { needMinor } = rule.spend;
  return hasMinor >= needMinor ? [] : [{ kind: 'spend', hasMinor, needMinor }];
}

/** What a rule would take off if it were the only one, at the prices of stage 1. */
function aloneMinor(rule: Rule, plan: Plan, input: OfferInput): number {
  const start = amountsOf(plan);
  if (isUnitRule(rule)) {
    if (rule.spend && sumOf(rule.spend.lines, start) < rule.spend.needMinor) return 0;
    return unitsMinor(rule, start, plan, input);
  }
  return laterMinor(rule, start, input);
}

/** What a rule would take off beside what the plan applies, in place of what it does not stand beside, if it were met. */
function besideMinor(rule: Rule, plan: Plan, input: OfferInput): number {
  const wish = asIfMet(rule);
  if (isUnitRule(wish)) return unitsMinor(wish, plan.beforeLinesMinor, plan, input);
  const isRival = ({ rule: other }: AppliedRule) => !mayStandBeside(rule.promotion, other.promotion);
  const amounts = [...(isLineRule(wish) ? plan.beforeOrderMinor : plan.amountsMinor)];
  let lostMinor = 0;
  for (const { savesMinor, byLineMinor } of plan.applied.filter(isRival)) {
    lostMinor += savesMinor;
    byLineMinor.forEach((minor, index) => (amounts[index]! += minor));
  }
  return Math.max(0, laterMinor(wish, amounts, input) - lostMinor);
}

/** What a rule of stage 3 or later takes off lines that cost so much, with nothing behind it. */
function laterMinor(rule: Rule, amountsMinor: readonly number[], input: OfferInput): number {
  if (isOrderRule(rule)) return orderRuleMinor(rule, amountsMinor, input);
  let savesMinor = 0;
  const record: OnSaving = (_rule, _indexes, savings) => {
    for (const saving of savings) savesMinor += saving;
  };
  if (isLineRule(rule)) runLineStage([{ rule, indexes: rule.lines }], [], [...amountsMinor], input, record);
  return savesMinor;
}

/** Steps of spending that are not reached are taken as reached at their first. */
function asIfMet(rule: Rule): Rule {
  const { offer } = rule;
  if (offer.kind === 'spend-steps') {
    const first = offer.steps.reduce((least, step) => (step.fromMinor < least.fromMinor ? step : least));
    const amountMinor =
      'rateBp' in first.off
        ? multiplyDivideRounded(first.fromMinor, first.off.rateBp, 10_000)
        : first.off.amountMinor;
    return { ...rule, spend: null, offer: { kind: 'order-amount', amountMinor } };
  }
  if (offer.kind === 'spend-every') {
    return { ...rule, spend: null, offer: { kind: 'order-amount', amountMinor: offer.amountMinor } };
  }
  return { ...rule, spend: null };
}

function mayStandBeside(promotion: Promotion, other: Promotion): boolean {
  if (promotion.isExclusive || other.isExclusive) return false;
  if (promotion.group !== null && promotion.group === other.group) return false;
  return !promotion.coupon || !other.coupon || (promotion.coupon.isStackable && other.coupon.isStackable);
}

function unitsMinor(rule: UnitRule, amounts: readonly number[], plan: Plan, input: OfferInput): number {
  const classes = classifyUnits(rule.lines, input.lines, amounts, input.currency);
  const field = fieldOf(rule, classes, input.lines, (index) => plan.prices[index]!.ruleId !== null);
  if (!field) return 0;
  const packing = serveInTurn({
    classes,
    fields: [field],
    lines: input.lines,
    columnOf: classes.map(() => 0),
    columns: 1,
    pruning: { isHeld: null, keepsAll: false, isRough: false },
  });
  return -packing.sums[0]!;
}

function lacking(rule: Rule, plan: Plan, input: OfferInput): Missing[] {
  // What it means is among its lines, so that the others need not be asked again.
  const basis = basisOf(rule, plan);
  const lacks = shortfallOf(
    rule.promotion,
    rule.lines.map((index) => input.lines[index]!),
    rule.lines.map((index) => basis[index]!),
    (at) => plan.prices[rule.lines[at]!]!.ruleId !== null,
  );
  if (lacks.length > 0 || !isUnitRule(rule) || rule.offer.kind !== 'free-gift') return lacks;
  return [{ kind: 'gift', units: openGifts(rule, plan, input) }];
}

function isShutOut(promotion: Promotion, plan: Plan): boolean {
  return plan.applied.some(
    ({ rule }) => rule.id !== promotion.id && !mayStandBeside(promotion, rule.promotion),
  );
}

/** The rules that a rule gave way to, and why. */
function lostTo(rule: Rule, plan: Plan): LostTo {
  const { promotion } = rule;
  const others = plan.applied.filter((other) => other.rule.id !== rule.id);
  const to = (found: readonly AppliedRule[], because: LostTo['because']): LostTo => ({
    ruleIds: found.map((other) => other.rule.id),
    because,
  });
  const alone = others.filter((other) => other.rule.promotion.isExclusive);
  if (alone.length > 0) return to(alone, 'exclusive');
  if (promotion.isExclusive && others.length > 0) return to(others, 'exclusive');
  const rivals = others.filter(
    (other) => promotion.group !== null && other.rule.promotion.group === promotion.group,
  );
  if (rivals.length > 0) return to(rivals, 'group');
  const coupons = others.filter((other) => promotion.coupon && other.rule.promotion.coupon);
  if (coupons.some((other) => !mayStandBeside(promotion, other.rule.promotion))) return to(coupons, 'coupon');
  const touching = others.filter((other) => rule.lines.some((index) => other.byLineMinor[index]! > 0));
  const onUnits = touching.filter((other) => other.rule.stage === 2);
  if (rule.stage === 2 && onUnits.length > 0) return to(onUnits, 'units');
  const isNothingLeft = rule.lines.every((index) => plan.amountsMinor[index] === 0);
  return to(touching, isNothingLeft ? 'nothing-left' : 'better-total');
}
