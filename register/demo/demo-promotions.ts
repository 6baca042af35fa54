import type { Promotion } from '../../domain/promotions/promotion.ts';
import { demoCoupons } from './demo-coupons.ts';
import { GIFT_DEPARTMENTS } from './demo-departments.ts';
import { EVERYTHING, GIFTS, memberRule, rule } from './demo-rule.ts';

const TEACUPS = ['22697', '22698', '22699'];
const TEAPOTS = ['21527', '21528', '22649', '23173', '37500'];
/** Who buys one of these takes napkins along. */
export const CAKE_STANDS: readonly string[] = ['22423', '21843'];
export const NAPKINS: readonly string[] = ['21080', '21086', '21094'];
const ALARM_CLOCKS = ['22725', '22726', '22727', '22728', '22729', '22730'];
const NOTEBOOKS = ['20773', '20774', '20775', '20776', '20777', '20778'];
const JOURNALS = ['20767', '20768', '20769', '20770', '20771', '20772'];
const CARDS = ['22023', '22024', '22026', '22027', '22028', '22029', '22030', '22031', '22032', '22033'];
const SWEETS = ['5000154937943', '5000159366229', '5000159462594', '5012035901738', '5000159503228'];
const CEREALS = ['5010029207644', '5050083197840', '5011371000051', '5010026516114'];
const [MILK, EGGS, BUTTER, BREAD] = ['5000169266618', '50326686', '5010251731139', '5010003000339'];
const [COLA, COLA_CN, PEPSI_CN] = ['5000112552157', '6928804011142', '6936571910018'];
const ORANGE_JUICE = '5010251765059';
const HEART_HOLDER = '85123A';

/** As the JSON file form has it, to be imported as a shop would. */
export function demoPromotions(): Promotion[] {
  return [...PRICES, ...UNIT_OFFERS, ...LINE_OFFERS, ...ORDER_OFFERS, ...POINTS, ...demoCoupons()];
}

const PRICES: readonly Promotion[] = [
  rule('price-cola', ['Cola at this month’s price', '可乐本月特价'], 'all', {
    kind: 'special-price',
    pricesE4: { [COLA]: 19_900, [COLA_CN]: 9_900, [PEPSI_CN]: 9_900 },
  }),
  memberRule('price-member', ['Member price', '会员价'], 'all', {
    kind: 'special-price',
    pricesE4: { [MILK]: 29_900, [EGGS]: 8_500, [BUTTER]: 38_900, [BREAD]: 14_900, [HEART_HOLDER]: 24_500 },
  }),
];

const UNIT_OFFERS: readonly Promotion[] = [
  rule(
    'second-half',
    ['Crisps and biscuits: 2nd half price', '薯片饼干第二件半价'],
    { departments: ['snacks', 'biscuits'] },
    { kind: 'nth-item', groupUnits: 2, rateBp: 5_000, pick: 'cheapest', scope: 'per-group', maxGroups: 5 },
  ),
  rule(
    'three-sweets',
    ['3 sweets for £1.80', '糖果三件 £1.80'],
    { articles: SWEETS },
    {
      kind: 'group-price',
      groupUnits: 3,
      priceMinor: 180,
      pick: 'dearest',
      maxGroups: null,
    },
  ),
  rule(
    'candles-more',
    ['Candles: 2 for 10 % off, 3 for 20 % off', '蜡烛灯饰 2 件 9 折 3 件 8 折'],
    { departments: ['candles'] },
    { kind: 'quantity-percent', steps: [percentFrom(2, 1_000), percentFrom(3, 2_000)] },
  ),
  rule(
    'teacups-free',
    ['Teacups: buy 2, get 1 free', '茶杯买二送一'],
    { articles: TEACUPS },
    {
      kind: 'buy-get',
      buyUnits: 2,
      getUnits: 1,
      getTarget: null,
      rateBp: 10_000,
      pick: 'cheapest',
      maxGroups: 4,
    },
  ),
  rule('breakfast', ['Breakfast for £5.49', '早餐套餐 £5.49'], 'all', {
    kind: 'bundle-price',
    parts: [partOf(CEREALS, 1), partOf([MILK], 1), partOf([ORANGE_JUICE], 1)],
    priceMinor: 549,
    maxGroups: 3,
  }),
  rule('tea-party', ['Teapot and two cups: 15 % off', '茶壶配两杯 85 折'], 'all', {
    kind: 'set-off',
    parts: [partOf(TEAPOTS, 1), partOf(TEACUPS, 2)],
    off: { rateBp: 1_500 },
    pick: 'dearest',
    maxGroups: 2,
  }),
  rule(
    'notebook-set',
    ['Notebooks: the more different, the more off', '笔记本集齐越多越省'],
    { articles: [...NOTEBOOKS, ...JOURNALS] },
    {
      kind: 'distinct-set',
      steps: [
        { distinct: 2, rateBp: 500 },
        { distinct: 3, rateBp: 1_000 },
        { distinct: 4, rateBp: 2_000 },
        { distinct: 5, rateBp: 2_500 },
      ],
    },
  ),
  rule(
    'five-cards',
    ['5 greeting cards: £0.60 off', '贺卡每五张减 £0.60'],
    { articles: CARDS },
    {
      kind: 'group-off',
      groupUnits: 5,
      off: { amountMinor: 60 },
      per: 'group',
      pick: 'dearest',
      maxGroups: null,
    },
  ),
  rule(
    'napkins-gift',
    ['Free napkins with a cake stand', '买蛋糕架送餐巾纸'],
    { articles: CAKE_STANDS },
    {
      kind: 'free-gift',
      buyUnits: 1,
      getUnits: 1,
      gifts: { articles: NAPKINS },
      maxGroups: 2,
    },
  ),
  rule(
    'bag-add-on',
    ['From £25: a lunch bag for £1', '满 £25 加 £1 换购午餐包'],
    { articles: ['20725', '20726', '20727', '20728'] },
    { kind: 'add-on-price', priceMinor: 100, maxUnits: 1 },
    { conditions: { spend: { atLeastMinor: 2_500, of: GIFTS } } },
  ),
];

