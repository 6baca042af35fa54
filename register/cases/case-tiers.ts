import { expiresAt } from '../../domain/loyalty/expiry.ts';
import type { Expiry } from '../../domain/loyalty/loyalty-settings.ts';
import { tierFor, type TierRules } from '../../domain/loyalty/tiers.ts';
import type { CasePromotion, PricingCase } from './case-form.ts';

const ZONE = 'UTC';

/** The tier that the sale reaches or the review leaves, and the points after it; nothing where the case is about neither. */
export function tierFigures(
  source: PricingCase,
  totalMinor: number,
  balance: number,
): Record<string, unknown> {
  const figures: Record<string, unknown> = {};
  for (const given of source.promotions) {
    if (given.kind === 'tier_by_spend') {
      const spentMinor = (source.member?.totalSpentMinor ?? 0) + totalMinor;
      figures['tier'] = tierFor(tierRules(given, 'spend'), spentMinor)?.code ?? null;
    }
    if (given.kind === 'tier_requalify') {
      figures['tier'] = tierFor(tierRules(given, 'points'), balance)?.code ?? null;
      figures['pointsBalance'] = given.resetPoints ? 0 : balance;
    }
  }
  return figures;
}

function tierRules({ tiers = [] }: CasePromotion, measure: 'spend' | 'points'): TierRules {
  const fromOf = (tier: (typeof tiers)[number]) =>
    (measure === 'spend' ? tier.fromMinor : tier.fromPoints) ?? 0;
  const list = tiers
    .map((tier) => ({
      code: tier.tier ?? '',
      name: { en: tier.tier ?? '', 'zh-CN': tier.tier ?? '' },
      from: fromOf(tier),
      pointsFactorBp: 10_000,
      benefits: { en: '', 'zh-CN': '' },
    }))
    .sort((a, b) => a.from - b.from);
  return { list, measure, window: { kind: 'ever' }, reviewMonths: 12, graceDays: 0, currentSaleCounts: true };
}

/** When points end that were earned on the case's day, written as the case writes its day; null for never. */
export function expiryOf(given: CasePromotion, earnedAt: string): string | null {
  const hasYear = /^\d{4}-/.test(earnedAt);
  // 2024 has every day that a year can have.
  const earnedAtUtcMs = Date.parse(
    `${hasYear ? earnedAt : `2024-${earnedAt}`}${earnedAt.includes('T') ? 'Z' : ''}`,
  );
  const endMs = expiresAt(expiryRule(given), earnedAtUtcMs, ZONE);
  if (endMs === null) return null;
  const end = new Date(endMs).toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length);
  return hasYear ? end : end.slice('YYYY-'.length);
}

export function expiryRule({ mode, expireAfterDays }: CasePromotion): Expiry {
  if (mode === 'end_of_month') return { kind: 'month-end', afterMonths: 0 };
  if (mode === 'end_of_year') return { kind: 'year-end', afterYears: 0 };
  return expireAfterDays === undefined ? { kind: 'never' } : { kind: 'days', days: expireAfterDays };
}
