import type { OfferKind } from '../promotions/promotion.ts';
import type { Language } from './language.ts';

/** What an offer gives, by its kind; some kinds have a second form for what is left out. */
type OfferSentence =
  | Exclude<OfferKind, 'buy-get' | 'free-gift' | 'group-off'>
  | 'group-off-group'
  | 'group-off-unit'
  | 'buy-get-same'
  | 'buy-get-other'
  | 'free-gift-same'
  | 'free-gift-other';

type Words =
  | OfferSentence
  | `step-${'units' | 'distinct' | 'spend'}`
  | 'part'
  | 'price-of'
  | 'tier-rate'
  | 'tier-rate-on'
  | `off-${'amount' | 'share' | 'free'}`
  | 'cheapest'
  | 'dearest'
  | 'cap'
  | 'end'
  | 'comma'
  | 'semicolon'
  | 'all'
  | 'its-goods'
  | 'more-articles'
  | 'within'
  | 'tagged'
  | 'priced'
  | 'priced-from'
  | 'priced-to'
  | 'all-except'
  | 'except'
  | Label
  | Detail;

type Label = `label-${'goods' | 'basis' | 'who' | 'when' | 'needs' | 'bounds' | 'together' | 'coupon'}`;

type Detail =
  | `basis-${'prices' | 'units' | 'lines' | 'order' | 'coupon' | 'points'}`
  | 'everybody'
  | 'members'
  | 'tiers'
  | 'segments'
  | `birthday-${'day' | 'week' | 'month'}`
  | 'member-points'
  | 'first-purchase'
  | 'nth-purchase'
  | 'weekdays'
  | 'month-days'
  | 'hours'
  | 'dates'
  | 'spend'
  | 'spend-more-than'
  | 'units'
  | 'distinct'
  | 'on-goods'
  | 'contains'
  | 'max-groups'
  | 'per-sale'
  | 'max-line-units'
  | 'min-line-units'
  | 'across-groups'
  | 'alone'
  | 'group'
  | 'beside'
  | 'beside-coupon'
  | 'not-on-sale'
  | 'floor'
  | 'owned'
  | 'bearer'
  | 'shared-code'
  | 'many-uses'
  | 'stackable'
  | 'not-stackable'
  | 'cost-points'
  | 'life-days';

