import type { Texts } from './texts.ts';

const en = {
  hint: 'How customers pay, how cash is rounded, how exactly the drawer must agree.',
  tenders: 'Ways of paying',
  tendersHint: 'In the order in which the counter shows them.',
  kind: 'Kind',
  cash: 'Cash',
  card: 'Card',
  'payment-code': 'Payment code',
  other: 'Other',
  reference: 'Asks for a reference',
  addTender: 'Add a way of paying',
  cashTitle: 'Cash',
  roundTo: 'Smallest coin',
  roundHint: 'What customers pay in cash is rounded to it; the difference is booked apart.',
  exact: 'no rounding',
  roundMode: 'Rounding',
  nearest: 'to the nearest',
  down: 'always down',
  tolerance: 'Difference at closing without a reason',
  toleranceHint: 'Above it, whoever closes enters why.',
};

/** Of the page of ways of paying. */
export const settingsTendersText: Texts<keyof typeof en> = {
  en,
  'zh-CN': {
    hint: '顾客怎样付款、现金怎样取整、结班时现金须多准。',
    tenders: '支付方式',
    tendersHint: '按收银台上显示的顺序排列。',
    kind: '类别',
    cash: '现金',
    card: '银行卡',
    'payment-code': '付款码',
    other: '其他',
    reference: '须填参考号',
    addTender: '增加支付方式',
    cashTitle: '现金',
    roundTo: '最小币值',
    roundHint: '现金收款取整到此币值，差额单独记账。',
    exact: '不取整',
    roundMode: '取整方式',
    nearest: '四舍五入',
    down: '总是舍去',
    tolerance: '结班时无须说明的差额',
    toleranceHint: '超过此金额，结班人须填写原因。',
  },
};