const LINE_OFFERS: readonly Promotion[] = [
  rule(
    'bakery-evening',
    ['Bread after 17:00: 20 % off', '17 点后面包 8 折'],
    { departments: ['bakery'] },
    { kind: 'item-percent', rateBp: 2_000, minLineUnits: 1, rounding: 'line', roundOn: 'discount' },
    { conditions: { hours: [{ fromMinute: 17 * 60, toMinute: 21 * 60 }] } },
  ),
  rule(
    'alarm-clocks',
    ['Alarm clocks: £0.75 off', '闹钟每个减 £0.75'],
    { articles: ALARM_CLOCKS },
    { kind: 'item-amount', amountMinor: 75 },
    { respectsPriceFloor: true },
  ),
  memberRule(
    'tier-percent',
    ['Your tier’s price', '会员等级折扣'],
    // An exception by department and by article would take out only what is both.
    {
      departments: GIFT_DEPARTMENTS.filter((department) => department !== 'christmas'),
      except: { articles: CAKE_STANDS },
    },
    {
      kind: 'tier-percent',
      rates: [
        { tier: 'silver', rateBp: 200 },
        { tier: 'gold', rateBp: 500 },
        { tier: 'platinum', rateBp: 500 },
        { tier: 'platinum', rateBp: 800, target: { departments: ['home', 'kitchen', 'textiles'] } },
      ],
    },
    { respectsPriceFloor: true, appliesToSaleItems: false },
  ),
];

const ORDER_OFFERS: readonly Promotion[] = [
  rule(
    'spend-steps',
    ['Gifts: £2 off £30, £5 off £60, £10 off £100', '礼品满 30 减 2、60 减 5、100 减 10'],
    GIFTS,
    {
      kind: 'spend-steps',
      steps: [offFrom(3_000, 200), offFrom(6_000, 500), offFrom(10_000, 1_000)],
    },
  ),
  rule(
    'garden-every',
    ['Garden: £2 off every £20', '园艺每满 £20 减 £2'],
    { departments: ['garden'] },
    { kind: 'spend-every', everyMinor: 2_000, amountMinor: 200, maxTimes: 5 },
  ),
  memberRule(
    'platinum-percent',
    ['Platinum: 3 % off everything', '白金会员全场 97 折'],
    EVERYTHING,
    { kind: 'order-percent', rateBp: 300 },
    { conditions: { tiers: ['platinum'] }, maxDiscountMinor: 2_000, appliesToSaleItems: false },
  ),
];

const POINTS: readonly Promotion[] = [
  memberRule(
    'points-tuesday',
    ['Tuesday: double points', '周二双倍积分'],
    'all',
    { kind: 'points-factor', factorBp: 20_000 },
    { conditions: { weekdays: [2] } },
  ),
  memberRule(
    'points-fifty',
    ['50 points from £50', '满 £50 送 50 积分'],
    EVERYTHING,
    { kind: 'points-bonus', points: 50 },
    { conditions: { spend: { atLeastMinor: 5_000 } } },
  ),
];

function partOf(articles: readonly string[], units: number) {
  return { target: { articles }, units };
}

function percentFrom(fromUnits: number, rateBp: number) {
  return { fromUnits, rateBp };
}

function offFrom(fromMinor: number, amountMinor: number) {
  return { fromMinor, off: { amountMinor } };
}