/** How a rule is said. `{off}` is `off-…`, which names the share or the amount. */
export const promotionWords: Readonly<Record<Language, Readonly<Record<Words, string>>>> = {
  en: {
    'special-price': 'Special prices: {prices}',
    'nth-item': '{goods}: of every {units}, the {pick} one is {off}',
    'group-price': '{goods}: any {units} for {price}',
    'quantity-percent': '{goods}: {steps}',
    'group-off-group': '{goods}: every {units} together {off}',
    'group-off-unit': '{goods}: in every {units}, each is {off}',
    'buy-get-same': '{goods}: buy {units}, and {more} more are {off}',
    'buy-get-other': '{goods}: buy {units}, and {more} of {other} are {off}',
    'bundle-price': '{parts} together for {price}',
    'set-off': '{parts} together {off}',
    'distinct-set': '{goods}, so many different ones together: {steps}',
    'pick-off': '{goods}: up to {units} of the {pick} article are {off}',
    'add-on-price': '{goods}: at most {units} for {price} each',
    'free-gift-same': '{goods}: with every {units} bought, {more} more as a gift',
    'free-gift-other': '{goods}: with every {units} bought, {more} of {other} as a gift',
    'item-percent': '{goods}: {off}',
    'item-amount': '{goods}: each {off}',
    'target-amount': '{goods}: {off} all of them together',
    'tier-percent': '{goods}: {steps}',
    'order-percent': '{goods}: {off} the total',
    'order-amount': '{goods}: {off} the total',
    'order-price': '{goods}: all together for {price}',
    'spend-steps': '{goods}: {steps}',
    'spend-every': '{goods}: {off} for every {price} spent',
    'points-factor': 'Points × {factor}',
    'points-bonus': '{points} points on top',
    'step-units': '{off} from {units}',
    'step-distinct': '{off} for {units}',
    'step-spend': '{off} from {price}',
    part: '{units} × {goods}',
    'price-of': '{goods} {price}',
    'tier-rate': '{tier} {off}',
    'tier-rate-on': '{tier} {off} {goods}',
    'off-amount': '{amount} off',
    'off-share': '{share} off',
    'off-free': 'free',
    cheapest: 'cheapest',
    dearest: 'dearest',
    cap: ', at most {amount} off a sale',
    end: '.',
    comma: ', ',
    semicolon: '; ',
    all: 'All goods',
    'its-goods': 'The goods below',
    'more-articles': '{number} more articles',
    within: '{articles} within {departments}',
    tagged: 'marked {tags}',
    priced: 'from {from} to {to}',
    'priced-from': 'from {from}',
    'priced-to': 'up to {to}',
    'all-except': 'All goods except {except}',
    except: '{goods}, except {except}',
    'label-goods': 'Goods',
    'label-basis': 'Counted on',
    'label-who': 'For',
    'label-when': 'When',
    'label-needs': 'Needs',
    'label-bounds': 'In one sale',
    'label-together': 'With others',
    'label-coupon': 'Coupon',
    'basis-prices': 'the list price; the least special price holds',
    'basis-units': 'prices after special prices; an article serves one offer only',
    'basis-lines': 'what is left after offers on groups of articles',
    'basis-order': 'what is left after offers on articles, before coupons and points',
    'basis-coupon': 'what is left after all other offers, before points',
    'basis-points': 'what is paid in the end',
    everybody: 'everybody',
    members: 'members',
    tiers: 'members of {tiers}',
    segments: 'members who are {segments}',
    'birthday-day': 'on the birthday',
    'birthday-week': 'in the week of the birthday',
    'birthday-month': 'in the month of the birthday',
    'member-points': 'members with {points} points or more',
    'first-purchase': 'the first purchase of a member',
    'nth-purchase': 'purchase no. {number} of a member',
    weekdays: 'on {days}',
    'month-days': 'on day {days} of the month',
    hours: '{from} to {to}',
    dates: '{from} to {to}',
    spend: '{amount} or more spent',
    'spend-more-than': 'more than {amount} spent',
    units: '{number} or more articles',
    distinct: '{number} or more different articles',
    'on-goods': '{need} of: {goods}',
    contains: 'in the sale: {goods}',
    'max-groups': 'at most {number} times',
    'per-sale': 'used at most {number} times',
    'max-line-units': 'at most {number} of an article',
    'min-line-units': 'from {number} of one article',
    'across-groups': 'picked over all articles of whole groups',
    alone: 'stands alone, no other offer beside it',
    group: 'only one of the group “{group}” counts',
    beside: 'goes with other offers, coupons and points',
    'beside-coupon': 'goes with other offers and points',
    'not-on-sale': 'not on articles with a special price',
    floor: 'never below the floor price',
    owned: 'for the member whom it was given to',
    bearer: 'for whoever brings it',
    'shared-code': 'one code for everybody: {code}',
    'many-uses': 'each may be used {number} times',
    stackable: 'goes with other coupons',
    'not-stackable': 'not with other coupons',
    'cost-points': 'costs {points} points',
    'life-days': 'lives {days} days',
  },
  'zh-CN': {
    'special-price': '特价：{prices}',
    'nth-item': '{goods}，每 {units} 件中{pick}的一件{off}',
    'group-price': '{goods}，任选 {units} 件 {price}',
    'quantity-percent': '{goods}，{steps}',
    'group-off-group': '{goods}，每 {units} 件一组{off}',
    'group-off-unit': '{goods}，每满 {units} 件，每件{off}',
    'buy-get-same': '{goods}，买 {units} 件，再加 {more} 件{off}',
    'buy-get-other': '{goods}，买 {units} 件，{other} {more} 件{off}',
    'bundle-price': '{parts}，一套 {price}',
    'set-off': '{parts}，成套{off}',
    'distinct-set': '{goods}，凑不同款：{steps}',
    'pick-off': '{goods}，{pick}的商品最多 {units} 件{off}',
    'add-on-price': '{goods}，加 {price} 换购，最多 {units} 件',
    'free-gift-same': '{goods}，每买 {units} 件送 {more} 件',
    'free-gift-other': '{goods}，每买 {units} 件送 {other} {more} 件',
    'item-percent': '{goods}{off}',
    'item-amount': '{goods}，每件{off}',
    'target-amount': '{goods}，合计{off}',
    'tier-percent': '{goods}，{steps}',
    'order-percent': '{goods}，合计{off}',
    'order-amount': '{goods}，合计{off}',
    'order-price': '{goods}，合计只收 {price}',
    'spend-steps': '{goods}，{steps}',
    'spend-every': '{goods}，每满 {price} {off}',
    'points-factor': '积分 × {factor}',
    'points-bonus': '另送 {points} 积分',
    'step-units': '{units} 件起{off}',
    'step-distinct': '{units} 款{off}',
    'step-spend': '满 {price} {off}',
    part: '{goods} {units} 件',
    'price-of': '{goods} {price}',
    'tier-rate': '{tier}{off}',
    'tier-rate-on': '{tier}{off}（{goods}）',
    'off-amount': '减 {amount}',
    'off-share': '打 {zhe} 折',
    'off-free': '免费',
    cheapest: '最便宜',
    dearest: '最贵',
    cap: '，一单最多减 {amount}',
    end: '。',
    comma: '、',
    semicolon: '；',
    all: '全部商品',
    'its-goods': '参加活动的商品',
    'more-articles': '另外 {number} 种商品',
    within: '{departments}中的{articles}',
    tagged: '带“{tags}”标签',
    priced: '单价 {from} 至 {to}',
    'priced-from': '单价 {from} 起',
    'priced-to': '单价不超过 {to}',
    'all-except': '全部商品，{except}除外',
    except: '{goods}，{except}除外',
    'label-goods': '算在内',
    'label-basis': '按什么算',
    'label-who': '谁享有',
    'label-when': '何时',
    'label-needs': '条件',
    'label-bounds': '一单之内',
    'label-together': '与其他',
    'label-coupon': '优惠券',
    'basis-prices': '标价；几个特价取最低',
    'basis-units': '特价之后的价格；同一件商品只用一个活动',
    'basis-lines': '多件优惠之后的金额',
    'basis-order': '单品优惠之后、优惠券与积分之前的金额',
    'basis-coupon': '其他优惠之后、积分之前的金额',
    'basis-points': '最后实付的金额',
    everybody: '所有顾客',
    members: '会员',
    tiers: '{tiers}',
    segments: '{segments}',
    'birthday-day': '会员生日当天',
    'birthday-week': '会员生日当周',
    'birthday-month': '会员生日当月',
    'member-points': '积分满 {points} 的会员',
    'first-purchase': '会员首次购物',
    'nth-purchase': '会员第 {number} 次购物',
    weekdays: '{days}',
    'month-days': '每月 {days} 日',
    hours: '{from} 至 {to}',
    dates: '{from}至{to}',
    spend: '满 {amount}',
    'spend-more-than': '超过 {amount}',
    units: '满 {number} 件',
    distinct: '满 {number} 种',
    'on-goods': '{goods} {need}',
    contains: '本单须有：{goods}',
    'max-groups': '最多 {number} 组',
    'per-sale': '最多用 {number} 次',
    'max-line-units': '每种最多 {number} 件',
    'min-line-units': '同一商品满 {number} 件',
    'across-groups': '在全部成组的商品中挑选',
    alone: '单独使用，不与其他活动同享',
    group: '“{group}”同组只取一个',
    beside: '可与其他活动、优惠券、积分同用',
    'beside-coupon': '可与其他活动、积分同用',
    'not-on-sale': '特价商品除外',
    floor: '不低于商品底价',
    owned: '仅限持券会员本人',
    bearer: '不限持券人',
    'shared-code': '通用券码：{code}',
    'many-uses': '每张可用 {number} 次',
    stackable: '可与其他券同用',
    'not-stackable': '不与其他券同用',
    'cost-points': '使用需 {points} 积分',
    'life-days': '发放后 {days} 天内有效',
  },
};
