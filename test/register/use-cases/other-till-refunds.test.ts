import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodePayload } from '../../../domain/facts/fact-codec.ts';
import type { SaleCompleted } from '../../../domain/facts/sale-facts.ts';
import { strictestPolicy } from '../../../domain/chain/offline-policy.ts';
import { returnedReceipts } from '../../../db/returned-receipts.ts';
import { takeSnapshot } from '../../../register/snapshot.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import {
  addReturn,
  addReturnWithoutReceipt,
  findReturnable,
} from '../../../register/use-cases/add-returns.ts';
import { setMember, setPoints } from '../../../register/use-cases/basket-membership.ts';
import { voidBasket } from '../../../register/use-cases/change-basket.ts';
import { holdWish, noteHold } from '../../../register/use-cases/central-hold.ts';
import { keepReceipt, type SentReceipt } from '../../../register/use-cases/fetched-receipt.ts';
import { joinChain } from '../../../register/use-cases/join-chain.ts';
import {
  joining,
  openJoinedTill,
  pullMembers,
  sealedMember,
  tellAccount,
  tellPolicy,
} from '../chain-till.ts';
import {
  codeOf,
  errorOf,
  expectBooksHold,
  factsOf,
  okOf,
  openSellingTill,
  payAll,
  setSection,
  type TestTill,
} from '../till.ts';
import type { Register } from '../../../register/register.ts';

const wang = { memberId: '01a00000-0000-7000-8000-000000000001', number: '2000000015', name: '王小芳' };
const RESERVED_MS = 15 * 60_000;
const goods = {
  articleCode: null,
  name: 'Book',
  department: 'general',
  quantityThousandths: 1_000,
  unitPriceE4: 100_000,
};

let here: TestTill;
let there: TestTill;
beforeEach(() => {
  here = openJoinedTill();
  there = openSellingTill(null);
  okOf(joinChain(there.register, { ...joining, tillCode: '08' }));
  for (const { register } of [here, there]) {
    const { loyalty } = register.settings;
    const earning = { ...loyalty.earning, points: 1, perMinor: 100 };
    const redemption = {
      ...loyalty.redemption,
      isOn: true,
      blockPoints: 100,
      blockMinor: 100,
      minPoints: 100,
    };
    setSection(register, 'loyalty', { ...loyalty, isOn: true, earning, redemption });
    pullMembers(register, [sealedMember(register, wang)]);
    tellAccount(register, wang.memberId, { points: 1_000 });
  }
});
afterEach(() => {
  for (const till of [here, there]) {
    expectBooksHold(till.register);
    till.remove();
  }
});

/** Sells three books and a tenth of a kilo of cheese to the member at the other till, with points. */
function sellThere(): SaleCompleted {
  const { register } = there;
  okOf(addArticle(register, 'book', { quantityThousandths: 3_000 }));
  okOf(addArticle(register, '123', { quantityThousandths: 100 }));
  okOf(setMember(register, wang.memberId));
  okOf(noteHold(register, holdWish(register, 300)!, { kind: 'granted' }));
  okOf(setPoints(register, 300));
  payAll(register);
  return factsOf(register, 'sale.completed').at(-1)!;
}

function sent(sale: SaleCompleted, returned: SentReceipt['returned'] = []): SentReceipt {
  const payload = encodePayload({ type: 'sale.completed', payload: sale });
  return { businessDate: '2026-11-02', atUtcMs: 5, payload, schema: 1, returned };
}

/** Keeps what central has sent and reserved for a quarter of an hour. */
function keepHere(register: Register, receipt: SentReceipt, basketId: string | null = null) {
  const fromUtcMs = register.clock.nowUtcMs();
  return keepReceipt(register, receipt, { fromUtcMs, toUtcMs: fromUtcMs + RESERVED_MS, basketId });
}

