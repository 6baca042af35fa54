import { openStoreReader } from '../../db/open-store.ts';
import { salesReport } from '../../db/sales-report.ts';
import { verifyStore } from '../../db/verify.ts';
import { createHash } from 'node:crypto';
import { readX } from '../../register/use-cases/shifts.ts';
import { withRegister } from './bench-tills.ts';
import { atMost, onceAtMost, type Figure } from './figure.ts';
import { once, sample, timeOnce } from './sampling.ts';
import { valueOf } from './value-of.ts';

export const xReport: Figure = {
  name: 'x',
  async measure({ tills, sizes }) {
    return withRegister(await tills.working(sizes), (register) => {
      const { shift, figures } = valueOf(readX(register));
      const bare = register.store.db.prepare('SELECT SUM(total_minor) FROM sale WHERE shift = ?').pluck();
      const { measured, processor, floor } = sample({
        samplesPerRound: 40,
        work: () => valueOf(readX(register)),
        floor: () => bare.get(shift.number),
      });
      return [
        {
          label: `X report of a day of ${figures.saleCount} sales, ${figures.lineCount} lines`,
          unit: 'ms',
          measured,
          processor,
          floor: { label: 'bare sum of one column', spread: floor },
          targets: [atMost('p99', measured, 100, 'ms')],
        },
      ];
    });
  },
};

export const salesByDay: Figure = {
  name: 'sales-by-day',
  async measure({ tills, sizes }) {
    const store = openStoreReader(await tills.built(sizes));
    const bare = store.db.prepare('SELECT SUM(total_minor) FROM sale').pluck();
    const { measured, processor, floor } = sample({
      rounds: 3,
      samplesPerRound: 10,
      work: () => salesReport(store.db, { by: 'day', from: null, to: null, currency: 'CNY' }),
      floor: () => bare.get(),
    });
    store.close();
    return [
      {
        label: `sales by day over ${sizes.history} lines`,
        unit: 'ms',
        measured,
        processor,
        floor: { label: 'bare sum of one column', spread: floor },
        targets: [atMost('p99', measured, 1_000, 'ms')],
      },
    ];
  },
};

/** What takes the time of `verify` is the journal: of the rest it has as much as a small shop. */
const VERIFIED_LINES_MAX = 500_000;
const VERIFIED_ROWS_MAX = 10_000;

export const verifyBooks: Figure = {
  name: 'verify',
  async measure({ tills, sizes }) {
    const history = Math.min(VERIFIED_LINES_MAX, sizes.history);
    const articles = Math.min(VERIFIED_ROWS_MAX, sizes.articles);
    const members = Math.min(VERIFIED_ROWS_MAX, sizes.members);
    const store = openStoreReader(await tills.built({ articles, history, members }));
    const floor = await timeOnce(() => {
      const hash = createHash('sha256');
      for (const { payload } of store.journal.rows(1)) hash.update(payload);
      return hash.digest('hex');
    });
    let steps = 0;
    const run = await timeOnce(() => verifyStore(store, () => (steps += 1) > 0));
    store.close();
    if (run.value.fault) throw new Error(`the built till does not verify: ${run.value.fault.detail}`);
    const measured = once(run.seconds);
    return [
      {
        label: `verify of ${history} lines in ${run.value.entries} entries, telling how far it is ${steps} times`,
        unit: 's',
        measured,
        processor: once(run.processorSeconds),
        floor: { label: 'reading and hashing the journal', spread: once(floor.seconds) },
        targets: [onceAtMost(measured, 60, 's')],
      },
    ];
  },
};
