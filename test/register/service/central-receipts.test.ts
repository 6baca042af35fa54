import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { strictestPolicy } from '../../../domain/chain/offline-policy.ts';
import { encodePayload } from '../../../domain/facts/fact-codec.ts';
import type { SaleCompleted } from '../../../domain/facts/sale-facts.ts';
import type { Result } from '../../../domain/result.ts';
import { fetchFromCentral, reserveAgain, reserveReturned } from '../../../register/service/central-calls.ts';
import type { ServiceSync } from '../../../register/service/service-sync.ts';
import type { TillKeeper } from '../../../register/service/till-keeper.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { addReturn, addReturnWithoutReceipt } from '../../../register/use-cases/add-returns.ts';
import { holdBasket, recallBasket, voidBasket } from '../../../register/use-cases/change-basket.ts';
import { setQuantity } from '../../../register/use-cases/change-lines.ts';
import { beginCheckout, leaveCheckout } from '../../../register/use-cases/checkout.ts';
import { joinChain } from '../../../register/use-cases/join-chain.ts';
import { joining, openJoinedTill, tellPolicy } from '../chain-till.ts';
import { basketOf, codeOf, factsOf, lineAt, okOf, openSellingTill, payAll, type TestTill } from '../till.ts';

type Answer = Awaited<ReturnType<ServiceSync['fetchReceipt']>>;

const RESERVED_MS = 15 * 60_000;
const offline: Answer = { kind: 'offline' };

let till: TestTill;
let sale: SaleCompleted;
let answer: Answer;
let asked: string[];

beforeEach(() => {
  sale = sellElsewhere();
  till = openJoinedTill();
  answer = found();
  asked = [];
});
afterEach(() => till.remove());

/** Three books of £10 and a kilo of cheese, at another till of the chain. */
function sellElsewhere(): SaleCompleted {
  const other = openSellingTill(null);
  okOf(joinChain(other.register, { ...joining, tillCode: '08' }));
  okOf(addArticle(other.register, 'book', { quantityThousandths: 3_000 }));
  okOf(addArticle(other.register, '123', { quantityThousandths: 1_000 }));
  payAll(other.register);
  const sold = factsOf(other.register, 'sale.completed').at(-1)!;
  other.remove();
  return sold;
}

function found(booksBackThousandths = 0): Answer {
  return answerOf(booksBackThousandths === 0 ? [] : [{ lineNo: 1, thousandths: booksBackThousandths }]);
}

/** What central says while another till has the sale: that all of it is back. */
function foundHeld(): Answer {
  return answerOf(
    sale.lines.map(({ lineNo, quantityThousandths }) => ({ lineNo, thousandths: quantityThousandths })),
  );
}

function answerOf(returned: readonly { readonly lineNo: number; readonly thousandths: number }[]): Answer {
  return {
    kind: 'found',
    reservedMs: RESERVED_MS,
    receipt: {
      registerId: '01a00000-0000-7000-8000-0000000000f1',
      businessDate: '2026-11-02',
      atUtcMs: 5,
      utcOffsetMinutes: 0,
      payload: encodePayload({ type: 'sale.completed', payload: sale }),
      schema: 1,
      returned: [...returned],
    },
  };
}

/** The calls of a counter on this till, and a central that answers as a test wants. */
function context() {
  const run: TillKeeper['run'] = (_caller, work) => work(till.register);
  const fetchReceipt: ServiceSync['fetchReceipt'] = (receiptNumber) => {
    asked.push(receiptNumber);
    return Promise.resolve(answer);
  };
  return { keeper: { run } as TillKeeper, caller: 'counter' as const, sync: { fetchReceipt } as ServiceSync };
}

async function lookUp(): Promise<Result<null>> {
  return fetchFromCentral(context(), sale.receiptNumber);
}

function takeBack(quantityThousandths: number) {
  return addReturn(till.register, sale.receiptNumber, 1, quantityThousandths);
}

function takeBackUnasked(quantityThousandths: number) {
  return addReturnWithoutReceipt(till.register, {
    articleCode: 'book',
    name: 'Book',
    department: 'general',
    quantityThousandths,
    unitPriceE4: 100_000,
    receiptNumber: sale.receiptNumber,
  });
}

