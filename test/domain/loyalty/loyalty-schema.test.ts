import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../../domain/default-settings.ts';
import type { LoyaltySettings } from '../../../domain/loyalty/loyalty-settings.ts';
import { findSettingsFault } from '../../../domain/settings-fault.ts';
import { loyaltySettings } from '../../../domain/loyalty/loyalty-schema.ts';
import { defaultShop } from '../../../register/open-till.ts';

const settings = defaultSettings(defaultShop);
const { loyalty } = settings;

function isAccepted(more: object): boolean {
  return loyaltySettings.safeParse({ ...loyalty, ...more }).success;
}

function tiersFrom(...from: readonly number[]): Pick<LoyaltySettings, 'tiers'> {
  const list = from.map((each, rank) => ({ ...loyalty.tiers.list[0]!, code: `tier-${rank}`, from: each }));
  return { tiers: { ...loyalty.tiers, list } };
}

describe('the settings of membership', () => {
  test.each(['GBP', 'CNY', 'JPY', 'KWD'])('are accepted as a new shop has them, in %s', (currency) => {
    const fresh = defaultSettings({ ...defaultShop, currency });
    expect(loyaltySettings.parse(fresh.loyalty)).toEqual(fresh.loyalty);
    expect(findSettingsFault(fresh)).toBeNull();
  });

  test('refuse blocks of no points or no worth, and points for every nothing', () => {
    expect(isAccepted({ redemption: { ...loyalty.redemption, blockPoints: 0 } })).toBe(false);
    expect(isAccepted({ redemption: { ...loyalty.redemption, blockMinor: 0 } })).toBe(false);
    expect(isAccepted({ redemption: { ...loyalty.redemption, maxShareBp: 10_001 } })).toBe(false);
    expect(isAccepted({ earning: { ...loyalty.earning, perMinor: 0 } })).toBe(false);
    expect(isAccepted({ earning: { ...loyalty.earning, points: 0.5 } })).toBe(false);
  });

  test('take goods that earn nothing as a rule names them', () => {
    const except = { departments: ['gifts'], except: { articles: ['A1'] } };
    expect(isAccepted({ earning: { ...loyalty.earning, except } })).toBe(true);
    expect(isAccepted({ earning: { ...loyalty.earning, except: 'all' } })).toBe(false);
    expect(isAccepted({ earning: { ...loyalty.earning, except: { departments: [] } } })).toBe(false);
  });

  test('refuse a kind of expiry or a window that there is not', () => {
    expect(isAccepted({ expiry: { kind: 'full-moon' } })).toBe(false);
    expect(isAccepted({ expiry: { kind: 'days', days: 0 } })).toBe(false);
    expect(isAccepted({ tiers: { ...loyalty.tiers, window: { kind: 'rolling', months: 0 } } })).toBe(false);
    expect(isAccepted({ unheard: true })).toBe(false);
  });

  test('have tiers that begin at nothing and rise, each with a code of its own', () => {
    const faultOf = (tiers: Pick<LoyaltySettings, 'tiers'>) =>
      findSettingsFault({ ...settings, loyalty: { ...loyalty, ...tiers } });
    expect(faultOf(tiersFrom())).toBeNull();
    expect(faultOf(tiersFrom(0, 100, 500))).toBeNull();
    expect(faultOf(tiersFrom(10))).toEqual({ code: 'tier-order', value: 'tier-0' });
    expect(faultOf(tiersFrom(0, 500, 500))).toEqual({ code: 'tier-order', value: 'tier-2' });
    const [basic] = loyalty.tiers.list;
    const twice = { tiers: { ...loyalty.tiers, list: [basic!, { ...basic!, from: 5 }] } };
    expect(faultOf(twice)).toEqual({ code: 'code-twice', value: 'basic' });
  });
});
