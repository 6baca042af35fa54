import { describe, expect, test } from 'vitest';
import { printReceipt } from '../../../register/printing/print-receipt.ts';
import { printDocument } from '../../../register/printing/queue-document.ts';
import { settleJob } from '../../../register/printing/settle-job.ts';
import { xDocument } from '../../../register/receipt/till-documents.ts';
import { addReturn } from '../../../register/use-cases/add-returns.ts';
import { addDepartmentSale } from '../../../register/use-cases/add-lines.ts';
import { closeShift } from '../../../register/use-cases/close-shift.ts';
import { reprintReceipt } from '../../../register/use-cases/reprint.ts';
import { moveCash, openDrawer, readX } from '../../../register/use-cases/shifts.ts';
import { codeOf, factsOf, okOf, payAll, setSection } from '../till.ts';
import { devicesWith, printerAt } from './printer-settings.ts';
import { usePrintingTill } from './printing-till.ts';

const at = usePrintingTill();
const { allJobs, begin, breakPrinter, bugs, printed, sell, states, unsettled } = at;
const soon = { timeout: 15_000, interval: 10 };

describe('a sale for cash', () => {
  test('opens the drawer once and prints its receipt once, whole and without a mark', async () => {
    const receipt = sell();
    expect(allJobs()).toEqual({ queued: 1 });
    await expect.poll(allJobs, soon).toEqual({ confirmed: 1 });
    expect(printed()).toEqual([expect.stringContaining(receipt)]);
    expect(printed()[0]).not.toContain('COPY');
    expect(at.printer.simulator.output()).toMatchObject({ drawerKicks: 1, papers: [{ isCut: true }] });
  });

  test('is on the disk together with its receipt, which the next start prints', async () => {
    await at.station.stop();
    const receipt = sell();
    at.till.reopen();
    expect(allJobs()).toEqual({ queued: 1 });
    begin();
    await expect.poll(allJobs, soon).toEqual({ confirmed: 1 });
    expect(printed()).toEqual([expect.stringContaining(receipt)]);
    expect(at.printer.simulator.output().drawerKicks).toBe(0);
  });

  test('that is rung where nobody serves prints nothing', () => {
    at.till.register.devices = null;
    sell();
    expect(allJobs()).toEqual({});
  });

  test('queues nothing where the shop prints on request, and prints the original once it is asked for', async () => {
    const devices = { ...at.till.register.settings.devices, printsEachSale: false };
    setSection(at.till.register, 'devices', devices);
    const receipt = sell();
    expect(allJobs()).toEqual({});
    expect(okOf(printReceipt(at.till.register, '')).paper).toMatchObject({
      receiptNumber: receipt,
      copyNo: null,
    });
    expect(okOf(printReceipt(at.till.register, '')).paper).toMatchObject({
      receiptNumber: receipt,
      copyNo: 1,
    });
    await expect.poll(allJobs, soon).toEqual({ confirmed: 2 });
    expect(printed().map((paper) => /COPY \d/.exec(paper)?.[0])).toEqual([undefined, 'COPY 1']);
  });
});

test('a sale by card leaves the drawer shut', async () => {
  okOf(addDepartmentSale(at.till.register, { department: 'general', unitPriceE4: 12_300 }));
  payAll(at.till.register, 'card');
  await expect.poll(allJobs, soon).toEqual({ confirmed: 1 });
  expect(at.printer.simulator.output().drawerKicks).toBe(0);
});

test('refund, reprint, slip, X and Z are printed in their order, in the language of the shop', async () => {
  const { register } = at.till;
  const receipt = sell();
  okOf(addReturn(register, receipt, 1, 1_000, { reason: 'broken' }));
  payAll(register);
  okOf(reprintReceipt(register, receipt));
  okOf(moveCash(register, 'pay-in', 500, { reason: 'coins' }));
  const { shift, figures } = okOf(readX(register));
  const read = { atUtcMs: register.clock.nowUtcMs(), actor: 'system' };
  printDocument(register, { kind: 'document', document: xDocument(register, shift, figures, read, 'en') });
  okOf(closeShift(register, { countedMinor: 0, reason: 'test' }));
  await expect.poll(allJobs, soon).toEqual({ confirmed: 6 });
  const heads = [receipt, 'REFUND', 'COPY 1', 'PAID IN', 'X report', 'Z 000001'];
  expect(printed()).toEqual(heads.map((head) => expect.stringContaining(head)));
  // Two sales and one slip moved cash.
  expect(at.printer.simulator.output().drawerKicks).toBe(3);
});

