import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Pool } from 'pg';
import { onTestFinished } from 'vitest';
import { buildCentralPage } from '../../scripts/build.ts';
import { openChain, saveShop } from '../../sync/central/chain.ts';
import { ensureKeyFile } from '../../sync/central/chain-keys.ts';
import { raiseExceptions } from '../../sync/central/exceptions.ts';
import { addOffice } from '../../sync/central/office/office.ts';
import { makeFirstOwner } from '../../sync/central/office/users.ts';
import { createServer } from '../../sync/central/server.ts';
import { startTestPostgres } from '../sync/postgres.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Central with its page, on a database of the test's own. */
export interface CentralOffice {
  readonly address: string;
  readonly pool: Pool;
  /** The first owner's, as it is told where central is started. */
  readonly password: string;
}

const postgres = startTestPostgres();

/** Starts it for the test that runs, with two shops and their tills; it ends with the test. */
export async function startCentralOffice(): Promise<CentralOffice> {
  await buildCentralPage(ROOT, (sentence) => void process.stdout.write(`${sentence}\n`));
  const { pool } = await (await postgres).openCentral();
  const folder = mkdtempSync(join(tmpdir(), 'guitai-central-'));
  const keys = ensureKeyFile(join(folder, 'chain.key'));
  const chain = await openChain(pool, keys, 'Harbour Stores', Date.now());
  const shop = { currency: 'CNY', zone: 'Asia/Shanghai', cutOverMinutes: 240 };
  await saveShop(pool, { ...shop, code: 'S1', name: 'Harbour' }, Date.now());
  await saveShop(pool, { ...shop, code: 'S2', name: 'Station' }, Date.now());
  const app = createServer({ pool, keys, chain, nowUtcMs: () => Date.now() });
  addOffice(app, { pool, keys, chain, nowUtcMs: () => Date.now() }, join(ROOT, 'dist', 'central-page'));
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const owner = await makeFirstOwner(pool);
  return { address, pool, password: owner!.password };
}

/** So many coupons that were void when a till of the first shop took them. */
export async function addExceptions(pool: Pool, count: number): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM register WHERE shop = 'S1' AND till_code = '01'`,
  );
  const raised = Array.from({ length: count }, (_each, index) => ({
    kind: 'coupon-void' as const,
    registerId: rows[0]!.id,
    epoch: 1,
    seq: 100 + index,
    atUtcMs: Date.now(),
    subject: `C-${index}`,
    amountMinor: 100,
    points: 0,
  }));
  await raiseExceptions(pool, raised, Date.now());
}

/** Points and a coupon of every member are kept for the first shop's tills; the second is not heard, and its time is up. */
export async function addLeases(pool: Pool): Promise<void> {
  await pool.query(
    `INSERT INTO lease (register, member, points, epoch, seq, ends_at_utc_ms)
     SELECT register.id, member.id, held.points, 1, 1, $1::bigint + held.hours * 3600000
     FROM (VALUES ('01', 400, 5), ('02', 300, -2)) AS held (till, points, hours)
     JOIN register ON register.shop = 'S1' AND register.till_code = held.till CROSS JOIN member`,
    [Date.now()],
  );
  await pool.query(
    `WITH given AS (
       INSERT INTO coupon (id, code, rule_id, member, issued_at_utc_ms)
       SELECT gen_random_uuid(), 'C-' || number, 'gone', id, $1 FROM member RETURNING id)
     INSERT INTO coupon_lease (coupon_id, register, epoch, seq, ends_at_utc_ms)
     SELECT given.id, register.id, 1, 1, $1::bigint + 3600000 FROM given
     JOIN register ON register.shop = 'S1' AND register.till_code = '01'`,
    [Date.now()],
  );
}

/** Registers in every state, what they sold today, and what a person must decide. */
export async function addTills(pool: Pool): Promise<void> {
  const now = Date.now();
  const tills = [
    ['S1', '01', 'active', 0, null, 400],
    ['S1', '02', 'active', 214, now - 3 * 3_600_000, -9 * 60_000],
    ['S2', '01', 'forked', 3, now - 40_000, 1_200],
    ['S2', '02', 'revoked', 0, null, null],
  ] as const;
  const ids: string[] = [];
  for (const [shop, till, state, waiting, oldest, clock] of tills) {
    const id = randomUUID();
    ids.push(id);
    await pool.query(
      `INSERT INTO register (id, shop, till_code, public_key, state, program, machine, enrolled_at_utc_ms,
         contacted_at_utc_ms, epoch, seq, hash, entry_count, waiting_entries, waiting_oldest_at_utc_ms, clock_ahead_ms)
       VALUES ($1, $2, $3, 'key', $4, '0.1.0', $5, $6, $7, 1, 1240, $8, 1240, $9, $10, $11)`,
      [
        id,
        shop,
        till,
        state,
        `PC-${shop}-${till}`,
        now - 30 * 86_400_000,
        waiting > 100 ? now - 3 * 3_600_000 : now - 12_000,
        Buffer.alloc(32),
        waiting,
        oldest,
        clock,
      ],
    );
    await pool.query('INSERT INTO applied (register, epoch, seq) VALUES ($1, 1, 1240)', [id]);
  }
  const [first, second, forked] = ids as [string, string, string];
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(now - 4 * 3_600_000);
  for (const [index, totalMinor] of [12_550, 4_980, 23_000].entries()) {
    await pool.query(
      `INSERT INTO sale (id, register, epoch, seq, receipt_number, business_date, at_utc_ms, total_minor)
       VALUES ($1, $2, 1, $3, $4, $5, $6, $7)`,
      [randomUUID(), first, index + 1, `S1-01-1-${index + 1}`, day, now, totalMinor],
    );
  }
  await pool.query(
    `INSERT INTO closed_day VALUES ($1, 1, 1, '2026-11-19', 1, 40, 'equal', 3, 900, 3, 900, $3),
       ($2, 1, 1, '2026-11-19', 1, 40, 'differs', 3, 900, 4, 1200, $3)`,
    [first, second, now],
  );
  const at = { epoch: 1, atUtcMs: now - 3_600_000 };
  await raiseExceptions(
    pool,
    [
      {
        ...at,
        kind: 'coupon-used-elsewhere',
        registerId: second,
        seq: 4,
        subject: 'SPRING-20',
        amountMinor: 2_000,
        points: 0,
      },
      {
        ...at,
        kind: 'points-overdrawn',
        registerId: second,
        seq: 5,
        subject: '700001',
        amountMinor: 300,
        points: 300,
      },
      { ...at, kind: 'fork', registerId: forked, seq: 9, subject: '1:1241', amountMinor: 0, points: 0 },
    ],
    now,
  );
}
