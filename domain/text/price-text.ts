import { formatMoney } from '../money-format.ts';
import type { LostTo, Missing, RuleOutcome } from '../pricing/offer-outcome.ts';
import { fillTemplate, type Language } from './language.ts';

const en = {
  line: 'Line',
  quantity: 'Quantity',
  unitPrice: 'Price',
  gross: 'List price',
  discount: 'Discount',
  amount: 'Amount',
  tax: 'Tax',
  net: 'Net',
  total: 'Total',
  applied: '{rule}: applied, −{saves}, on {lines}',
  appliedPoints: '{rule}: applied',
  lost: '{rule}: not applied; {because}{rivals}. It would have saved {saves}.',
  notMet: '{rule}: not applied; {missing}.',
  notMetWorth: '{rule}: not applied; {missing}. It would save {saves}.',
  rivals: ': {ids}',
  giftsOpen: '{rule}: {units} gift units may be rung',
  points: 'Points: factor {factor}, bonus {bonus}',
  unproven: 'The search ended after {steps} steps; there may be a lower total.',
  joint: '; ',
  fileInvalid: 'The file is no basket to price: field {field}: {sentence} The form is in docs/pricing.md.',
  notJson: 'The file is no JSON ({detail}); check its commas, quotes and brackets.',
  tooLong: 'The file has more than {max} characters; split it.',
  'because-units': 'its units serve another rule',
  'because-group': 'another rule of its group wins',
  'because-exclusive': 'another rule stands alone',
  'because-coupon': 'another coupon does not stand beside it',
  'because-better-total': 'the total is lower without it',
  'because-nothing-left': 'nothing is left to take off',
  'missing-spend': '{lack} more to spend',
  'missing-units': '{lack} more units',
  'missing-distinct': '{lack} more different articles',
  'missing-contains': 'goods that go with it are missing',
  'missing-gift': '{units} gift units are to be rung',
  'missing-dates': 'it holds from {from} to {to}',
  'missing-weekdays': 'it does not hold on this weekday',
  'missing-month-days': 'it does not hold on this day of the month',
  'missing-hours': 'it does not hold at this time of day',
  'missing-member': 'it is for members',
  'missing-tier': 'it is for {tiers}',
  'missing-segment': 'it is for chosen members',
  'missing-birthday': 'it is for the member’s birthday',
  'missing-points': '{lack} more points',
  'missing-nth-purchase': 'it is for purchase {need}; this is purchase {has}',
  'missing-coupon': 'its coupon is not there',
  'missing-limit': 'it is used up',
  'missing-budget': 'its budget does not cover it',
  'missing-target': 'none of its goods are there',
};

export const priceText: Record<Language, Record<keyof typeof en, string>> = {
  en,
  'zh-CN': {
    line: '行',
    quantity: '数量',
    unitPrice: '单价',
    gross: '原价',
    discount: '优惠',
    amount: '金额',
    tax: '税额',
    net: '不含税',
    total: '合计',
    applied: '{rule}：已享，−{saves}，用于 {lines}',
    appliedPoints: '{rule}：已享',
    lost: '{rule}：未享，{because}{rivals}。原可优惠 {saves}。',
    notMet: '{rule}：未享，{missing}。',
    notMetWorth: '{rule}：未享，{missing}。可优惠 {saves}。',
    rivals: '：{ids}',
    giftsOpen: '{rule}：还可录入赠品 {units} 件',
    points: '积分：倍数 {factor}，奖励 {bonus}',
    unproven: '计算在 {steps} 步后停止，可能还有更低的合计。',
    joint: '；',
    fileInvalid: '文件不是可计价的购物篮：字段 {field}：{sentence}格式见 docs/pricing.md。',
    notJson: '文件不是有效的 JSON（{detail}），请检查逗号、引号和括号。',
    tooLong: '文件超过 {max} 个字符，请拆分。',
    'because-units': '商品已用于其他规则',
    'because-group': '同组的其他规则更优',
    'because-exclusive': '其他规则不与任何规则同享',
    'because-coupon': '其他优惠券不可同享',
    'because-better-total': '不用它合计更低',
    'because-nothing-left': '已没有可减的金额',
    'missing-spend': '还差 {lack}',
    'missing-units': '还差 {lack} 件',
    'missing-distinct': '还差 {lack} 种商品',
    'missing-contains': '缺少搭配的商品',
    'missing-gift': '还需录入赠品 {units} 件',
    'missing-dates': '有效期为 {from} 至 {to}',
    'missing-weekdays': '当天星期不适用',
    'missing-month-days': '当天日期不适用',
    'missing-hours': '当前时段不适用',
    'missing-member': '仅限会员',
    'missing-tier': '仅限 {tiers}',
    'missing-segment': '仅限指定会员',
    'missing-birthday': '仅限会员生日',
    'missing-points': '还差 {lack} 分',
    'missing-nth-purchase': '仅限第 {need} 次购物，本次为第 {has} 次',
    'missing-coupon': '没有其优惠券',
    'missing-limit': '次数已用完',
    'missing-budget': '预算不足',
    'missing-target': '没有适用的商品',
  },
};

/** What became of a rule, as one sentence. `nameOf` gives the rule's name by its id. */
export function describeOutcome(
  outcome: RuleOutcome,
  nameOf: (ruleId: string) => string,
  currency: string,
  language: Language,
): string {
  const words = priceText[language];
  const rule = nameOf(outcome.ruleId);
  const money = (minor: number) => formatMoney(minor, currency, language);
  switch (outcome.kind) {
    case 'applied': {
      if (outcome.savesMinor === 0) return fillTemplate(words.appliedPoints, { rule });
      const lines = outcome.lines.map(({ lineId }) => lineId).join(', ');
      return fillTemplate(words.applied, { rule, saves: money(outcome.savesMinor), lines });
    }
    case 'lost':
      return fillTemplate(words.lost, {
        rule,
        ...describeLoss(outcome.to, nameOf, language),
        saves: money(outcome.wouldSaveMinor),
      });
    case 'not-met': {
      const missing = outcome.missing
        .map((each) => describeMissing(each, currency, language))
        .join(words.joint);
      const { wouldSaveMinor } = outcome;
      if (wouldSaveMinor === null) return fillTemplate(words.notMet, { rule, missing });
      return fillTemplate(words.notMetWorth, { rule, missing, saves: money(wouldSaveMinor) });
    }
  }
}

function describeLoss({ because, ruleIds }: LostTo, nameOf: (ruleId: string) => string, language: Language) {
  const words = priceText[language];
  const ids = ruleIds.map(nameOf).join(', ');
  return {
    because: words[`because-${because}`],
    rivals: ids === '' ? '' : fillTemplate(words.rivals, { ids }),
  };
}

function describeMissing(missing: Missing, currency: string, language: Language): string {
  const template = priceText[language][`missing-${missing.kind}`];
  switch (missing.kind) {
    case 'spend':
      return fillTemplate(template, {
        lack: formatMoney(missing.needMinor - missing.hasMinor, currency, language),
      });
    case 'units':
    case 'distinct':
    case 'points':
      return fillTemplate(template, { lack: missing.need - missing.has });
    case 'tier':
      return fillTemplate(template, { tiers: missing.tiers.join(', ') });
    default:
      return fillTemplate(template, { ...missing });
  }
}