describe('a printer that cannot be reached', () => {
  test('keeps its receipts, and prints them by itself when it is back, in their order and without a mark', async () => {
    await breakPrinter('refuses');
    const receipts = [sell(), sell(), sell()];
    await expect.poll(states, soon).toEqual(['failed', 'queued', 'queued']);
    expect(at.station.states(at.till.register)).toMatchObject([
      { fault: 'refused', waitingCount: 3, asks: null },
    ]);
    await breakPrinter(null);
    await expect.poll(allJobs, soon).toEqual({ confirmed: 3 });
    expect(printed()).toEqual(receipts.map((receipt) => expect.stringContaining(receipt)));
    expect(printed().join('')).not.toContain('COPY');
    expect(at.station.states(at.till.register)).toMatchObject([{ fault: null, waitingCount: 0 }]);
    // A kick that failed is over: nobody stands before the drawer any more.
    expect(at.printer.simulator.output().drawerKicks).toBe(0);
  });

  test('has its work done by the one that stands in for it', async () => {
    const standIn = await at.openPrinter();
    const first = printerAt(at.printer.server.port, { fallbackId: 'office' });
    const second = printerAt(standIn.server.port, { id: 'office', columns: 32, drawer: null });
    await at.station.stop();
    at.till.reopen();
    begin(devicesWith(first, second));
    await breakPrinter('refuses');
    const receipts = [sell(), sell()];
    await expect.poll(allJobs, soon).toEqual({ confirmed: 2 });
    expect(printed(standIn)).toEqual(receipts.map((receipt) => expect.stringContaining(receipt)));
    expect(printed()).toEqual([]);
  });

  test('leaves what it had to the printer of receipts when it is taken away', async () => {
    await breakPrinter('refuses');
    const receipt = sell();
    await expect.poll(states, soon).toEqual(['failed']);
    const other = await at.openPrinter();
    const devices = devicesWith(printerAt(other.server.port, { id: 'new' }));
    setSection(at.till.register, 'devices', devices);
    at.station.apply(devices);
    await expect.poll(allJobs, soon).toEqual({ confirmed: 1 });
    expect(printed(other)).toEqual([expect.stringContaining(receipt)]);
  });
});

test.each(['paper-out', 'cover-open'] as const)('%s is told, and mended is printed', async (fault) => {
  await breakPrinter(fault);
  sell();
  await expect.poll(states, soon).toEqual(['failed']);
  expect(at.station.states(at.till.register)).toMatchObject([{ fault }]);
  await breakPrinter(null);
  await expect.poll(allJobs, soon).toEqual({ confirmed: 1 });
});

