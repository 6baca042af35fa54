import type { Language } from './language.ts';

const en = {
  welcome: 'WELCOME',
  total: 'TOTAL',
  saved: 'SAVED',
  refund: 'REFUND',
  change: 'CHANGE',
  thanks: 'THANK YOU',
} as const;

type PoleTextKey = keyof typeof en;

const zhCN: Record<PoleTextKey, string> = {
  welcome: '欢迎光临',
  total: '合计',
  saved: '已省',
  refund: '应退',
  change: '找零',
  thanks: '谢谢惠顾',
};

/** The words on a pole display: at most nine columns each, so that an amount fits beside them. */
export const poleText: Readonly<Record<Language, Readonly<Record<PoleTextKey, string>>>> = {
  en,
  'zh-CN': zhCN,
};
