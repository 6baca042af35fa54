import type { Texts } from '../state/language.ts';

const en = {
  title: 'Overview',
  subtitle: 'The shops’ day, as far as their registers have sent it.',
  shop: 'Shop',
  day: 'Business day',
  sales: 'Sales',
  total: 'Total',
  registers: 'Registers heard',
  ofRegisters: '{online} of {registers}',
  waiting: 'Waiting',
  nothing: 'nothing',
  waitingSince: '{entries}, oldest {ago}',
  exceptions: 'Open exceptions',
  salesToday: 'Sales today',
  totalToday: 'Taken today',
  notSent: 'Entries not sent yet',
  empty: 'There are no shops yet. Add one under Registers, then enrol its tills.',
};

export const overviewText: Texts<keyof typeof en> = {
  en,
  'zh-CN': {
    title: '概览',
    subtitle: '各门店当日情况，以收银机已上传的数据为准。',
    shop: '门店',
    day: '营业日',
    sales: '销售笔数',
    total: '销售额',
    registers: '在线收银机',
    ofRegisters: '{online} / {registers}',
    waiting: '待上传',
    nothing: '无',
    waitingSince: '{entries} 条，最早 {ago}',
    exceptions: '未处理异常',
    salesToday: '今日销售笔数',
    totalToday: '今日销售额',
    notSent: '尚未上传的记录',
    empty: '还没有门店。请在“收银机”页添加门店，再登记收银机。',
  },
};
