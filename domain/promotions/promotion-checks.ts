import type { PromotionFaultReason } from './promotion-fault.ts';
import type { BundlePart, Conditions, Off, Offer, Promotion, Target } from './promotion.ts';

/** What a file of rules is checked against. */
export interface CatalogueFacts {
  readonly hasArticle: (code: string) => boolean;
  readonly hasDepartment: (code: string) => boolean;
}

/** A fault with its field, as a path. */
export interface FieldFault {
  readonly path: readonly (string | number)[];
  readonly reason: PromotionFaultReason;
}

/** What of a rule each field alone cannot show to be wrong: dates, steps, parts, and what its targets name. */
export function checkPromotion(promotion: Promotion, facts: CatalogueFacts): FieldFault[] {
  const { offer, conditions, validFrom, validTo } = promotion;
  return [
    ...checkDates({ from: validFrom, to: validTo }, ['validFrom'], ['validTo']),
    ...checkConditions(conditions),
    ...checkOffer(offer),
    ...checkOwnTarget(promotion),
    ...targetsOf(promotion).flatMap(([path, target]) => checkTarget(target, path, facts)),
    ...(offer.kind === 'special-price'
      ? Object.keys(offer.pricesE4)
          .filter((code) => !facts.hasArticle(code))
          .map((value) => fault(['offer', 'pricesE4'], { code: 'unknown-article', value }))
      : []),
  ];
}

type Path = readonly (string | number)[];

function fault(path: Path, reason: PromotionFaultReason): FieldFault {
  return { path, reason };
}

function checkDates(
  { from, to }: { readonly from: string | null; readonly to: string | null },
  fromPath: Path,
  toPath: Path,
): FieldFault[] {
  const faults: FieldFault[] = [];
  if (from !== null && !isDate(from)) faults.push(fault(fromPath, { code: 'not-a-date', value: from }));
  if (to !== null && !isDate(to)) faults.push(fault(toPath, { code: 'not-a-date', value: to }));
  if (from === null || to === null || faults.length > 0) return faults;
  if (from.length !== to.length) return [fault(toPath, { code: 'mixed-dates' })];
  // A day of every year may lie before the one that a range begins with: such a range passes New Year.
  const isYearly = from.length === 'MM-DD'.length;
  return to < from && !isYearly ? [fault(toPath, { code: 'dates-reversed', from, to })] : [];
}

/** Whether the calendar has a day; 29 February of every year is one. */
function isDate(text: string): boolean {
  const date = text.length === 'MM-DD'.length ? `2024-${text}` : text;
  const utcMs = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(utcMs) && new Date(utcMs).toISOString().slice(0, 10) === date;
}

function checkConditions({ dates, weekdays, monthDays, hours, tiers, segments }: Conditions): FieldFault[] {
  return [
    ...(dates ?? []).flatMap((range, index) => {
      const path = ['conditions', 'dates', index];
      return checkDates(range, [...path, 'from'], [...path, 'to']);
    }),
    ...(hours ?? []).flatMap(({ fromMinute, toMinute }, index) =>
      fromMinute === toMinute ? [fault(['conditions', 'hours', index], { code: 'no-time' })] : [],
    ),
    ...checkRepeats({ weekdays, monthDays, tiers, segments }, ['conditions']),
  ];
}

function checkRepeats(
  lists: Readonly<Record<string, readonly (string | number)[] | undefined>>,
  path: Path,
): FieldFault[] {
  return Object.entries(lists).flatMap(([name, list = []]) => {
    const seen = new Set<string | number>();
    for (const value of list) {
      if (seen.has(value)) return [fault([...path, name], { code: 'repeated', value: String(value) })];
      seen.add(value);
    }
    return [];
  });
}

function checkOffer(offer: Offer): FieldFault[] {
  switch (offer.kind) {
    case 'quantity-percent':
      return checkSteps(offer.steps.map(({ fromUnits, rateBp }) => ({ from: fromUnits, off: { rateBp } })));
    case 'distinct-set':
      return checkSteps(offer.steps.map(({ distinct, rateBp }) => ({ from: distinct, off: { rateBp } })));
    case 'spend-steps':
      return checkSteps(offer.steps.map(({ fromMinor, off }) => ({ from: fromMinor, off })));
    case 'bundle-price':
    case 'set-off':
      return checkParts(offer.parts);
    case 'tier-percent': {
      const keys = offer.rates.map(({ tier, target }) => `${tier} ${JSON.stringify(target ?? 'all')}`);
      return keys.flatMap((key, index) =>
        keys.indexOf(key) < index
          ? [fault(['offer', 'rates', index], { code: 'repeated', value: offer.rates[index]!.tier })]
          : [],
      );
    }
    default:
      return [];
  }
}

