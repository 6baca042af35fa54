import { formatMoney } from '../../domain/money-format.ts';
import type { Missing } from '../../domain/pricing/offer-outcome.ts';
import { fillTemplate, type Language } from '../../domain/text/language.ts';
import type { Texts } from './texts.ts';

type Kind = Missing['kind'];
/** Kinds that say more than one thing have a text for each. */
type Split = 'nth-purchase' | 'birthday' | 'limit';
type Case =
  | Exclude<Kind, Split>
  | 'first-purchase'
  | 'nth-purchase'
  | `birthday-${'day' | 'week' | 'month'}`
  | `limit-${Extract<Missing, { kind: 'limit' }>['limit']}`;

/** What would have to be so, in a few words beside a name. */
const short: Texts<Case> = {
  en: {
    spend: '{lack} more',
    units: '{lack} more',
    distinct: '{lack} more different',
    contains: 'Other goods needed',
    gift: 'Gift to choose: {units}',
    dates: '{from} to {to}',
    weekdays: '{weekdays} only',
    'month-days': 'Day {days} of the month',
    hours: '{from} to {to}',
    member: 'Members only',
    tier: '{tiers} only',
    segment: 'Chosen members only',
    'birthday-day': 'On the birthday',
    'birthday-week': 'Birthday week',
    'birthday-month': 'Birthday month',
    points: '{lack} pts more',
    'first-purchase': 'First purchase only',
    'nth-purchase': 'Purchase no. {need}',
    coupon: 'Needs its coupon',
    'limit-per-sale': 'Used up in this sale',
    'limit-per-member': 'Used up by this member',
    'limit-per-member-per-day': 'Used up today by this member',
    'limit-per-day': 'Used up today',
    'limit-in-all': 'Used up',
    budget: 'Budget spent',
    target: 'None of its goods here',
  },
  'zh-CN': {
    spend: '还差 {lack}',
    units: '再加 {lack} 件',
    distinct: '再选 {lack} 种',
    contains: '缺少搭配商品',
    gift: '可选赠品 {units} 件',
    dates: '{from}至{to}',
    weekdays: '仅{weekdays}',
    'month-days': '每月 {days} 日',
    hours: '{from} 至 {to}',
    member: '仅限会员',
    tier: '仅限{tiers}',
    segment: '仅限指定会员',
    'birthday-day': '生日当天',
    'birthday-week': '生日当周',
    'birthday-month': '生日当月',
    points: '还差 {lack} 分',
    'first-purchase': '仅限首次购物',
    'nth-purchase': '仅第 {need} 次购物',
    coupon: '需要优惠券',
    'limit-per-sale': '本单次数已用完',
    'limit-per-member': '该会员次数已用完',
    'limit-per-member-per-day': '该会员今日次数已用完',
    'limit-per-day': '今日次数已用完',
    'limit-in-all': '活动次数已用完',
    budget: '活动预算已用完',
    target: '本单没有活动商品',
  },
};

/** The same as a sentence, with how far the sale is. */
const whole: Texts<Case> = {
  en: {
    spend: 'From {need} of its goods; {has} are in the sale.',
    units: 'From {need} of its articles; {has} in the sale.',
    distinct: 'From {need} different articles; {has} in the sale.',
    contains: 'The sale lacks an article that goes with it.',
    gift: 'Ring the gift, then mark its line as a gift.',
    dates: 'Holds from {from} to {to}.',
    weekdays: 'Holds on {weekdays}.',
    'month-days': 'Holds on day {days} of each month.',
    hours: 'Holds from {from} to {to}.',
    member: 'Holds for members; none is at the counter.',
    tier: 'Holds for {tiers}.',
    segment: 'Holds for members whom the shop has chosen.',
    'birthday-day': 'Holds on the member’s birthday.',
    'birthday-week': 'Holds in the week of the member’s birthday.',
    'birthday-month': 'Holds in the month of the member’s birthday.',
    points: 'From {need} points; the member has {has}.',
    'first-purchase': 'Holds for a member’s first purchase.',
    'nth-purchase': 'Holds for purchase no. {need}; there have been {has}.',
    coupon: 'Scan or enter the coupon.',
    'limit-per-sale': 'It was used as often as one sale may.',
    'limit-per-member': 'The member has used it as often as one may.',
    'limit-per-member-per-day': 'The member has used it as often as one may in a day.',
    'limit-per-day': 'It was used as often as it may be in a day.',
    'limit-in-all': 'It was used as often as it may be.',
    budget: 'What it could give away is given.',
    target: 'No article of this offer is in the sale.',
  },
  'zh-CN': {
    spend: '活动商品满 {need}，本单已有 {has}。',
    units: '活动商品满 {need} 件，本单已有 {has} 件。',
    distinct: '满 {need} 种商品，本单已有 {has} 种。',
    contains: '本单缺少搭配的商品。',
    gift: '请录入赠品，再把该行标为赠品。',
    dates: '{from}至{to}有效。',
    weekdays: '{weekdays}有效。',
    'month-days': '每月 {days} 日有效。',
    hours: '{from} 至 {to} 有效。',
    member: '会员享有，本单没有会员。',
    tier: '{tiers}会员享有。',
    segment: '店铺指定的会员享有。',
    'birthday-day': '会员生日当天有效。',
    'birthday-week': '会员生日当周有效。',
    'birthday-month': '会员生日当月有效。',
    points: '满 {need} 分，会员现有 {has} 分。',
    'first-purchase': '会员首次购物享有。',
    'nth-purchase': '第 {need} 次购物享有，此前已有 {has} 次。',
    coupon: '请扫描或输入优惠券。',
    'limit-per-sale': '本单已用满次数。',
    'limit-per-member': '该会员已用满次数。',
    'limit-per-member-per-day': '该会员今天已用满次数。',
    'limit-per-day': '今天已用满次数。',
    'limit-in-all': '活动次数已全部用完。',
    budget: '活动预算已全部用完。',
    target: '本单没有参加此活动的商品。',
  },
};