describe('a receipt that may be on paper', () => {
  async function sellInterrupted(): Promise<{ receipt: string; id: number }> {
    await breakPrinter('resets', 300);
    const receipt = sell();
    await expect.poll(states, soon).toEqual(['unknown']);
    await breakPrinter(null);
    return { receipt, id: unsettled()[0]!.id };
  }

  test('is asked about, and holds up nothing behind it', async () => {
    const { receipt, id } = await sellInterrupted();
    const next = sell();
    await expect.poll(allJobs, soon).toEqual({ unknown: 1, confirmed: 1 });
    expect(at.station.states(at.till.register)[0]?.asks).toMatchObject({
      id,
      title: `Receipt ${receipt}`,
      state: 'unknown',
      sentCount: 1,
    });
    expect(printed().filter((paper) => paper.includes(next))).toHaveLength(1);
  });

  test('is printed again only as a copy, of which the journal knows', async () => {
    const { receipt, id } = await sellInterrupted();
    okOf(settleJob(at.till.register, id, 'print-again'));
    await expect.poll(allJobs, soon).toEqual({ confirmed: 1 });
    expect(printed().at(-1)).toMatch(new RegExp(`COPY 1[^]*${receipt}`));
    expect(factsOf(at.till.register, 'receipt.reprinted')).toEqual([{ receiptNumber: receipt, copyNo: 1 }]);
    expect(codeOf(settleJob(at.till.register, id, 'done'))).toBe('print-job-gone');
  });

  test.each([
    ['done', {}],
    ['given-up', { 'given-up': 1 }],
  ] as const)('is %s where the cashier says so, and printed no more', async (as, left) => {
    const { id } = await sellInterrupted();
    const papers = printed().length;
    okOf(settleJob(at.till.register, id, as));
    expect(allJobs()).toEqual(as === 'done' ? { confirmed: 1 } : left);
    sell();
    await expect.poll(() => printed().length, soon).toBe(papers + 1);
  });

  test('is what was being sent when the process ended, and nothing sends it by itself', async () => {
    await at.station.stop();
    const receipt = sell();
    const { store, clock } = at.till.register;
    const id = unsettled()[0]!.id;
    store.commit(({ printQueue }) => printQueue.begin(id, clock.nowUtcMs()));
    at.till.reopen();
    begin();
    const next = sell();
    await expect.poll(allJobs, soon).toEqual({ unknown: 1, confirmed: 1 });
    expect(printed()).toEqual([expect.stringContaining(next)]);
    expect(printed().join('')).not.toContain(receipt);
  });
});

describe('a person', () => {
  test('drops a receipt that waits, and cannot decide about one that nothing is wrong with', async () => {
    await breakPrinter('refuses');
    sell();
    await expect.poll(states, soon).toEqual(['failed']);
    const { id } = unsettled()[0]!;
    expect(codeOf(settleJob(at.till.register, id, 'done'))).toBe('print-job-waiting');
    expect(codeOf(settleJob(at.till.register, id, 'print-again'))).toBe('print-job-waiting');
    expect(codeOf(settleJob(at.till.register, id + 1, 'done'))).toBe('print-job-gone');
    okOf(settleJob(at.till.register, id, 'given-up'));
    await breakPrinter(null);
    // Nothing of it left the till, so what is printed now is the original.
    okOf(settleJob(at.till.register, id, 'print-again'));
    await expect.poll(allJobs, soon).toEqual({ confirmed: 1 });
    expect(printed()[0]).not.toContain('COPY');
  });

  test('opens the drawer without a sale, which leaves its entry and no paper', async () => {
    okOf(openDrawer(at.till.register, { reason: 'change' }));
    await expect.poll(() => at.printer.simulator.output().drawerKicks, soon).toBe(1);
    expect(factsOf(at.till.register, 'drawer.opened')).toHaveLength(1);
    expect(allJobs()).toEqual({});
  });
});

test('a paper that cannot be made is asked about and kept out of the way, and its bug is in the log', async () => {
  const { register } = at.till;
  register.store.commit(({ printQueue }) =>
    printQueue.queue('bar', { kind: 'z', zNumber: 99, copyNo: null, language: 'en' }, 0),
  );
  sell();
  await expect.poll(allJobs, soon).toEqual({ unknown: 1, confirmed: 1 });
  expect(bugs).toEqual([expect.stringContaining('a queued Z is not in the books')]);
});

test('a queue whose outcome the disk refuses to keep goes on when it takes it', async () => {
  await at.station.stop();
  let refusals = 0;
  begin(undefined, (work) => {
    const { sending = 0 } = allJobs();
    if (sending === 0 || refusals > 0) return work(at.till.register);
    refusals += 1;
    return { ok: false, error: { code: 'store-full', folder: at.till.folder } };
  });
  const receipts = [sell(), sell()];
  await expect.poll(allJobs, soon).toEqual({ confirmed: 2 });
  expect(refusals).toBe(1);
  expect(printed()).toEqual(receipts.map((receipt) => expect.stringContaining(receipt)));
});

test('a station that was ended does nothing more', async () => {
  await at.station.stop();
  sell();
  at.station.wake();
  at.station.apply(at.till.register.settings.devices);
  expect(await at.station.openDrawer()).toEqual({ ok: false, error: { code: 'not-found' } });
  expect(allJobs()).toEqual({ queued: 1 });
});
