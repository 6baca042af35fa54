import type { Texts } from './texts.ts';

const en = {
  day: 'Day board',
  shifts: 'Shifts & cash',
  journal: 'Journal',
  articles: 'Articles',
  settings: 'Settings',
  unnamed: 'The till itself',
  noRight: 'Your role does not read reports. Somebody whose role does signs in at the counter.',
  previousDay: 'The day before',
  nextDay: 'The day after',
  chooseDay: 'Choose a day, now {date}',
  previousMonth: 'The month before',
  nextMonth: 'The month after',
  today: 'Today',
  anyDay: 'Any day',
  exported: 'Saved on this till: {path}',
  exporting: 'Writing the file, {rows} rows so far',
  cancel: 'Cancel',
  close: 'Close',
};

/** What the pages of the back office share. */
export const officeText: Texts<keyof typeof en> = {
  en,
  'zh-CN': {
    day: '日终看板',
    shifts: '班次与现金',
    journal: '日志',
    articles: '商品',
    settings: '设置',
    unnamed: '系统',
    noRight: '您的岗位不能查看报表，请有权限的人到收银台登录。',
    previousDay: '前一天',
    nextDay: '后一天',
    chooseDay: '选择日期，当前 {date}',
    previousMonth: '上个月',
    nextMonth: '下个月',
    today: '今天',
    anyDay: '不限日期',
    exported: '已存到本机：{path}',
    exporting: '正在写入文件，已写 {rows} 行',
    cancel: '取消',
    close: '关闭',
  },
};
