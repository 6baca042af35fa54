import { defaultLoyalty } from '../../domain/loyalty/default-loyalty.ts';
import type { LoyaltySettings } from '../../domain/loyalty/loyalty-settings.ts';
import type { LocalText } from '../../domain/promotions/promotion.ts';

/** What a year's purchases come to for each tier, in pence, and what the tier gives; a gift shop's customers reach them. */
const TIERS: Readonly<Record<string, { readonly from: number; readonly benefits: LocalText }>> = {
  basic: { from: 0, benefits: { en: 'Points on every purchase', 'zh-CN': '消费即积分' } },
  silver: {
    from: 30_000,
    benefits: { en: '2 % off gifts, points × 1.2', 'zh-CN': '礼品 98 折，积分 1.2 倍' },
  },
  gold: {
    from: 100_000,
    benefits: { en: '5 % off gifts, points × 1.5', 'zh-CN': '礼品 95 折，积分 1.5 倍' },
  },
  platinum: {
    from: 300_000,
    benefits: {
      en: 'Up to 8 % off gifts, 3 % off everything, points × 2',
      'zh-CN': '礼品低至 92 折，全场 97 折，积分 2 倍',
    },
  },
};

/** The membership that a new shop starts with, with tiers that agree with the demo's promotions and members. */
export function demoLoyalty(): LoyaltySettings {
  const standard = defaultLoyalty('GBP');
  const list = standard.tiers.list.map((tier) => ({ ...tier, ...TIERS[tier.code] }));
  return { ...standard, tiers: { ...standard.tiers, list } };
}
