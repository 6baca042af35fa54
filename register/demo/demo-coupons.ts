import type { Promotion } from '../../domain/promotions/promotion.ts';
import type { DemoMember } from './demo-members.ts';
import { EVERYTHING, memberRule, rule } from './demo-rule.ts';

/** The code that everybody may use, once each. */
export const WELCOME_CODE = 'WELCOME10';

const OWNED = { holder: 'owner', uses: 1, isStackable: false, sharedCode: null } as const;

/** The rules that ask for a coupon: one code for everybody, and three that members are given. */
export function demoCoupons(): Promotion[] {
  return [
    rule(
      'coupon-welcome',
      ['Welcome: 10 % off from £15', '欢迎券：满 £15 打 9 折'],
      EVERYTHING,
      { kind: 'order-percent', rateBp: 1_000 },
      {
        conditions: { spend: { atLeastMinor: 1_500 } },
        limits: { perMember: 1 },
        maxDiscountMinor: 2_000,
        coupon: { holder: 'bearer', uses: 1, isStackable: false, sharedCode: WELCOME_CODE },
      },
    ),
    memberRule(
      'coupon-birthday',
      ['Birthday week: 15 % off', '生日周 85 折券'],
      EVERYTHING,
      { kind: 'order-percent', rateBp: 1_500 },
      { conditions: { birthday: 'week' }, maxDiscountMinor: 1_000, coupon: { ...OWNED, lifeDays: 21 } },
    ),
    memberRule(
      'coupon-first',
      ['First purchase: £5 off £20', '首购券：满 £20 减 £5'],
      EVERYTHING,
      { kind: 'order-amount', amountMinor: 500 },
      {
        conditions: { nthPurchase: 1, spend: { atLeastMinor: 2_000 } },
        coupon: { ...OWNED, lifeDays: 120 },
      },
    ),
    memberRule(
      'coupon-thanks',
      ['Thank you: £3 off £20', '感谢券：满 £20 减 £3'],
      EVERYTHING,
      { kind: 'order-amount', amountMinor: 300 },
      {
        conditions: { spend: { atLeastMinor: 2_000 } },
        coupon: { ...OWNED, isStackable: true, lifeDays: 60 },
      },
    ),
  ];
}

/** So many coupons of a rule, and who gets one each, by the number on the card. */
export interface CouponGift {
  readonly ruleId: string;
  readonly memberCodes: readonly string[];
}

const THANKED = 300;

/** Coupons for those who have not bought yet, given on the day on which the shop takes them over. */
export function welcomingGifts(members: readonly DemoMember[]): CouponGift[] {
  return [{ ruleId: 'coupon-first', memberCodes: codesOf(members.filter(({ visits }) => visits === 0)) }];
}

/** Coupons given on `today`: for members whose birthday is near, and for some of those who come often. */
export function todaysGifts(members: readonly DemoMember[], today: string): CouponGift[] {
  const celebrating = members.filter(({ birthday }) => isNear(birthday, today));
  const thanked = members.filter(({ visits }, place) => visits > 0 && place % 7 === 3).slice(0, THANKED);
  return [
    { ruleId: 'coupon-birthday', memberCodes: codesOf(celebrating) },
    { ruleId: 'coupon-thanks', memberCodes: codesOf(thanked) },
  ];
}

function codesOf(members: readonly DemoMember[]): string[] {
  return members.map(({ code }) => code);
}

const NEAR_DAYS = 10;
const DAY_MS = 86_400_000;

function isNear(birthday: string, today: string): boolean {
  if (birthday === '') return false;
  const year = Number(today.slice(0, 4));
  const monthDay = birthday.slice(-5);
  return [year - 1, year, year + 1].some(
    (each) => Math.abs(Date.parse(`${each}-${monthDay}`) - Date.parse(today)) <= NEAR_DAYS * DAY_MS,
  );
}
