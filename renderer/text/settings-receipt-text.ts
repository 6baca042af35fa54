import type { Texts } from './texts.ts';

const en = {
  hint: 'What stands above and below every receipt.',
  preview: 'As it will print',
  previewHint: 'A sample; nothing of it is sold.',
  header: 'Lines under the name',
  headerHint: 'Address, phone, tax number: what the law and the customer want.',
  footer: 'Lines at the end',
  footerHint: 'Thanks, opening hours, how to return something.',
  paper: 'Paper of the printer',
  paperHint: 'Characters on a line: 32 on paper of 58 mm, 42 or 48 on 80 mm.',
  columns: '{columns} columns',
  wraps: 'Line {line} is wider than the paper and will be broken.',
};

/** Of the page of the receipt. */
export const settingsReceiptText: Texts<keyof typeof en> = {
  en,
  'zh-CN': {
    hint: '每张小票的开头和结尾印什么。',
    preview: '打印效果',
    previewHint: '仅为样张，不计入销售。',
    header: '店名下方',
    headerHint: '地址、电话、税号等。',
    footer: '小票末尾',
    footerHint: '致谢、营业时间、退货须知等。',
    paper: '打印纸',
    paperHint: '每行字符数，汉字占两个：58 毫米纸 32 列，80 毫米纸 42 或 48 列。',
    columns: '{columns} 列',
    wraps: '第 {line} 行超出纸宽，将折行。',
  },
};
