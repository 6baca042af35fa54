import type { SettingsFault } from '../settings-fault.ts';
import { describeBarcodeError } from './barcode-text.ts';
import { fillTemplate, type Language } from './language.ts';

type OwnFault = Exclude<SettingsFault, { readonly code: `in-store-${string}` }>;

/** What is wrong with a setting: the words in the brackets of its error. */
export const settingsText: Record<Language, Record<OwnFault['code'], string>> = {
  en: {
    'batch-barcode-invalid': '{value} is no barcode; use the digits under the bars of the article',
    'currency-unknown': '{value} is no ISO 4217 currency code',
    'currency-fixed': 'the currency cannot change once a shift was opened in it',
    'shop-code-fixed': 'the shop’s code is part of every receipt number and cannot change',
    'zone-unknown': '{value} is no IANA time zone, such as Europe/London',
    'code-twice': 'the code {value} is there twice',
    'name-twice': 'the name {value} is there twice',
    'key-twice': 'the key {value} is given to two actions',
    'tax-unknown': 'there is no tax category {value}',
    'tax-in-use': 'articles or open sales still have the tax category {value}',
    'tax-rates-order': 'the rates of {value} must be in order of their dates, one a day',
    'role-in-use': 'somebody still has the role {value}',
    'tier-order':
      'the lowest tier begins at 0 and each other one above the one before it, which {value} does not',
    'printer-twice': 'two printers have the id {value}',
    'printer-unknown': 'there is no printer {value}',
    'printer-fallback-circle': 'printer {value} would in the end stand in for itself',
  },
  'zh-CN': {
    'batch-barcode-invalid': '{value} 不是条码，请使用商品条码下的数字',
    'currency-unknown': '{value} 不是 ISO 4217 货币代码',
    'currency-fixed': '开过班后不能更换货币',
    'shop-code-fixed': '门店编号已用于小票号，不能更改',
    'zone-unknown': '{value} 不是 IANA 时区，例如 Asia/Shanghai',
    'code-twice': '代码 {value} 重复',
    'name-twice': '名称 {value} 重复',
    'key-twice': '按键 {value} 分给了两个操作',
    'tax-unknown': '没有税目 {value}',
    'tax-in-use': '仍有商品或未结的单使用税目 {value}',
    'tax-rates-order': '税目 {value} 的税率须按日期排列，每天一个',
    'role-in-use': '仍有员工是角色 {value}',
    'tier-order': '最低等级须从 0 起，其余等级须依次升高，{value} 不符合',
    'printer-twice': '有两台打印机的标识都是 {value}',
    'printer-unknown': '没有打印机 {value}',
    'printer-fallback-circle': '打印机 {value} 最终会以自己作为备用',
  },
};

/** What is wrong with a setting, in the reader's language. */
export function describeSettingsFault(fault: SettingsFault, language: Language): string {
  switch (fault.code) {
    case 'in-store-rule-count':
    case 'in-store-rule-invalid':
    case 'in-store-rule-overlap':
      return describeBarcodeError(fault, language);
    default:
      return fillTemplate(settingsText[language][fault.code], { ...fault });
  }
}
