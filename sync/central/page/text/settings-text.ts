import type { Texts } from '../state/language.ts';

const en = {
  title: 'Settings',
  subtitle: 'What registers are told at their next contact.',
  offline: 'Without a connection to central',
  offlineHint: 'Registers that can ask central always do. This is what they may do when it does not answer.',
  points: 'Spending points',
  coupons: 'Single-use coupons',
  none: 'Not at all',
  capped: 'Up to a limit',
  leased: 'What is reserved',
  leasedCoupons: 'What is reserved',
  couponsHint:
    'Coupons of members who bought last in the shop, each for one of its tills, for a day at a time. Nobody else can use them meanwhile, so none is used twice.',
  share: 'Reserved of a member’s points (%)',
  shareHint:
    'For the tills of the shop where the member bought last, in equal parts, for a day at a time. Nobody else can spend them meanwhile, so nothing is spent twice.',
  perSale: 'Most in one sale',
  perOutage: 'Most a register until central answers again',
  eachCoupon: 'Worth at most, each',
  otherTill: 'Refunds of another till’s receipt, by a manager, up to',
  otherTillHint: '0 allows none. What was paid back twice comes as an exception.',
  savePolicy: 'Save for {shop}',
  saved: 'Saved. Registers have it at their next contact.',
  loyalty: 'Membership',
  loyaltyHint:
    'The section “loyalty” of the settings, as JSON, for all shops: how points are earned, spent and end, and the tiers. docs/manager.md explains it.',
  loyaltyNew: 'Registers have not been told of any yet; these are the program’s own.',
  loyaltyLabel: 'Section “loyalty”',
  saveLoyalty: 'Save membership',
  empty: 'Add a shop first, under Registers.',
};

export const settingsText: Texts<keyof typeof en> = {
  en,
  'zh-CN': {
    title: '设置',
    subtitle: '收银机下次联系时生效。',
    offline: '无法连接总部时',
    offlineHint: '能联系总部时收银机总会先询问。以下为总部无应答时允许的操作。',
    points: '使用积分',
    coupons: '一次性优惠券',
    none: '不允许',
    capped: '限额内允许',
    leased: '使用预留积分',
    leasedCoupons: '使用预留优惠券',
    couponsHint:
      '最近在本店消费的会员的优惠券，每张预留给一台收银机，每次预留一天。预留期间其他收银机不能使用，因此不会重复使用。',
    share: '预留会员积分的比例（%）',
    shareHint:
      '由会员最近消费门店的各台收银机平分，每次预留一天。预留期间其他收银机不能使用，因此积分不会重复使用。',
    perSale: '每笔销售上限',
    perOutage: '每台收银机在恢复联系前的上限',
    eachCoupon: '每张面值上限',
    otherTill: '店长可退其他收银机小票，上限',
    otherTillHint: '0 表示不允许。重复退款会列入异常。',
    savePolicy: '保存{shop}的设置',
    saved: '已保存，收银机下次联系时生效。',
    loyalty: '会员规则',
    loyaltyHint:
      '设置中的“loyalty”部分（JSON），适用于全部门店：积分的获得、使用、到期以及等级。说明见 docs/manager.md。',
    loyaltyNew: '尚未向收银机下发，以下为程序默认值。',
    loyaltyLabel: '“loyalty”部分',
    saveLoyalty: '保存会员规则',
    empty: '请先在“收银机”页添加门店。',
  },
};
