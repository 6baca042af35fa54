import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStoreReader } from '../../db/open-store.ts';
import { priceSale, priceStored } from '../../register/price-sale.ts';
import { viewTill } from '../../register/register.ts';
import { addLines, emptyLine } from '../../register/use-cases/add-lines.ts';
import { beginCheckout } from '../../register/use-cases/checkout.ts';
import { okOf, openSellingTill, type TestTill } from './till.ts';

let till: TestTill;
beforeEach(() => {
  till = openSellingTill();
  const [department] = till.register.settings.departments;
  const line = { ...emptyLine('l1'), name: 'Tea', department: department!.code, listPriceE4: 19_900 };
  okOf(addLines(till.register, [{ ...line, taxCode: department!.taxCode }]));
});
afterEach(() => till.remove());

const stored = () => till.register.store.baskets.current()!;

test('a sale in checkout is priced once until something is stored', () => {
  okOf(beginCheckout(till.register));
  const first = priceStored(till.register, stored());
  till.clock.advance(60_000);
  expect(priceStored(till.register, stored())).toBe(first);
  expect(first).toEqual(priceSale(till.register, stored()));
  till.register.store.commit(() => undefined);
  expect(priceStored(till.register, stored())).not.toBe(first);
});

test('what was priced in a commit that failed is priced again', () => {
  okOf(beginCheckout(till.register));
  const { store } = till.register;
  const change = (writer: Parameters<Parameters<typeof store.commit>[0]>[0]) => {
    writer.baskets.saveHeader({ ...stored(), label: 'x' });
    priceStored(till.register, stored());
    throw new Error('the disk is full');
  };
  const before = priceStored(till.register, stored());
  expect(() => store.commit(change)).toThrow('the disk is full');
  const after = priceStored(till.register, stored());
  expect(after).not.toBe(before);
  expect(after).toEqual(before);
});

test('an open sale is priced afresh as time goes by, and always beside the process that sells', () => {
  const first = priceStored(till.register, stored());
  till.clock.advance(1);
  expect(priceStored(till.register, stored())).not.toBe(first);
  const reader = openStoreReader(till.register.store.folder);
  const view = viewTill(reader);
  expect(priceStored(view, stored())).not.toBe(priceStored(view, stored()));
  reader.close();
});
