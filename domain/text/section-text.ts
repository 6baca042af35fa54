import type { SettingsSection } from '../shop-settings.ts';
import type { Language } from './language.ts';

/** What each section of the settings is called. */
export const sectionText: Record<Language, Record<SettingsSection, string>> = {
  en: {
    shop: 'shop',
    taxCategories: 'tax categories',
    defaultTaxCode: 'default tax',
    departments: 'departments',
    tenders: 'tenders',
    cashRounding: 'cash rounding',
    secondPerson: 'second person',
    roles: 'roles and rights',
    inStoreRules: 'in-store codes',
    couponPrefix: 'coupon prefix',
    receipt: 'receipt',
    closeToleranceMinor: 'tolerance at close',
    tileGroups: 'tiles',
    keys: 'keys',
    lockAfterMinutes: 'lock when idle',
    loyalty: 'membership',
    demo: 'demo shop',
  },
  'zh-CN': {
    shop: '门店',
    taxCategories: '税目',
    defaultTaxCode: '默认税目',
    departments: '部类',
    tenders: '支付方式',
    cashRounding: '现金抹零',
    secondPerson: '他人授权',
    roles: '角色与权限',
    inStoreRules: '店内码',
    couponPrefix: '券码前缀',
    receipt: '小票',
    closeToleranceMinor: '结班允许差额',
    tileGroups: '快捷键',
    keys: '按键',
    lockAfterMinutes: '闲置锁屏',
    loyalty: '会员',
    demo: '演示店',
  },
};
