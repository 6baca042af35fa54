import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { beginCheckout, takeTender } from '../../../register/use-cases/checkout.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { soak } from '../../../register/use-cases/soak.ts';
import { codeOf, expectBooksHold, factsOf, okOf, openSellingTill, openTestTill } from '../till.ts';

/** What two runs must agree on: everything but the ids that each makes up. */
function rung(seed: number, count: number) {
  const till = openTestTill();
  try {
    const ackPath = join(till.folder, 'ack');
    const summary = okOf(soak(till.register, { count, ackPath, seed }));
    const acknowledged = readFileSync(ackPath, 'utf8').trimEnd().split('\n');
    const sales = factsOf(till.register, 'sale.completed');
    expect(acknowledged).toEqual(sales.map(({ receiptNumber }) => receiptNumber));
    expect(summary.sales + summary.refunds).toBe(sales.length);
    expectBooksHold(till.register);
    const lines = sales.map((sale) => sale.lines.map(({ name, totalMinor }) => `${name} ${totalMinor}`));
    return { summary, lines };
  } finally {
    till.remove();
  }
}

test('a soak acknowledges every receipt, and the same seed rings the same', () => {
  const first = rung(7, 201);
  expect(first.summary).toMatchObject({ shiftsClosed: 1 });
  for (const count of Object.values(first.summary)) expect(count).toBeGreaterThan(0);
  expect(rung(7, 201)).toEqual(first);
});

test('another seed rings something else', () => {
  expect(rung(8, 10).lines).not.toEqual(rung(9, 10).lines);
});

test('a soak finishes what a crash left on the counter, with the tender that was taken', () => {
  const till = openSellingTill(null);
  okOf(addArticle(till.register, 'crisps'));
  okOf(beginCheckout(till.register));
  okOf(takeTender(till.register, { tenderCode: 'card', amountMinor: 25 }));
  const register = till.reopen();
  okOf(soak(register, { count: 1, ackPath: join(till.folder, 'ack'), seed: 1 }));
  expect(factsOf(register, 'sale.completed')[0]).toMatchObject({
    totalMinor: 125,
    tenders: [{ tenderCode: 'card' }, { tenderCode: 'cash', amountMinor: 100 }],
  });
  till.remove();
});

test('a soak that cannot acknowledge rings nothing', () => {
  const till = openTestTill();
  const ackPath = join(till.folder, 'nowhere', 'ack');
  expect(codeOf(soak(till.register, { count: 1, ackPath, seed: 1 }))).toBe('file-unwritable');
  expect(till.register.store.shifts.open()).toBeNull();
  till.remove();
});