/** What is had for the rule's own target is said by leaving the other target out. */
function checkOwnTarget({ offer, target }: Promotion): FieldFault[] {
  const isOwn = (other: Target | null) => other !== null && targetKey(other) === targetKey(target);
  if (offer.kind === 'buy-get' && isOwn(offer.getTarget)) {
    return [fault(['offer', 'getTarget'], { code: 'same-target' })];
  }
  const isOwnGift = offer.kind === 'free-gift' && isOwn(offer.gifts);
  return isOwnGift ? [fault(['offer', 'gifts'], { code: 'same-target' })] : [];
}

/** Steps rise, and so does what they give: a step that gives less for more is a slip. */
function checkSteps(steps: readonly { readonly from: number; readonly off: Off }[]): FieldFault[] {
  return steps.flatMap((step, index) => {
    const before = steps[index - 1];
    const isRising = !before || (step.from > before.from && !givesLess(step.off, before.off));
    return isRising ? [] : [fault(['offer', 'steps', index], { code: 'steps-not-rising' })];
  });
}

function givesLess(off: Off, before: Off): boolean {
  if ('rateBp' in off) return 'rateBp' in before && off.rateBp < before.rateBp;
  return 'amountMinor' in before && off.amountMinor < before.amountMinor;
}

/** Two parts that mean the same are one part of more units: as two they would only quarrel over them. */
function checkParts(parts: readonly BundlePart[]): FieldFault[] {
  const keys = parts.map(({ target }) => targetKey(target));
  return keys.flatMap((key, index) => {
    const first = keys.indexOf(key);
    const path = ['offer', 'parts', index, 'target'];
    return first < index ? [fault(path, { code: 'parts-overlap', first: first + 1, second: index + 1 })] : [];
  });
}

function targetKey(target: Target): string {
  if (target === 'all') return 'all';
  const { articles, departments, tags, priceRangeE4, except } = target;
  const sorted = [articles, departments, tags].map((list) => list?.toSorted() ?? null);
  return JSON.stringify([...sorted, priceRangeE4 ?? null, except ? targetKey(except) : null]);
}

/** Every target of a rule, with its path. */
function targetsOf({ target, offer, conditions }: Promotion): [Path, Target][] {
  const targets: [Path, Target][] = [[['target'], target]];
  if (offer.kind === 'bundle-price' || offer.kind === 'set-off') {
    offer.parts.forEach((part, index) => targets.push([['offer', 'parts', index, 'target'], part.target]));
  }
  if (offer.kind === 'buy-get' && offer.getTarget) targets.push([['offer', 'getTarget'], offer.getTarget]);
  if (offer.kind === 'free-gift' && offer.gifts) targets.push([['offer', 'gifts'], offer.gifts]);
  if (offer.kind === 'tier-percent') {
    offer.rates.forEach((rate, index) => {
      if (rate.target) targets.push([['offer', 'rates', index, 'target'], rate.target]);
    });
  }
  for (const name of ['spend', 'units', 'distinctArticles'] as const) {
    const of = conditions[name]?.of;
    if (of) targets.push([['conditions', name, 'of'], of]);
  }
  conditions.contains?.forEach((of, index) => targets.push([['conditions', 'contains', index], of]));
  return targets;
}

function checkTarget(target: Target, path: Path, facts: CatalogueFacts): FieldFault[] {
  if (target === 'all') return [];
  const { articles = [], departments = [], tags, priceRangeE4: range, except } = target;
  const unknown = articles.find((code) => !facts.hasArticle(code));
  const elsewhere = departments.find((code) => !facts.hasDepartment(code));
  return [
    ...checkRepeats({ articles, departments, tags }, path),
    ...(unknown === undefined
      ? []
      : [fault([...path, 'articles'], { code: 'unknown-article', value: unknown })]),
    ...(elsewhere === undefined
      ? []
      : [fault([...path, 'departments'], { code: 'unknown-department', value: elsewhere })]),
    ...(range?.from !== undefined && range.to !== undefined && range.from > range.to
      ? [fault([...path, 'priceRangeE4'], { code: 'range-reversed' })]
      : []),
    ...(except ? checkTarget(except, [...path, 'except'], facts) : []),
  ];
}
