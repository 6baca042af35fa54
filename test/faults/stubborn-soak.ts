/**
 * A till that stays open: when the disk fails under a sale, or under the close of the day, that is tried again, as a cashier
 * would, in the same process on the same open store. Arguments: data folder, acknowledgement file, number of sales.
 */
import { ok, type Result } from '../../domain/result.ts';
import { guardStore } from '../../register/guard-store.ts';
import { openTill } from '../../register/open-till.ts';
import { closeShift } from '../../register/use-cases/close-shift.ts';
import { soak } from '../../register/use-cases/soak.ts';
import { expectOk } from '../register/rung-shop.ts';

const TRIES_MAX = 20;

const [folder = '', ackPath = '', count = ''] = process.argv.slice(2);
const register = expectOk(openTill(folder));
const { shifts } = register.store;
for (let sale = 1; sale <= Number(count); sale++) {
  insistOn(() => soak(register, { count: 1, ackPath, seed: sale }));
}
insistOn(() => {
  const shift = shifts.open();
  // It may have been closed durably before the disk failed.
  return shift ? closeShift(register, { countedMinor: shifts.figures(shift).expectedCashMinor }) : ok(null);
});
register.store.close();

function insistOn(work: () => Result<unknown>): void {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const done = guardStore(folder, () => expectOk(work()));
    if (done.ok) return;
  }
  throw new Error('the disk failed too often');
}
