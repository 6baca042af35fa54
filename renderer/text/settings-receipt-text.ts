import type { Texts } from './texts.ts';

const en = {
  hint: 'What stands above and below every receipt.',
  preview: 'As it will print',
  previewHint: 'A sample; nothing of it is sold.',
  logo: 'Picture above the name',
  logoChoose: 'Choose a picture …',
  logoReplace: 'Choose another …',
  logoRemove: 'Remove',
  logoHint: 'Prints in black and white; a simple logo prints best.',
  logoUnreadable: 'That file is no picture; choose a PNG, JPEG, WebP or BMP of at most 20 MB.',
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
    logo: '店名上方图片',
    logoChoose: '选择图片…',
    logoReplace: '更换…',
    logoRemove: '移除',
    logoHint: '以黑白打印，线条简单的标志效果最好。',
    logoUnreadable: '该文件不是图片；请选择不超过 20 MB 的 PNG、JPEG、WebP 或 BMP。',
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
