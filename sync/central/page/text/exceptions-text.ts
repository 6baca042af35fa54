import type { ExceptionKind } from '../../../protocol/exception.ts';
import type { Texts } from '../state/language.ts';

const en = {
  title: 'Exceptions',
  subtitle: 'What could not be booked as a register says. The sales stand; somebody decides what else to do.',
  open: 'Open',
  resolved: 'Resolved',
  state: 'State',
  kind: 'Kind',
  all: 'All kinds',
  what: 'What happened',
  where: 'Till',
  when: 'When',
  cost: 'At most it costs',
  points: '{points} points',
  nothing: '–',
  resolve: 'Resolve',
  resolveTitle: 'Resolve the exception',
  note: 'What you did about it',
  noteHint: 'The shop sees it at its till.',
  by: '{name}, {time}',
  byItself: 'Settled by itself, {time}',
  none: 'Nothing is open. What registers send is booked as they say.',
  noneResolved: 'Nothing has been resolved yet.',
};

export const exceptionsText: Texts<keyof typeof en> = {
  en,
  'zh-CN': {
    title: '异常',
    subtitle: '无法按收银机所记入账的事项。销售本身不受影响，由人决定如何处理。',
    open: '未处理',
    resolved: '已处理',
    state: '状态',
    kind: '类别',
    all: '全部类别',
    what: '情况',
    where: '收银机',
    when: '时间',
    cost: '最多损失',
    points: '{points} 积分',
    nothing: '–',
    resolve: '处理',
    resolveTitle: '处理异常',
    note: '如何处理的',
    noteHint: '门店可在收银机上看到。',
    by: '{name}，{time}',
    byItself: '已自行解决，{time}',
    none: '没有未处理的异常，收银机上传的内容均已入账。',
    noneResolved: '还没有处理过的异常。',
  },
};

/** What each kind is, with its subject. */
export const kindText: Texts<ExceptionKind> = {
  en: {
    'member-unknown': 'Sale to a member whom central does not know',
    'member-duplicate': 'Two members with the same phone were made one: {subject}',
    'points-overdrawn': 'Member {subject} spent points that were gone already',
    'coupon-unknown': 'Coupon {subject} is not known',
    'coupon-used-elsewhere': 'Coupon {subject} was used more often than it may be',
    'coupon-void': 'Coupon {subject} was void when it was used',
    'refund-unknown-sale': 'Goods came back of a sale that central does not have: {subject}',
    'refund-twice': 'More came back of receipt {subject} than was sold',
    'schema-too-new': 'An entry of a newer program: {subject}',
    unreadable: 'An entry cannot be read: {subject}',
    fork: 'The journal does not follow what central has: {subject}',
    'day-differs': 'The day {subject} differs from what central has',
    'clock-wrong': 'The register’s clock is wrong: {subject}',
  },
  'zh-CN': {
    'member-unknown': '销售记在总部没有的会员名下',
    'member-duplicate': '手机号相同的两位会员已合并：{subject}',
    'points-overdrawn': '会员 {subject} 使用了已不存在的积分',
    'coupon-unknown': '没有优惠券 {subject}',
    'coupon-used-elsewhere': '优惠券 {subject} 的使用次数超出限制',
    'coupon-void': '优惠券 {subject} 使用时已作废',
    'refund-unknown-sale': '退货所属的销售总部没有：{subject}',
    'refund-twice': '小票 {subject} 的退货多于所售',
    'schema-too-new': '来自更新版本程序的记录：{subject}',
    unreadable: '记录无法读取：{subject}',
    fork: '流水与总部已有的不衔接：{subject}',
    'day-differs': '{subject} 的日结与总部不一致',
    'clock-wrong': '收银机时钟不准：{subject}',
  },
};

/** What there is to do about it. */
export const adviceText: Texts<ExceptionKind> = {
  en: {
    'member-unknown':
      'The registration is usually still on its way, and this settles itself. After a day: find the till that registered the member, and let it send.',
    'member-duplicate': 'Look at the member: names differ, so it may be a family that shares a phone.',
    'points-overdrawn':
      'The balance is below zero and fills up with the next purchases. If it was misuse, lower what registers may redeem offline.',
    'coupon-unknown': 'Ask the shop for the paper. If coupons were printed elsewhere, issue them at central.',
    'coupon-used-elsewhere':
      'Book the amount as a loss. If it happens often, allow no single-use coupons offline.',
    'coupon-void': 'Book the amount as a loss; the till had not heard yet that it was void.',
    'refund-unknown-sale':
      'The sale is usually still on its way, and this settles itself. After a day: look for the till that sold it.',
    'refund-twice': 'Speak with the shops: the same goods were paid back at two tills.',
    'schema-too-new': 'Update central, then have it read the entries again.',
    unreadable: 'Keep the entry and tell support: the register or its program has a fault.',
    fork: 'Somebody copied the register’s data, or restored it outside the program. Find out which copy is the shop’s, revoke it and enrol it anew.',
    'day-differs': 'Compare the shop’s Z report with the figures here; verify the books at the till.',
    'clock-wrong': 'Set the clock of the shop’s PC to go by the network.',
  },
  'zh-CN': {
    'member-unknown':
      '登记信息通常还在上传途中，会自行解决。若超过一天，请找到登记该会员的收银机并让其上传。',
    'member-duplicate': '请查看该会员：姓名不同，可能是家人共用一个手机号。',
    'points-overdrawn': '余额为负，会由之后的消费补上。若属滥用，请降低离线可用积分的上限。',
    'coupon-unknown': '请门店提供原券。若券在别处印制，请改由总部发放。',
    'coupon-used-elsewhere': '将金额计入损失。若经常发生，请禁止离线使用一次性优惠券。',
    'coupon-void': '将金额计入损失；收银机当时尚未得知该券已作废。',
    'refund-unknown-sale': '该销售通常还在上传途中，会自行解决。若超过一天，请查找售出的收银机。',
    'refund-twice': '请与门店核对：同一商品在两台收银机上退了款。',
    'schema-too-new': '请更新总部程序，再让其重新读取这些记录。',
    unreadable: '请保留该记录并联系支持：收银机或其程序有故障。',
    fork: '有人复制了收银机的数据，或在程序之外恢复过。请确认门店使用的是哪一份，将其停用后重新登记。',
    'day-differs': '请将门店的 Z 报表与此处数字核对，并在收银机上校验账簿。',
    'clock-wrong': '请将门店电脑的时钟设为网络校时。',
  },
};