describe('a receipt of another till, once central cannot be asked', () => {
  test('is given money back for while central keeps it for this till', async () => {
    okOf(await lookUp());
    answer = offline;
    till.clock.advance(RESERVED_MS - 1);
    okOf(await lookUp());
    okOf(takeBack(1_000));
    payAll(till.register);
    const { lines } = factsOf(till.register, 'sale.completed').at(-1)!;
    expect(lines.map(({ returnOf, elsewhere }) => [returnOf?.saleId, elsewhere])).toEqual([
      [sale.saleId, undefined],
    ]);
  });

  test('is one that central was not asked for as soon as central keeps it no more', async () => {
    const { register } = till;
    okOf(await lookUp());
    answer = offline;
    till.clock.advance(RESERVED_MS);
    expect(codeOf(await lookUp())).toBe('receipt-not-asked');
    expect(codeOf(await reserveAgain(context(), sale.receiptNumber))).toBe('receipt-not-asked');
    expect(codeOf(takeBack(1_000))).toBe('receipt-not-asked');
    expect(codeOf(takeBackUnasked(1_000))).toBe('receipt-not-asked');
    tellPolicy(register, { ...strictestPolicy, otherTillRefundMaxMinor: 1_500 });
    // Whoever takes the line out and puts it back says the receipt again.
    expect(okOf(takeBackUnasked(1_000)).basket?.lines[0]?.elsewhere).toBe(sale.receiptNumber);
    expect(codeOf(takeBackUnasked(1_000))).toBe('unasked-refund-limit');
    payAll(register);
    const sold = factsOf(register, 'sale.completed').at(-1)!;
    expect(sold.lines.map(({ returnOf, elsewhere }) => [returnOf, elsewhere])).toEqual([
      [null, sale.receiptNumber],
    ]);
    expect(sold.reversals).toEqual([]);
    expect(register.store.chain.unasked(null, '').refundsMinor).toBe(1_000);
  });

  test('is not kept longer by a clock that was set back', async () => {
    okOf(await lookUp());
    answer = offline;
    till.clock.advance(-1);
    expect(codeOf(await lookUp())).toBe('receipt-not-asked');
  });

  test('is kept no more once the sale that it was asked for is paid or voided', async () => {
    const { register } = till;
    for (const end of [() => void payAll(register), () => void okOf(voidBasket(register, { reason: 'x' }))]) {
      answer = found();
      okOf(addArticle(register, 'crisps', {}));
      okOf(await lookUp());
      okOf(takeBack(1_000));
      answer = offline;
      okOf(await lookUp());
      end();
      expect(codeOf(await lookUp())).toBe('receipt-not-asked');
    }
  });

  test('gives back no goods that came back here already', async () => {
    tellPolicy(till.register, { ...strictestPolicy, otherTillRefundMaxMinor: 100_000 });
    okOf(await lookUp());
    okOf(takeBack(2_000));
    payAll(till.register);
    answer = offline;
    till.clock.advance(RESERVED_MS);
    expect(codeOf(takeBack(2_000))).toBe('nothing-left-to-return');
    expect(codeOf(takeBackUnasked(2_000))).toBe('nothing-left-to-return');
    okOf(takeBackUnasked(1_000));
    expect(codeOf(takeBackUnasked(1_000))).toBe('nothing-left-to-return');
  });
});

describe('a receipt that another till kept when central was asked for it', () => {
  /** And central cannot be asked any more. */
  async function lookUpInVain(): Promise<void> {
    answer = foundHeld();
    okOf(await lookUp());
    expect(codeOf(takeBack(1_000))).toBe('nothing-left-to-return');
    answer = offline;
    till.clock.advance(RESERVED_MS);
  }
  beforeEach(() => {
    tellPolicy(till.register, { ...strictestPolicy, otherTillRefundMaxMinor: 100_000 });
  });

  test('keeps no goods of it from coming back unasked: that till may have given it up', async () => {
    await lookUpInVain();
    expect(okOf(takeBackUnasked(3_000)).basket?.lines[0]?.elsewhere).toBe(sale.receiptNumber);
  });

  test('gives back no goods that came back here already', async () => {
    okOf(await lookUp());
    okOf(takeBack(2_000));
    payAll(till.register);
    await lookUpInVain();
    expect(codeOf(takeBackUnasked(2_000))).toBe('nothing-left-to-return');
    okOf(takeBackUnasked(1_000));
  });
});

describe('goods of another till’s receipt that wait on the counter', () => {
  test('are not paid for once central keeps them no more and cannot be asked', async () => {
    const { register } = till;
    okOf(await lookUp());
    okOf(takeBack(1_000));
    const basketId = basketOf(register).id;
    okOf(holdBasket(register, null));
    till.clock.advance(RESERVED_MS);
    okOf(recallBasket(register, basketId));
    answer = offline;
    expect(codeOf(await reserveReturned(context()))).toBe('receipt-not-asked');
    expect(codeOf(beginCheckout(register))).toBe('receipt-not-asked');
    answer = found();
    okOf(await reserveReturned(context()));
    payAll(register);
  });

  test('are asked for anew only where they are kept no more', async () => {
    okOf(await lookUp());
    okOf(takeBack(1_000));
    okOf(await reserveReturned(context()));
    okOf(await reserveAgain(context(), sale.receiptNumber));
    expect(asked).toHaveLength(1);
    till.clock.advance(RESERVED_MS);
    okOf(await reserveAgain(context(), sale.receiptNumber));
    okOf(await reserveReturned(context()));
    expect(asked).toHaveLength(2);
  });

  test('are the units that are left, or none, where others came back elsewhere meanwhile', async () => {
    const { register } = till;
    okOf(await lookUp());
    okOf(takeBack(2_000));
    till.clock.advance(RESERVED_MS);
    answer = found(1_000);
    okOf(await reserveReturned(context()));
    okOf(beginCheckout(register));
    expect(lineAt(register, 0).returnOf?.fromThousandths).toBe(1_000);
    okOf(leaveCheckout(register));
    till.clock.advance(RESERVED_MS);
    answer = found(2_000);
    okOf(await reserveReturned(context()));
    expect(codeOf(beginCheckout(register))).toBe('nothing-left-to-return');
    okOf(setQuantity(register, lineAt(register, 0).id, 1_000));
    expect(codeOf(setQuantity(register, lineAt(register, 0).id, 2_000))).toBe('nothing-left-to-return');
    okOf(beginCheckout(register));
  });
});

test('central is not asked for a receipt of this till, and what it does not know any more is unknown', async () => {
  okOf(addArticle(till.register, 'book', {}));
  const own = payAll(till.register);
  okOf(await fetchFromCentral(context(), own.receiptNumber));
  expect(asked).toEqual([]);
  till.clock.advance(RESERVED_MS);
  okOf(addReturn(till.register, own.receiptNumber, 1, 1_000));
  okOf(await reserveReturned(context()));
  payAll(till.register);
  okOf(await lookUp());
  answer = { kind: 'unknown' };
  expect(codeOf(await lookUp())).toBe('receipt-unknown');
});