export const missingText = { short, whole } as const;

/** What it takes to say what is missing, beside the missing itself. */
export interface MissingWords {
  readonly language: Language;
  readonly currency: string;
  /** What the shop calls a tier. */
  readonly tierName: (code: string) => string;
}

/** What is missing in a few words: `¥12.00 more`. */
export function missingShort(missing: Missing, words: MissingWords): string {
  return fillTemplate(short[words.language][caseOf(missing)], valuesOf(missing, words));
}

/** What is missing as a sentence: `From ¥120.00 of its goods; ¥108.00 are in the sale.` */
export function missingWhole(missing: Missing, words: MissingWords): string {
  return fillTemplate(whole[words.language][caseOf(missing)], valuesOf(missing, words));
}

/** How far the sale is towards a rule, 0 to 1; null for what it cannot come nearer to. */
export function missingProgress(missing: Missing): number | null {
  switch (missing.kind) {
    case 'spend':
      return shareOf(missing.hasMinor, missing.needMinor);
    case 'units':
    case 'distinct':
    case 'points':
      return shareOf(missing.has, missing.need);
    default:
      return null;
  }
}

function shareOf(has: number, need: number): number {
  return need <= 0 ? 1 : Math.min(1, Math.max(0, has / need));
}

function caseOf(missing: Missing): Case {
  switch (missing.kind) {
    case 'birthday':
      return `birthday-${missing.when}`;
    case 'limit':
      return `limit-${missing.limit}`;
    case 'nth-purchase':
      return missing.need === 1 ? 'first-purchase' : 'nth-purchase';
    default:
      return missing.kind;
  }
}

function valuesOf(missing: Missing, words: MissingWords): Readonly<Record<string, string>> {
  const { language, currency, tierName } = words;
  const money = (minor: number) => formatMoney(minor, currency, language);
  switch (missing.kind) {
    case 'spend':
      return {
        lack: money(missing.needMinor - missing.hasMinor),
        need: money(missing.needMinor),
        has: money(missing.hasMinor),
      };
    case 'units':
    case 'distinct':
    case 'points':
    case 'nth-purchase':
      return {
        lack: numberText(missing.need - missing.has, language),
        need: numberText(missing.need, language),
        has: numberText(missing.has, language),
      };
    case 'gift':
      return { units: numberText(missing.units, language) };
    case 'dates':
      return { from: dayText(missing.from, language), to: dayText(missing.to, language) };
    case 'weekdays':
      return {
        weekdays: listText(
          missing.weekdays.map((day) => weekdayText(day, language)),
          language,
        ),
      };
    case 'month-days':
      return { days: listText(missing.monthDays.map(String), language) };
    case 'hours':
      return { from: minuteText(missing.fromMinute), to: minuteText(missing.toMinute) };
    case 'tier':
      return { tiers: listText(missing.tiers.map(tierName), language) };
    default:
      return {};
  }
}

function localeOf(language: Language): string {
  return language === 'en' ? 'en-GB' : language;
}

function numberText(value: number, language: Language): string {
  return new Intl.NumberFormat(localeOf(language)).format(value);
}

function listText(items: readonly string[], language: Language): string {
  return new Intl.ListFormat(localeOf(language), { type: 'disjunction' }).format(items);
}

/** 1 is Monday: the first of January 2024 was one. */
function weekdayText(weekday: number, language: Language): string {
  const format = new Intl.DateTimeFormat(localeOf(language), { weekday: 'long', timeZone: 'UTC' });
  return format.format(Date.UTC(2024, 0, weekday));
}

/** `YYYY-MM-DD` with its year, `MM-DD` of every year without one. */
function dayText(date: string, language: Language): string {
  const isYearly = date.length === 5;
  const format = new Intl.DateTimeFormat(localeOf(language), {
    day: 'numeric',
    month: 'short',
    ...(!isYearly && { year: 'numeric' }),
    timeZone: 'UTC',
  });
  return format.format(Date.parse(`${isYearly ? '2024-' : ''}${date}T00:00:00Z`));
}

function minuteText(minuteOfDay: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}
