import type { Language } from './language.ts';

const en = {
  testTitle: 'Test page',
  alignmentTitle: 'Alignment page',
  paper: '{columns} columns, {dots} dots',
  encoding: 'Encoding',
  dialect: 'Dialect',
  ruler: 'Every column, numbered: the last is {columns}.',
  strong: 'Bold',
  tall: 'Double height',
  sample: 'Jasmine tea, gift box of twelve',
  signs: 'Signs of money: each as it is named',
  yuan: 'Yuan, yen',
  euro: 'Euro',
  pound: 'Pound',
  drawn: 'Drawn, not printed',
  codes: 'Both codes must scan.',
  edges: 'Bars must stand at both edges, one under the other.',
  middle: 'In the middle',
  wideLine: 'Half as many Chinese characters as columns, up to the edge:',
  amounts: 'Amounts must end at the right edge.',
  end: 'If anything is off, change columns or encoding.',
};

const zhCN: Record<keyof typeof en, string> = {
  testTitle: '打印测试页',
  alignmentTitle: '对齐测试页',
  paper: '{columns} 列，{dots} 点',
  encoding: '编码',
  dialect: '指令集',
  ruler: '每列编号，最后一列是 {columns}。',
  strong: '粗体',
  tall: '倍高',
  sample: '茉莉花茶礼盒十二罐装',
  signs: '货币符号应与名称一致',
  yuan: '人民币、日元',
  euro: '欧元',
  pound: '英镑',
  drawn: '以图形打印',
  codes: '两个码都应能扫出。',
  edges: '竖线应在左右两边，上下对齐。',
  middle: '居中',
  wideLine: '汉字数为列数的一半，应排到右边：',
  amounts: '金额应靠右边对齐。',
  end: '如有偏差，请修改列数或编码。',
};

/** What a printer's test and alignment pages say. */
export const devicePageText: Record<Language, Record<keyof typeof en, string>> = { en, 'zh-CN': zhCN };
