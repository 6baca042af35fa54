import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { createChance } from '../../bench/chance.ts';
import type { WireTill } from '../central/wire-till.ts';
import type { WireEntry } from '../../../sync/protocol/push.ts';
import { startLoadCentral, startLoadServer, type LoadCentral } from './load-central.ts';
import { loadMembers } from './load-members.ts';
import { inParallel, loadTills } from './load-tills.ts';

const isLong = process.env['GUITAI_LONG'] === '1';
const TILLS = isLong ? 1_000 : 100;
const SALES = 100;
const MEMBERS = 300;
const AT_ONCE = 32;
/** Of pushes whose answer is lost on its way, and that are sent again. */
const LOST = 0.2;
const TIMEOUT_MS = isLong ? 1_800_000 : 120_000;

let load: LoadCentral;
let server: ChildProcess;

afterAll(async () => {
  server.disconnect();
  await once(server, 'exit');
  await load.stop();
});

test(
  `${TILLS} tills that come back with ${SALES} sales each, and lose every fifth answer, lose no sale and double none`,
  async () => {
    load = await startLoadCentral();
    const { pool } = load.central;
    const chance = createChance(Number(process.env['GUITAI_SEED'] ?? 11));
    const members = await loadMembers(load.central, MEMBERS);
    const before = await readPoints(load);
    const started = await startLoadServer(load);
    server = started.server;
    const { url } = started;
    const { tills, expected } = await loadTills(pool, url, { tills: TILLS, sales: SALES, members, chance });
    let lost = 0;
    await inParallel(tills, AT_ONCE, async ({ till, pushes }) => {
      for (const push of pushes) {
        while (chance.number() < LOST) {
          await loseAnswer(till, push);
          lost += 1;
        }
        const { status, body } = await till.push(push);
        expect(status, JSON.stringify(body)).toBe(200);
        expect(body).toMatchObject({ status: 'stored' });
      }
    });
    expect(lost).toBeGreaterThan(0);
    await untilApplied(load);
    const { rows } = await pool.query(
      `SELECT (SELECT count(*) FROM entry) AS entries, (SELECT count(*) FROM sale) AS sales,
         (SELECT sum(total_minor)::bigint FROM sale) AS total, (SELECT count(*) FROM exception) AS exceptions`,
    );
    const { entries, totalMinor } = expected;
    expect(rows).toEqual([{ entries, sales: entries, total: totalMinor, exceptions: 0 }]);
    const after = await readPoints(load);
    for (const [id, points] of expected.points) {
      expect(after.get(id)! - before.get(id)!, `points of ${id}`).toBe(points);
    }
  },
  TIMEOUT_MS,
);

/** Sends, and goes away before the answer or in the middle of it: whether it arrived nobody knows. */
async function loseAnswer(till: WireTill, push: readonly WireEntry[]): Promise<void> {
  const sending = till.push(push).catch(() => null);
  await Promise.race([sending, setTimeout(5)]);
}

async function readPoints({ central }: LoadCentral): Promise<ReadonlyMap<string, number>> {
  const { rows } = await central.pool.query<{ key: string; value: string }>(
    `SELECT key, value FROM reference WHERE scope = 'account'`,
  );
  return new Map(rows.map(({ key, value }) => [key, (JSON.parse(value) as { points: number }).points]));
}

async function untilApplied({ central }: LoadCentral): Promise<void> {
  const deadline = performance.now() + TIMEOUT_MS;
  for (;;) {
    const { rowCount } = await central.pool.query(
      `SELECT FROM applied JOIN register ON register.id = applied.register
       WHERE (register.epoch, register.seq) > (applied.epoch, applied.seq)`,
    );
    if (rowCount === 0) return;
    if (performance.now() > deadline) throw new Error(`${rowCount} registers are still not applied`);
    await setTimeout(50);
  }
}
