import { fillTemplate, type Language } from './language.ts';

const en = {
  'member-unknown': 'Central knows no member {subject}. Look at the sale, and register the member again.',
  'member-duplicate':
    '{subject} was registered at two tills. Central has made one member of both and kept all points; nothing is to be done.',
  'points-overdrawn':
    '{subject} spent {points} more points than there were, because two tills could not ask. The balance is negative and makes up for it; tell the member if they ask.',
  'coupon-unknown':
    'Central knows no coupon {subject}, and {amount} was taken off for it. Look where the customer has it from.',
  'coupon-used-elsewhere':
    'Coupon {subject} was used at another till before, and {amount} was taken off again. The sale stands; book the loss.',
  'coupon-void':
    'Coupon {subject} was void already, and {amount} was taken off for it. The sale stands; book the loss.',
  'refund-unknown-sale':
    'Goods of receipt {subject} came back, which central does not have, or not with these goods. Look at the paper, and wait whether the receipt still arrives.',
  'refund-twice':
    'Goods of receipt {subject} came back twice, {amount} too much. Ask the people of both tills.',
  'schema-too-new':
    'Central is too old to read entries of the kind {subject}. They are kept; update central, and they are read.',
  unreadable: 'Central cannot read an entry of the kind {subject}. It is kept; send IT a diagnostics file.',
  fork: 'Two histories of {till} exist: a copy of its data was sold with. Nothing of it is taken until IT has looked.',
  'day-differs': 'The day {subject} is not the same here and at central. Look at both in the journal.',
  'clock-wrong':
    'The clock of {till} was wrong. Set it right; the business days of its sales may be wrong too.',
  other: 'Central could not apply {subject} as {till} wrote it. Look at it at central; the sale stands.',
};

/** What became of an entry that central could not apply, and what to do. */
export const syncExceptionText: Record<Language, Record<keyof typeof en, string>> = {
  en,
  'zh-CN': {
    'member-unknown': '总部没有会员 {subject}。请查看这笔销售，并重新登记会员。',
    'member-duplicate': '{subject} 在两台收银机上重复登记，总部已合并为一位会员，积分全部保留，无需处理。',
    'points-overdrawn':
      '{subject} 多用了 {points} 分：两台收银机都无法询问总部。余额为负，之后积分会补上；会员问起时请说明。',
    'coupon-unknown': '总部没有优惠券 {subject}，已减 {amount}。请了解顾客从何处取得。',
    'coupon-used-elsewhere':
      '优惠券 {subject} 之前已在另一台收银机用过，又减了 {amount}。销售有效，请记入损失。',
    'coupon-void': '优惠券 {subject} 已作废，仍减了 {amount}。销售有效，请记入损失。',
    'refund-unknown-sale':
      '退了小票 {subject} 的商品，但总部没有这张小票，或小票上没有这些商品。请核对纸质小票，并等它是否稍后传到。',
    'refund-twice': '小票 {subject} 的商品退了两次，多退 {amount}。请向两台收银机的人员了解。',
    'schema-too-new': '总部版本太旧，读不了“{subject}”类记录。记录已保留，总部升级后即可读取。',
    unreadable: '总部读不了一条“{subject}”记录。记录已保留，请把诊断包发给 IT。',
    fork: '{till} 有两份不同的历史：有人用它的数据副本销售过。IT 查明之前总部不再接收。',
    'day-differs': '{subject} 这天本机与总部不一致，请在日志中对照两边。',
    'clock-wrong': '{till} 的时钟不对，请校准；它的销售所属营业日也可能不对。',
    other: '{till} 写的 {subject} 总部未能入账。请到总部查看，销售有效。',
  },
};

interface DescribedException {
  readonly kind: string;
  readonly till: string;
  readonly subject: string;
  readonly points: string;
  readonly amount: string;
}

/** What happened and what to do; of a kind that only a later central has, that there is something. */
export function describeSyncException({ kind, ...values }: DescribedException, language: Language): string {
  const texts = syncExceptionText[language];
  const known = Object.hasOwn(texts, kind) ? (kind as keyof typeof en) : 'other';
  return fillTemplate(texts[known], values);
}
