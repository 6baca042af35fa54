import type { Language } from './language.ts';

const en = {
  trainee: 'Trainee',
  trainer: 'Practice manager',
  paperMark: 'TRAINING',
  paperNote: 'Practice: not a receipt, nothing was sold.',
};

const zhCN: Record<keyof typeof en, string> = {
  trainee: '练习员工',
  trainer: '练习店长',
  paperMark: '练习',
  paperNote: '练习单据，不是小票，没有实际交易。',
};

/** What the till for practice calls its people, and what its papers say. */
export const trainingText: Record<Language, Record<keyof typeof en, string>> = { en, 'zh-CN': zhCN };
