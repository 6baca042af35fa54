import { addDays, startOfDay } from '../../domain/business-date.ts';
import {
  balanceOf,
  expirePoints,
  spendPoints,
  type PointsAccount,
} from '../../domain/loyalty/points-lots.ts';
import { expiresAt } from '../../domain/loyalty/expiry.ts';
import type { PricingCase } from './case-form.ts';
import { addLot, earnedBy, openAccount, pointsScaleOf } from './case-points.ts';
import { expiryRule } from './case-tiers.ts';
import { priceCase } from './price-case.ts';

const FIRST_DAY = '2024-01-01';
const ZONE = 'UTC';

/** A step of a case: a sale of some of its lines, or the job that ends points, so many days after the step before. */
type Step =
  | {
      readonly kind: 'order';
      readonly number: number;
      readonly skus: readonly string[];
      readonly redeems: boolean;
    }
  | { readonly kind: 'expiry' };

interface Progress {
  readonly account: PointsAccount;
  readonly day: number;
  readonly figures: Record<string, unknown>;
}

/** Runs the steps of a case on one account of points. A text says which step we do not understand. */
export function runSteps(source: PricingCase): Record<string, unknown> | string {
  const scale = pointsScaleOf(source);
  let progress: Progress = { account: openAccount(source, scale), day: 0, figures: {} };
  for (const text of source.steps ?? []) {
    const step = readStep(text);
    if (!step) return `step "${text}"`;
    const day = progress.day + step.daysLater;
    const next =
      step.kind === 'order'
        ? sell(source, step, { ...progress, day }, scale)
        : expire({ ...progress, day }, scale);
    if (typeof next === 'string') return next;
    progress = next;
  }
  return progress.figures;
}

function readStep(text: string): (Step & { readonly daysLater: number }) | null {
  const daysLater = Number(/(\d+) days? later/.exec(text)?.[1] ?? 0);
  const order = /order (\d+)[^:]*: lines? ([^,;]+(?:(?:,| and) (?!redeem)[^,;]+)*)(.*)$/.exec(text);
  if (order) {
    const skus = order[2]!.split(/,| and /).map((sku) => sku.trim());
    return { kind: 'order', number: Number(order[1]), skus, redeems: /redeem/.test(order[3]!), daysLater };
  }
  return /expiry job/.test(text) ? { kind: 'expiry', daysLater } : null;
}

function sell(
  source: PricingCase,
  step: Extract<Step, { kind: 'order' }>,
  { account, day, figures }: Progress,
  scale: number,
): Progress | string {
  const rewards = source.promotions.filter(({ costPoints }) => costPoints !== undefined);
  const order: PricingCase = {
    ...source,
    lines: source.lines.filter(({ sku }) => step.skus.includes(sku)),
    promotions: source.promotions.filter((each) => !rewards.includes(each)),
  };
  const priced = priceCase(order, { points: 0, pointsScale: scale });
  if (typeof priced === 'string') return priced;
  const nowUtcMs = momentOf(day);
  const earned = earnedBy(order, priced, scale).points;
  const earning = source.promotions.find(({ expireAfterDays }) => expireAfterDays !== undefined);
  const ends = earning ? expiresAt(expiryRule(earning), nowUtcMs, ZONE) : null;
  const after = addLot(account, `order-${String(step.number).padStart(4, '0')}`, earned, nowUtcMs, ends);
  const costs = step.redeems ? rewards.reduce((sum, { costPoints = 0 }) => sum + costPoints, 0) : 0;
  const wanted = Math.round(costs * scale);
  const isCovered = wanted <= Math.max(0, balanceOf(after));
  const spent = isCovered ? spendPoints(after, wanted, nowUtcMs).account : after;
  return {
    account: spent,
    day,
    figures: {
      ...figures,
      ...(!isCovered && { rejected: true }),
      [`pointsEarnedOrder${step.number}`]: earned / scale,
      [`lotsAvailableAfterOrder${step.number}`]: spent.lots.map(({ remaining }) => remaining / scale),
      [`balanceAfterOrder${step.number}`]: balanceOf(spent) / scale,
      pointsBalance: balanceOf(spent) / scale,
    },
  };
}

function momentOf(day: number): number {
  return startOfDay(addDays(FIRST_DAY, day), ZONE);
}

function expire({ account, day, figures }: Progress, scale: number): Progress {
  const { account: left } = expirePoints(account, momentOf(day), true);
  const lots = left.lots.map(({ remaining }) => remaining / scale);
  const balance = balanceOf(left) / scale;
  return {
    account: left,
    day,
    figures: {
      ...figures,
      [`balanceAfterExpiryDay${day}`]: balance,
      [`lotsAvailableAfterExpiryDay${day}`]: lots,
      balanceAfterExpiry: balance,
      pointsBalance: balance,
    },
  };
}
