import type { Texts } from './texts.ts';

const en = {
  title: 'A second person',
  titleReason: 'Why?',
  needed: 'This takes the right to {right}. Somebody who has it enters their PIN.',
  person: 'Who allows it?',
  pin: 'PIN',
  reason: 'Another reason',
  mistake: 'Rung by mistake',
  customer: 'Customer changed their mind',
  damaged: 'Damaged',
  agreed: 'Price agreed',
  allow: 'Allow',
  cancel: 'Cancel',
};

export const approvalText: Texts<keyof typeof en> = {
  en,
  'zh-CN': {
    title: '需要他人授权',
    titleReason: '原因',
    needed: '此操作需要“{right}”权限，请有权限的人输入 PIN。',
    person: '谁来授权？',
    pin: 'PIN',
    reason: '其他原因',
    mistake: '录入错误',
    customer: '顾客改变主意',
    damaged: '商品破损',
    agreed: '约定价格',
    allow: '授权',
    cancel: '取消',
  },
};
