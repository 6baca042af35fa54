import type { Texts } from './texts.ts';

const en = {
  'service-away': 'The register is restarting; what was confirmed is kept. Check the sale, then try again.',
  'service-failed':
    'The register failed (incident {incident}); what was confirmed is kept. Try again, and tell IT.',
  refusedTitle: 'The till cannot be opened',
  refusedHint:
    'It is tried again every few seconds; this page goes on by itself when it succeeds. If it does not, call IT and read them the sentence above.',
  connecting: 'Opening the register…',
};

export const serviceText: Texts<keyof typeof en> = {
  en,
  'zh-CN': {
    'service-away': '收银服务正在重启，已确认的数据没有丢失。请核对本单后重试。',
    'service-failed': '收银服务出错（编号 {incident}），已确认的数据没有丢失。请重试并告知 IT。',
    refusedTitle: '无法打开收银台',
    refusedHint: '每隔几秒会自动重试，成功后本页自动继续。如仍不行，请把上面这句话告诉 IT。',
    connecting: '正在打开收银台…',
  },
};
