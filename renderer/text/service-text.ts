import type { Texts } from './texts.ts';

const en = {
  'service-away': 'The register is restarting; what was confirmed is kept. Check the sale, then try again.',
  'service-failed':
    'The register failed (incident {incident}); what was confirmed is kept. Try again, and tell IT.',
  connecting: 'Opening the register…',
  reconnecting: 'The register is restarting…',
};

export const serviceText: Texts<keyof typeof en> = {
  en,
  'zh-CN': {
    'service-away': '收银服务正在重启，已确认的数据没有丢失。请核对本单后重试。',
    'service-failed': '收银服务出错（编号 {incident}），已确认的数据没有丢失。请重试并告知 IT。',
    connecting: '正在打开收银台…',
    reconnecting: '收银服务正在重启…',
  },
};
