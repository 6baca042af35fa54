import { describe, expect, test } from 'vitest';
import {
  CUSTOMER_LINES_MAX,
  paidView,
  saleView,
  type CustomerView,
  type PaidSale,
} from '../../../renderer/display/customer-view.ts';
import type { CounterSnapshot } from '../../../renderer/service/answers.ts';

type Basket = NonNullable<CounterSnapshot['basket']>;
type Line = Basket['lines'][number];

/** What of a line the customer's screen reads. */
function line(part: Partial<Line>): Line {
  const plain: Partial<Line> = {
    id: '1',
    name: 'Milk',
    unit: 'each',
    kind: 'sale',
    linkedTo: null,
    quantityThousandths: 1_000,
    listPriceE4: 15_000,
    grossMinor: 150,
    priceSavingMinor: 0,
    lineDiscountMinor: 0,
  };
  return { ...plain, ...part } as Line;
}

function basket(lines: readonly Line[], part: Partial<Basket> = {}): Basket {
  const plain: Partial<Basket> = {
    lines,
    totalMinor: 150,
    priceSavingMinor: 0,
    lineDiscountMinor: 0,
    basketDiscountMinor: 0,
    pointsDiscountMinor: 0,
  };
  return { ...plain, ...part } as Basket;
}

const noMore = { lastLineId: null, dueMinor: null };

function asSale(view: CustomerView): Extract<CustomerView, { kind: 'sale' }> {
  if (view.kind !== 'sale') throw new Error(`shows ${view.kind}`);
  return view;
}

describe('the sale that the customer sees', () => {
  test('has each line with what is paid for it', () => {
    const weighed = line({
      id: '2',
      name: 'Apples',
      unit: 'kg',
      quantityThousandths: 735,
      grossMinor: 660,
      lineDiscountMinor: 60,
    });
    const view = asSale(saleView(basket([line({}), weighed]), null, { ...noMore, lastLineId: '2' }));
    expect(view.lines.map(({ name, amountMinor }) => [name, amountMinor])).toEqual([
      ['Milk', 150],
      ['Apples', 600],
    ]);
    expect(view).toMatchObject({ lastLineId: '2', itemCount: 2, earnsPoints: null, dueMinor: null });
  });

  test('says all that is saved in one sum, and nothing where it came out dearer', () => {
    const saving = basket([line({})], {
      priceSavingMinor: 10,
      basketDiscountMinor: 20,
      pointsDiscountMinor: 5,
    });
    expect(asSale(saleView(saving, null, noMore)).savingMinor).toBe(35);
    expect(asSale(saleView(basket([], { priceSavingMinor: -10 }), null, noMore)).savingMinor).toBe(0);
  });

  test('counts what there is to carry, however many lines there is room for', () => {
    const many = Array.from({ length: 40 }, (_, index) => line({ id: String(index) }));
    const view = asSale(saleView(basket(many), null, noMore));
    expect(view.itemCount).toBe(40);
    expect(view.lines).toHaveLength(CUSTOMER_LINES_MAX);
    expect(view.lines.at(-1)?.id).toBe('39');
  });
});

/** A sale of £7.24 for which £20.00 was given, with more than the screen may be told. */
const known = {
  sale: {
    receiptNumber: 'S-T1-1-000007',
    totalMinor: 724,
    roundingMinor: 0,
    changeMinor: 1_276,
    points: { earned: 7, redeemed: 0, balance: 176 },
  },
  tenders: [{ id: 'last', tenderCode: 'cash', tenderedMinor: 2_000, reference: 'TERMINAL 7' }],
  member: { name: 'W*** F***', phone: '138****8000' },
};
const finished: PaidSale = known;

describe('the change that the customer sees', () => {
  const names = new Map([['cash', 'Cash']]);

  test('stands with how it was paid and the points', () => {
    expect(paidView(finished, names)).toEqual({
      kind: 'paid',
      isRefund: false,
      totalMinor: 724,
      changeMinor: 1_276,
      tenders: [{ name: 'Cash', amountMinor: 2_000 }],
      points: { earned: 7, balance: 176 },
      receiptNumber: 'S-T1-1-000007',
    });
  });

  test('is what is given back where goods came back', () => {
    const { sale } = finished;
    const refund = { ...finished, sale: { ...sale, totalMinor: -724, changeMinor: 0, points: null } };
    expect(paidView(refund, names)).toMatchObject({
      isRefund: true,
      totalMinor: 724,
      changeMinor: 724,
      points: null,
    });
  });

  test('says neither who the customer is nor what stands on their card', () => {
    const told = JSON.stringify(paidView(finished, names));
    for (const secret of ['W***', '138', 'TERMINAL']) expect(told).not.toContain(secret);
  });
});
