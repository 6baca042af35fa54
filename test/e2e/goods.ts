/** Articles of the demo shop, as its catalogue has them. */
export const milk = { code: '5000169266618', name: 'Whole Milk', price: '£3.79' } as const;
export const sweets = { code: '5012035901738', name: 'Haribo Starmix', price: '£0.70' } as const;
export const crisps = { code: '5000328775005', name: 'Crisps Cheese and Onion', price: '£2.75' } as const;
export const bagels = {
  code: '5018297007782',
  name: 'New York Bakery Plain Bagels',
  price: '£1.05',
} as const;
export const croissants = { code: '5017622110098', name: '5 Croissants', price: '£2.35' } as const;
export const eggs = { code: '50326686', name: 'Class a Eggs', price: '£1.00' } as const;
/** A gift of napkins comes with it. */
export const cakeStand = { code: '22423', name: 'Regency Cakestand 3 Tier' } as const;
export const napkins = { code: '21080', name: 'Set/20 Red Retrospot Paper Napkins' } as const;
/** Not to be sold to anyone under 18. */
export const beer = { code: '5060154911183', name: 'Punk IPA', price: '£3.09' } as const;
/** £1.10 a kilogram, by its tile. */
export const bananas = { tile: 'Bananas', name: 'Bananas 香蕉' } as const;
/** A barcode with its right check digit that the shop does not have. */
export const UNKNOWN_CODE = '4006381333931';
