import type { Texts } from '../state/language.ts';

const en = {
  importing: 'Importing {name} …',
  done: '{name}: {added} new, {changed} changed, {unchanged} as before.',
  left: 'Rows that were left out: {number}',
  leftShown: 'The first {shown} of {number} rows that were left out',
  line: 'Line',
  row: 'Row',
  why: 'Why',
  ignored: 'Columns that mean nothing here: {columns}.',
  saveLeft: 'Save these rows as CSV',
};

export const importText: Texts<keyof typeof en> = {
  en,
  'zh-CN': {
    importing: '正在导入 {name}……',
    done: '{name}：新增 {added}，更改 {changed}，不变 {unchanged}。',
    left: '有 {number} 行未导入',
    leftShown: '未导入的 {number} 行中的前 {shown} 行',
    line: '行号',
    row: '内容',
    why: '原因',
    ignored: '以下列未使用：{columns}。',
    saveLeft: '将这些行保存为 CSV',
  },
};