function giveBack(register: Register, receiptNumber: string, lineNo: number, quantityThousandths: number) {
  okOf(addReturn(register, receiptNumber, lineNo, quantityThousandths));
  return payAll(register);
}

describe('goods of another till’s receipt', () => {
  test('are unknown until central has sent it', () => {
    const { receiptNumber } = sellThere();
    expect(codeOf(findReturnable(here.register, receiptNumber))).toBe('receipt-unknown');
    const { lines, refundable, cashierName } = okOf(
      keepHere(here.register, sent(sellThere(), [{ lineNo: 1, thousandths: 1_000 }])),
    );
    expect(lines.map((line) => [line.name, line.quantityThousandths, line.returnedThousandths])).toEqual([
      ['Book', 3_000, 1_000],
      ['Cheese', 100, 0],
    ]);
    expect([cashierName, refundable.map(({ kind }) => kind)]).toEqual(['', ['cash']]);
  });

  test('give back what they cost there, in parts, with points, whatever is left of it', () => {
    const { register } = here;
    const sale = sellThere();
    okOf(keepHere(register, sent(sale)));
    const first = giveBack(register, sale.receiptNumber, 1, 1_000);
    okOf(keepHere(register, sent(sale, [{ lineNo: 1, thousandths: 1_000 }])));
    giveBack(register, sale.receiptNumber, 1, 2_000);
    expect(codeOf(addReturn(register, sale.receiptNumber, 1, 1_000))).toBe('nothing-left-to-return');
    giveBack(register, sale.receiptNumber, 2, 100);
    const refunds = factsOf(register, 'sale.completed');
    expect(refunds.reduce((sum, { totalMinor }) => sum + totalMinor, 0)).toBe(-sale.totalMinor);
    const reversals = refunds.map(({ reversals: [reversal] }) => reversal!);
    const sum = (of: (reversal: (typeof reversals)[number]) => number) =>
      reversals.reduce((all, each) => all + of(each), 0);
    expect(sum(({ returned }) => returned?.points ?? 0)).toBe(300);
    expect(sum(({ unearned }) => unearned?.points ?? 0)).toBe(sale.loyalty!.points.earned!.points);
    expect(reversals.map(({ isWholeSale }) => isWholeSale)).toEqual([false, false, true]);
    for (const { saleId, memberId, central } of reversals) {
      expect([saleId, memberId, central]).toEqual([
        sale.saleId,
        wang.memberId,
        { receiptNumber: sale.receiptNumber },
      ]);
    }
    expect(returnedReceipts(register.store.db, refunds[0]!).get(sale.saleId)).toBe(sale.receiptNumber);
    expect(first.totalMinor).toBeLessThan(0);
    expect(register.store.chain.unasked(null, '2026-11-02').refundsMinor).toBe(0);
  });

  test('never come back twice here, though central has not heard of the first time', () => {
    const { register } = here;
    const sale = sellThere();
    okOf(keepHere(register, sent(sale)));
    giveBack(register, sale.receiptNumber, 1, 3_000);
    okOf(keepHere(register, sent(sale)));
    expect(codeOf(addReturn(register, sale.receiptNumber, 1, 1_000))).toBe('nothing-left-to-return');
  });

  test('come back though more of another line is back than was sold', () => {
    const { register } = here;
    const sale = sellThere();
    const { lines } = okOf(keepHere(register, sent(sale, [{ lineNo: 1, thousandths: 5_000 }])));
    expect(lines[0]).toMatchObject({ quantityThousandths: 3_000, returnedThousandths: 3_000 });
    expect(codeOf(addReturn(register, sale.receiptNumber, 1, 1_000))).toBe('nothing-left-to-return');
    giveBack(register, sale.receiptNumber, 2, 100);
    const [reversal] = factsOf(register, 'sale.completed').at(-1)!.reversals;
    expect(reversal).toMatchObject({ saleId: sale.saleId, isWholeSale: true });
  });

  test('stay on the counter when the till is opened again', () => {
    const sale = sellThere();
    okOf(keepHere(here.register, sent(sale)));
    okOf(addReturn(here.register, sale.receiptNumber, 1, 1_000));
    const register = here.reopen();
    expect(takeSnapshot(register).basket?.totalMinor).toBeLessThan(0);
    payAll(register);
  });

  test('come back from no answer that is no sale', () => {
    const { register } = here;
    const sale = sellThere();
    const good = sent(sale);
    expect(codeOf(keepHere(register, { ...good, schema: 99 }))).toBe('central-protocol');
    for (const payload of [
      '',
      '5',
      '{',
      '{"lines":[]}',
      good.payload.replace('"GBP"', '"EUR"'),
      good.payload.replace('"shares":[[', '"shares":[["x",'),
    ]) {
      expect(codeOf(keepHere(register, { ...good, payload })), payload).toBe('central-answer-invalid');
    }
    expect(codeOf(findReturnable(register, sale.receiptNumber))).toBe('receipt-unknown');
  });

  test('of a receipt that somebody tampered with end in a refusal, never in a crash', () => {
    const { register } = here;
    const good = sent(sellThere());
    const places = [...good.payload.matchAll(/-?\d+|true|false|null|"[^"]*"/g)];
    const values = fc.constantFrom('null', '-1', '0', '999999999999', '"x"', '[]', '{}', 'true');
    fc.assert(
      fc.property(fc.nat({ max: places.length - 1 }), values, (at, value) => {
        const { 0: before, index } = places[at]!;
        const payload = good.payload.slice(0, index) + value + good.payload.slice(index + before.length);
        const kept = keepHere(register, { ...good, payload });
        expect([null, 'central-answer-invalid', 'receipt-unknown']).toContain(codeOf(kept));
        if (!kept.ok) return;
        for (const { lineNo, quantityThousandths } of kept.value.lines)
          addReturn(register, kept.value.receiptNumber, lineNo, quantityThousandths);
        if (register.store.baskets.current()) okOf(voidBasket(register, { reason: 'test' }));
      }),
      { numRuns: process.env['GUITAI_LONG'] === '1' ? 2_000 : 60 },
    );
  });
});

describe('while central cannot be asked, goods of another till’s receipt', () => {
  test('come back only as far as the chain lets a till do alone', () => {
    const { register } = here;
    const asked = { ...goods, receiptNumber: 'bath-08-1-000001' };
    expect(codeOf(addReturnWithoutReceipt(register, asked))).toBe('receipt-not-asked');
    tellPolicy(register, { ...strictestPolicy, otherTillRefundMaxMinor: 2_500 });
    okOf(addReturnWithoutReceipt(register, asked));
    okOf(addReturnWithoutReceipt(register, asked));
    expect(errorOf(addReturnWithoutReceipt(register, asked), 'unasked-refund-limit')).toMatchObject({
      limit: '£5.00',
    });
    okOf(addReturnWithoutReceipt(register, { ...asked, receiptNumber: undefined }));
    payAll(register);
    const { lines } = factsOf(register, 'sale.completed').at(-1)!;
    expect(lines.map(({ elsewhere }) => elsewhere)).toEqual([
      'BATH-08-1-000001',
      'BATH-08-1-000001',
      undefined,
    ]);
    expect(register.store.chain.unasked(null, '').refundsMinor).toBe(2_000);
    expect(codeOf(addReturnWithoutReceipt(register, asked))).toBe('unasked-refund-limit');
    okOf(addReturnWithoutReceipt(register, { ...asked, unitPriceE4: 50_000 }));
    payAll(register);
  });

  test('are no concern of a till that belongs to no chain', () => {
    const alone = openSellingTill(null);
    expect(codeOf(addReturnWithoutReceipt(alone.register, { ...goods, receiptNumber: 'X' }))).toBe(
      'chain-none',
    );
    alone.remove();
  });
});
