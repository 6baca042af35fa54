import fc from 'fast-check';
import type { Register } from '../../register/register.ts';
import { addArticle, addDepartmentSale } from '../../register/use-cases/add-lines.ts';
import { addReturn, addReturnWithoutReceipt, findReturnable } from '../../register/use-cases/add-returns.ts';
import { setBasketDiscount } from '../../register/use-cases/change-basket.ts';
import { setLineDiscount, setPrice } from '../../register/use-cases/change-lines.ts';
import { cola, crisps, expectOk, nextDay, remnant, payCounter, type RungShop } from './rung-shop.ts';

const HOUR_MS = 3_600_000;

/** One thing that is rung: what, how, and how it is paid. */
export const ring = fc.record({
  kind: fc.constantFrom('sale', 'refund', 'exchange', 'no-receipt', 'day'),
  lines: fc.array(
    fc.record({
      what: fc.constantFrom(cola.code, crisps.code, remnant.code, 'food', 'drink'),
      unitPriceE4: fc.integer({ min: 1, max: 300_000 }),
      pieces: fc.integer({ min: 1, max: 5 }),
      change: fc.constantFrom('none', 'none', 'discount', 'price'),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  basketDiscountBp: fc.constantFrom(null, null, 333),
  way: fc.constantFrom('cash', 'card', 'split'),
  returned: fc.nat(1_000),
  waitMs: fc.integer({ min: 0, max: 5 * HOUR_MS }),
});
type Ring = typeof ring extends fc.Arbitrary<infer T> ? T : never;

function ringLine(register: Register, what: string, unitPriceE4: number, quantityThousandths: number) {
  if (what === cola.code || what === crisps.code) return addArticle(register, what, { quantityThousandths });
  if (what === remnant.code) return addArticle(register, what, { unitPriceE4, quantityThousandths });
  return addDepartmentSale(register, { department: what, unitPriceE4, quantityThousandths });
}

function ringLines(register: Register, { lines, basketDiscountBp }: Ring): void {
  for (const { what, unitPriceE4, pieces, change } of lines) {
    const added = ringLine(register, what, unitPriceE4, pieces * 1_000);
    const lineId = expectOk(added).touchedLineId!;
    if (change === 'discount') expectOk(setLineDiscount(register, lineId, { rateBp: 1_250 }));
    if (change === 'price')
      expectOk(setPrice(register, lineId, Math.ceil(unitPriceE4 / 3), { reason: 'worn' }));
  }
  if (basketDiscountBp !== null) expectOk(setBasketDiscount(register, { rateBp: basketDiscountBp }));
}

/** Returns a unit of some earlier receipt; false where none has one left. */
function ringReturn(register: Register, receipts: readonly string[], returned: number): boolean {
  for (let step = 0; step < receipts.length; step += 1) {
    const receipt = receipts[(returned + step) % receipts.length]!;
    const { lines } = expectOk(findReturnable(register, receipt));
    const line = lines.find(({ quantityThousandths: sold, returnedThousandths: back }) => sold > back);
    if (!line) continue;
    expectOk(addReturn(register, receipt, line.lineNo, 1_000));
    return true;
  }
  return false;
}

/** Rings it and returns the number of its receipt, or null where it made none. */
function ringOne(shop: RungShop, each: Ring, receipts: readonly string[]): string | null {
  const { register, clock } = shop;
  clock.advance(each.waitMs);
  if (each.kind === 'day') {
    nextDay(shop);
    return null;
  }
  if (each.kind === 'no-receipt') {
    const [{ unitPriceE4, pieces }] = each.lines as [Ring['lines'][number]];
    const goods = {
      articleCode: crisps.code,
      name: '',
      department: 'food',
      unitPriceE4,
      quantityThousandths: pieces * 1_000,
    };
    expectOk(addReturnWithoutReceipt(register, goods, { reason: 'no receipt' }));
  } else if (each.kind !== 'sale' && !ringReturn(register, receipts, each.returned)) {
    return null;
  }
  if (each.kind === 'sale' || each.kind === 'exchange') ringLines(register, each);
  return payCounter(register, each.way);
}

/** Rings one after the other; returns the numbers of the receipts. */
export function ringAll(shop: RungShop, rings: readonly Ring[]): string[] {
  const receipts: string[] = [];
  for (const each of rings) {
    const receipt = ringOne(shop, each, receipts);
    if (receipt !== null) receipts.push(receipt);
  }
  return receipts;
}
