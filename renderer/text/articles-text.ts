import type { Texts } from './use-text.ts';

const en = {
  title: 'Articles',
  subtitle: 'Look a price up. Articles come in from a file in Settings.',
  search: 'Name, pinyin, code or barcode',
  name: 'Name',
  code: 'Code',
  barcode: 'Barcode',
  department: 'Department',
  price: 'Price',
  asked: 'asked at the counter',
  perKg: '{price}/kg',
  none: 'No article fits.',
  begin: 'Type what you know of the article, or scan it.',
  shown: '{count} shown; type more to see fewer.',
};

export const articlesText: Texts<keyof typeof en> = {
  en,
  'zh-CN': {
    title: '商品',
    subtitle: '查价。商品在“设置”里由文件导入。',
    search: '名称、拼音、编号或条码',
    name: '名称',
    code: '编号',
    barcode: '条码',
    department: '部类',
    price: '价格',
    asked: '收银时输入',
    perKg: '{price}/kg',
    none: '没有符合的商品。',
    begin: '输入商品的任一信息，或扫描条码。',
    shown: '共显示 {count} 个，可继续输入以缩小范围。',
  },
};
