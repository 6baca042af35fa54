import type { Department } from '../../domain/shop-settings.ts';
import type { Language } from '../../domain/text/language.ts';

type Row = readonly [code: string, en: string, zhCN: string, taxCode: 'standard' | 'zero' | 'none'];

/** What the gift shop sold, at the prices that it sold at. */
const GIFTS: readonly Row[] = [
  ['gifts', 'Gifts', '礼品', 'standard'],
  ['kitchen', 'Kitchen & table', '厨房餐具', 'standard'],
  ['home', 'Home', '家居', 'standard'],
  ['textiles', 'Cushions & textiles', '靠垫织物', 'standard'],
  ['candles', 'Candles & lights', '蜡烛灯饰', 'standard'],
  ['decorations', 'Decorations', '装饰品', 'standard'],
  ['christmas', 'Christmas', '圣诞用品', 'standard'],
  ['bags', 'Bags & purses', '箱包', 'standard'],
  ['stationery', 'Stationery & cards', '文具贺卡', 'standard'],
  ['toys', 'Toys & games', '玩具', 'standard'],
  ['garden', 'Garden & outdoors', '园艺户外', 'standard'],
  ['jewellery', 'Jewellery', '首饰', 'standard'],
];

/**
 * Real groceries at invented prices, which their names say. Food is zero-rated, but not sweets, crisps, ices, soft drinks
 * and alcohol. Source: HM Revenue & Customs, VAT Notice 701/14 (food products).
 */
const GROCERIES: readonly Row[] = [
  ['loose', 'Loose fruit & vegetables', '散装蔬果', 'zero'],
  ['packed-produce', 'Fruit & vegetables', '包装蔬果', 'zero'],
  ['bakery', 'Bakery', '面包烘焙', 'zero'],
  ['dairy', 'Dairy & eggs', '乳品蛋类', 'zero'],
  ['meat-fish', 'Meat & fish', '肉类水产', 'zero'],
  ['deli', 'Delicatessen', '熟食', 'zero'],
  ['frozen', 'Frozen food', '冷冻食品', 'zero'],
  ['tins', 'Tins & soups', '罐头汤品', 'zero'],
  ['pasta-rice', 'Pasta & rice', '米面', 'zero'],
  ['sauces', 'Sauces & spices', '酱料调味', 'zero'],
  ['baking', 'Baking', '烘焙原料', 'zero'],
  ['breakfast', 'Breakfast', '早餐谷物', 'zero'],
  ['spreads', 'Jam & honey', '果酱蜂蜜', 'zero'],
  ['biscuits', 'Biscuits & cakes', '饼干糕点', 'zero'],
  ['hot-drinks', 'Tea & coffee', '茶与咖啡', 'zero'],
  ['asian', 'Asian groceries', '亚洲食品', 'zero'],
  ['confectionery', 'Sweets & chocolate', '糖果巧克力', 'standard'],
  ['snacks', 'Crisps & nuts', '薯片坚果', 'standard'],
  ['ices', 'Ice cream', '冰淇淋', 'standard'],
  ['drinks', 'Soft drinks', '饮料', 'standard'],
  ['beer', 'Beer & cider', '啤酒', 'standard'],
  ['wine-spirits', 'Wine & spirits', '葡萄酒烈酒', 'standard'],
  ['bag-charge', 'Carrier bags', '购物袋', 'standard'],
  ['deposits', 'Bottle deposits', '瓶子押金', 'none'],
];

export const GIFT_DEPARTMENTS: readonly string[] = GIFTS.map(([code]) => code);

const AGE_RESTRICTED: ReadonlySet<string> = new Set(['beer', 'wine-spirits']);
const INVENTED: Readonly<Record<Language, string>> = { en: ' (demo prices)', 'zh-CN': '（演示价）' };

export function demoDepartments(language: Language): Department[] {
  const departmentOf = ([code, en, zhCN, taxCode]: Row): Department => ({
    code,
    name: language === 'en' ? en : zhCN,
    taxCode,
    minimumAge: AGE_RESTRICTED.has(code) ? 18 : null,
  });
  const groceries = GROCERIES.map(departmentOf).map((department) => ({
    ...department,
    name: `${department.name}${INVENTED[language]}`,
  }));
  return [...GIFTS.map(departmentOf), ...groceries];
}
