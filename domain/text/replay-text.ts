import type { Language } from './language.ts';

/** How each kind of line of a historical file was booked. */
export const replayKindText = {
  en: {
    sale: 'sold',
    'credit-note': 'returned without receipt (credit note)',
    'credit-note-charge': 'sold (a charge on a credit note)',
    'return-on-invoice': 'returned without receipt (negative quantity on an invoice)',
    empty: 'nothing (quantity of zero)',
    'stock-write-off': 'stock write-off, no sale (negative quantity without a price)',
    'stock-found': 'stock found, no sale',
    'given-free': 'given free, no sale (no price)',
    'returned-free': 'taken back free, no sale (no price)',
    'bad-debt': 'bad debt, no sale (negative price)',
  },
  'zh-CN': {
    sale: '销售',
    'credit-note': '无小票退货（红字发票）',
    'credit-note-charge': '销售（红字发票上的收费）',
    'return-on-invoice': '无小票退货（发票上数量为负）',
    empty: '未入账（数量为零）',
    'stock-write-off': '库存报损，非销售（数量为负且无价格）',
    'stock-found': '库存盘盈，非销售',
    'given-free': '赠送，非销售（无价格）',
    'returned-free': '退回赠品，非销售（无价格）',
    'bad-debt': '坏账，非销售（价格为负）',
  },
} as const satisfies Record<Language, Record<string, string>>;
