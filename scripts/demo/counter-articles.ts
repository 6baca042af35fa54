import { type DemoRow, plainRow } from './demo-row.ts';

/** Sold by weight under the numbers that the trade prints on fruit (PLU codes of the IFPS); price per kilogram. */
const LOOSE: readonly (readonly [string, string, number])[] = [
  ['4011', 'Bananas 香蕉', 110],
  ['4017', 'Granny Smith Apples 青苹果', 220],
  ['4131', 'Fuji Apples 富士苹果', 240],
  ['4409', 'Pears 梨', 230],
  ['4022', 'Green Grapes 青提', 450],
  ['4664', 'Vine Tomatoes 番茄', 320],
  ['4562', 'Carrots 胡萝卜', 85],
  ['4093', 'Onions 洋葱', 95],
  ['4072', 'Potatoes 土豆', 100],
  ['4065', 'Green Peppers 青椒', 380],
  ['4612', 'Ginger 生姜', 450],
];

/** Weighed and labelled at the delicatessen: the label has the price, without it the counter asks. */
const DELI: readonly (readonly [string, string])[] = [
  ['501', 'Roast Chicken 烤鸡'],
  ['502', 'Cheese Platter 奶酪拼盘'],
  ['503', 'Salad Box 沙拉盒'],
];

/** What the counter itself sells; all of it invented. */
export function counterArticles(): DemoRow[] {
  return [
    ...LOOSE.map(([code, name, priceMinor]) => ({
      ...plainRow,
      code,
      name,
      priceMinor,
      department: 'loose',
      unit: 'kg' as const,
    })),
    ...DELI.map(([code, name]) => ({ ...plainRow, code, name, department: 'deli' })),
    { ...plainRow, code: 'BAG', name: 'Carrier Bag 购物袋', priceMinor: 10, department: 'bag-charge' },
    { ...plainRow, code: 'DEPOSIT', name: 'Bottle Deposit 瓶子押金', priceMinor: 20, department: 'deposits' },
  ];
}
