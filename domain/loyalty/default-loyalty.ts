import { currencyDigits } from '../currency.ts';
import type { LocalText } from '../promotions/promotion.ts';
import type { LoyaltySettings, Tier } from './loyalty-settings.ts';

/** What a shop's membership is until somebody says otherwise: a point for each unit of money, a hundred of them worth one. */
export function defaultLoyalty(currency: string): LoyaltySettings {
  const majorMinor = 10 ** currencyDigits(currency);
  return {
    isOn: true,
    earning: { points: 1, perMinor: majorMinor, except: null, pending: { kind: 'at-once' } },
    redemption: {
      isOn: true,
      blockPoints: 100,
      blockMinor: majorMinor,
      minPoints: 100,
      maxShareBp: 10_000,
      as: 'discount',
    },
    expiry: { kind: 'month-end', afterMonths: 12 },
    expiringSoonDays: 30,
    heldPointsExpire: false,
    refunds: { minimumLifeDays: 30, coupons: 'restore', mayDemote: true },
    tiers: {
      list: defaultTiers(majorMinor),
      measure: 'spend',
      window: { kind: 'rolling', months: 12 },
      reviewMonths: 12,
      graceDays: 30,
      currentSaleCounts: false,
    },
    combination: 'best',
  };
}

function defaultTiers(majorMinor: number): Tier[] {
  const earns = (factor: string): LocalText => ({
    en: `Points × ${factor}`,
    'zh-CN': `积分 ${factor} 倍`,
  });
  return [
    {
      code: 'basic',
      name: { en: 'Basic', 'zh-CN': '普通会员' },
      from: 0,
      pointsFactorBp: 10_000,
      benefits: earns('1'),
    },
    {
      code: 'silver',
      name: { en: 'Silver', 'zh-CN': '银卡会员' },
      from: 1_000 * majorMinor,
      pointsFactorBp: 12_000,
      benefits: earns('1.2'),
    },
    {
      code: 'gold',
      name: { en: 'Gold', 'zh-CN': '金卡会员' },
      from: 5_000 * majorMinor,
      pointsFactorBp: 15_000,
      benefits: earns('1.5'),
    },
    {
      code: 'platinum',
      name: { en: 'Platinum', 'zh-CN': '白金会员' },
      from: 20_000 * majorMinor,
      pointsFactorBp: 20_000,
      benefits: earns('2'),
    },
  ];
}
