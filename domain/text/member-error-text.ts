import type { ErrorCode } from '../errors.ts';
import type { Language } from './language.ts';

type MemberErrorCode = Extract<
  ErrorCode,
  | `member-${string}`
  | `points-${string}`
  | `${'coupon' | 'coupons'}-${string}`
  | `${'promotion' | 'promotions'}-${string}`
  | `${'hold' | 'lot' | 'tier'}-unknown`
>;

/** One sentence an error of members, their points, coupons and the rules for them: what is wrong, and what to do. */
export const memberErrorText: Record<Language, Record<MemberErrorCode, string>> = {
  en: {
    'member-unknown': 'There is no member {member}; check the number, or search by phone or name.',
    'points-off': 'Points are not redeemed in this shop; take another payment.',
    'points-not-blocks': 'Points are redeemed in blocks of {block}; choose a multiple of it.',
    'points-too-few': 'At least {min} points are redeemed at once; choose more, or none.',
    'points-not-there': 'Only {available} points may be spent now; choose fewer.',
    'points-too-many': 'At most {max} points may be redeemed in this sale; choose fewer.',
    'points-invalid': '{points} is not a number of points that can be booked; enter a whole number.',
    'hold-unknown': 'Those points are not held any more; look at the member’s points again.',
    'lot-unknown': 'The member has no such points any more; look at the member’s points again.',
    'tier-unknown': 'The shop has no tier {tier}; choose one of its tiers.',
    'promotion-unknown': 'There is no promotion {rule}; choose one of the list.',
    'promotions-invalid': '{detail}',
    'coupon-unknown': 'There is no coupon {coupon}; check the code.',
    'coupon-used': 'Coupon {coupon} has been used already; take it out of the sale.',
    'coupon-ended': 'Coupon {coupon} ended on {on}; take it out of the sale.',
    'coupon-void': 'Coupon {coupon} was made void; take it out of the sale.',
    'coupon-not-theirs': 'Coupon {coupon} belongs to a member; put that member on the sale first.',
    'coupon-none': 'The promotion {rule} is no coupon with codes of its own; choose one that is.',
    'coupon-count-invalid': 'Issue from 1 to {max} coupons at once.',
    'coupons-full': 'A sale takes at most {max} coupons. Take one off first.',
    'member-empty': 'A member needs a name or a phone; enter one of them.',
    'member-phone-invalid': '{detail}',
    'member-phone-taken': 'That phone is the member {number}’s; find them by it, or enter another.',
    'member-birthday-invalid':
      '{birthday} is not a birthday; write month and day such as 05-12, or the year too: 1990-05-12.',
    'member-email-invalid': '{email} is not an e-mail address; correct it or leave it out.',
    'member-card-invalid':
      '{card} cannot be a card’s number; use at most 40 letters, digits, blanks and . _ / + # & $ % -.',
    'member-card-taken': 'The card {card} is the member {number}’s; take another.',
    'member-cards-full': 'A member has at most {max} cards; take one away first.',
    'member-same': 'That is one and the same member; choose another to merge.',
  },
  'zh-CN': {
    'member-unknown': '没有会员 {member}，请核对号码，或按手机号、姓名查找。',
    'points-off': '本店不使用积分抵扣，请选择其他支付方式。',
    'points-not-blocks': '积分须按 {block} 的整数倍使用，请重新选择。',
    'points-too-few': '每次至少使用 {min} 积分，请增加或不使用。',
    'points-not-there': '当前只有 {available} 积分可用，请减少。',
    'points-too-many': '本单最多可用 {max} 积分，请减少。',
    'points-invalid': '{points} 不是可记账的积分数，请输入整数。',
    'hold-unknown': '这笔积分已不在冻结中，请重新查看会员积分。',
    'lot-unknown': '会员已没有这批积分，请重新查看会员积分。',
    'tier-unknown': '本店没有等级 {tier}，请选择已有等级。',
    'promotion-unknown': '没有促销 {rule}，请从列表中选择。',
    'promotions-invalid': '{detail}',
    'coupon-unknown': '没有优惠券 {coupon}，请核对券码。',
    'coupon-used': '优惠券 {coupon} 已经用过，请从本单移除。',
    'coupon-ended': '优惠券 {coupon} 已于 {on} 到期，请从本单移除。',
    'coupon-void': '优惠券 {coupon} 已作废，请从本单移除。',
    'coupon-not-theirs': '优惠券 {coupon} 属于会员本人，请先选择该会员。',
    'coupon-none': '促销 {rule} 不是带独立券码的优惠券，请选择其他促销。',
    'coupon-count-invalid': '一次可发放 1 到 {max} 张优惠券。',
    'coupons-full': '一单最多用 {max} 张优惠券，请先取下一张。',
    'member-empty': '会员需要姓名或手机号，请至少填写一项。',
    'member-phone-invalid': '{detail}',
    'member-phone-taken': '该手机号属于会员 {number}，请用它查找，或填写另一个。',
    'member-birthday-invalid': '{birthday} 不是生日，请填写月和日，例如 05-12，也可加年份：1990-05-12。',
    'member-email-invalid': '{email} 不是邮箱地址，请更正或留空。',
    'member-card-invalid': '{card} 不能作为卡号，请用至多 40 个字母、数字、空格或 . _ / + # & $ % -。',
    'member-card-taken': '卡 {card} 属于会员 {number}，请换一张。',
    'member-cards-full': '每位会员最多 {max} 张卡，请先移除一张。',
    'member-same': '这是同一位会员，请另选一位进行合并。',
  },
};
