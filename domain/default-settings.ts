import { noDevices } from './devices/device-settings.ts';
import { defaultLoyalty } from './loyalty/default-loyalty.ts';
import type { ShopSettings } from './shop-settings.ts';
import type { Language } from './text/language.ts';
import { rights, type Right, type Role } from './staff.ts';

const cashierRights: readonly Right[] = [
  'sell',
  'shift-open',
  'shift-close',
  'line-discount',
  'line-void',
  'basket-void',
  'refund',
  'cash-move',
  'reprint',
];

const names = {
  en: {
    cashier: 'Cashier',
    manager: 'Manager',
    noTax: 'No tax',
    department: 'General',
    cash: 'Cash',
    card: 'Card',
    code: 'Payment code',
    other: 'Other',
  },
  'zh-CN': {
    cashier: '收银员',
    manager: '店长',
    noTax: '免税',
    department: '日用百货',
    cash: '现金',
    card: '银行卡',
    code: '扫码支付',
    other: '其他',
  },
} as const;

/** A till's role codes that a new shop starts with. */
export const CASHIER_ROLE = 'cashier';
export const MANAGER_ROLE = 'manager';

/** What a new shop starts with: it can sell at once, and every section can be changed afterwards. */
export function defaultSettings(shop: ShopSettings['shop']): ShopSettings {
  const text = names[shop.language];
  return {
    shop,
    taxCategories: [
      { code: 'none', name: text.noTax, isIncluded: true, rates: [{ validFrom: '1970-01-01', rateBp: 0 }] },
    ],
    defaultTaxCode: 'none',
    departments: [{ code: 'general', name: text.department, taxCode: 'none', minimumAge: null }],
    tenders: [
      { code: 'cash', kind: 'cash', name: text.cash, needsReference: false },
      { code: 'card', kind: 'card', name: text.card, needsReference: false },
      { code: 'payment-code', kind: 'payment-code', name: text.code, needsReference: false },
      { code: 'other', kind: 'other', name: text.other, needsReference: false },
    ],
    cashRounding: { toMinor: 1, mode: 'nearest' },
    secondPerson: 'another',
    roles: defaultRoles(shop.language),
    inStoreRules: [],
    blockedBatches: [],
    couponPrefix: null,
    receipt: { headerLines: [], footerLines: [], columns: 48 },
    closeToleranceMinor: 0,
    tileGroups: [],
    keys: {},
    lockAfterMinutes: 10,
    loyalty: defaultLoyalty(shop.currency),
    devices: noDevices,
    demo: null,
  };
}

function defaultRoles(language: Language): Role[] {
  const unlimitedMinor = 1_000_000_000_000;
  return [
    {
      code: CASHIER_ROLE,
      name: names[language].cashier,
      rights: cashierRights,
      discountMaxBp: 1_000,
      priceOverrideMaxBp: 0,
      refundWithoutReceiptMaxMinor: 0,
      cashMoveMaxMinor: 20_000,
    },
    {
      code: MANAGER_ROLE,
      name: names[language].manager,
      rights,
      discountMaxBp: 10_000,
      priceOverrideMaxBp: 10_000,
      refundWithoutReceiptMaxMinor: unlimitedMinor,
      cashMoveMaxMinor: unlimitedMinor,
    },
  ];
}
