/** Files as people hand them over. */
export const catalogueFile = [
  'sku,name,price,department,brand,size,unit,barcode',
  'TEA-1,Jasmine tea,12.50,drinks,Harbour,100 g,each,6901234567892',
  'COF-1,Ground coffee,38.00,drinks,Harbour,250 g,each,',
  'APL-1,Red apples,9.90,fruit,,,kg,',
  'NOO-1,杂酱面,15.00,food,老街,400 g,each,',
  'BAD-1,Without a price that can be read,cheap,food,,,each,',
].join('\n');

export const membersFile = [
  'number,name,phone,birthday,points,card',
  '700001,王小芳,13800138001,1990-05-12,1250,',
  '700002,Li Wei,13800138002,,80,CARD-2',
  '700003,陈静,13800138003,03-08,,',
  '700004,Broken phone,12,,,',
].join('\n');

/** Three rules, the last a coupon; everything else of them is as the schema has it. */
export function promotionsFile(drinksRateBp = 1_000): string {
  return JSON.stringify({
    promotions: [
      {
        id: 'drinks',
        name: { en: 'Ten percent off drinks', 'zh-CN': '饮料九折' },
        offer: { kind: 'item-percent', rateBp: drinksRateBp },
        target: { departments: ['drinks'] },
      },
      {
        id: 'noodles',
        name: { en: 'Noodles at a special price', 'zh-CN': '面条特价' },
        offer: { kind: 'special-price', pricesE4: { 'NOO-1': 120_000 } },
        target: { articles: ['NOO-1'] },
        validTo: '2027-12-31',
      },
      {
        id: 'voucher',
        name: { en: 'Ten yuan off', 'zh-CN': '十元券' },
        offer: { kind: 'order-amount', amountMinor: 1_000 },
        coupon: { holder: 'bearer', lifeDays: 30 },
      },
    ],
  });
}
