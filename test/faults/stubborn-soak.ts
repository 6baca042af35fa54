/**
 * A till that stays open: when the disk fails under a sale it is tried again, as a cashier would, in the same process on the
 * same open store. Arguments: data folder, acknowledgement file, number of sales. Ends with 1 when it had to try too often.
 */
import { guardStore } from '../../register/guard-store.ts';
import { openTill } from '../../register/open-till.ts';
import { soak } from '../../register/use-cases/soak.ts';

const TRIES_MAX = 50;

const [folder = '', ackPath = '', count = ''] = process.argv.slice(2);
const opened = openTill(folder);
if (!opened.ok) throw new Error(JSON.stringify(opened.error));
const register = opened.value;
let left = Number(count);
let failures = 0;
while (left > 0 && failures < TRIES_MAX) {
  const rung = guardStore(folder, () => soak(register, { count: 1, ackPath, seed: left }));
  if (rung.ok && !rung.value.ok) throw new Error(JSON.stringify(rung.value.error));
  if (rung.ok) left--;
  else failures++;
}
process.exitCode = left === 0 ? 0 : 1;
register.store.close();
