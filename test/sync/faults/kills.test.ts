import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Pool } from 'pg';
import { openStoreReader } from '../../../db/open-store.ts';
import { openChain, saveShop } from '../../../sync/central/chain.ts';
import { makeKeys, readKeys } from '../../../sync/central/chain-keys.ts';
import { publish } from '../../../sync/central/changes.ts';
import { createEnrolmentCode } from '../../../sync/central/enrolment-codes.ts';
import { createRandom, seedOfRun } from '../../faults/random.ts';
import { startServiceProcess } from '../../register/service/service-process.ts';
import { runProgram, type RunningProgram } from '../central/running-central.ts';
import type { JoinedTill } from '../client/joined-till.ts';
import { startTestPostgres } from '../postgres.ts';
import { sell } from './counter-acts.ts';
import { basics, DEADLINE_MS, joinAt, LONG } from './fault-chain.ts';
import { expectSameJournal } from './in-step.ts';

const KILLS = LONG ? 12 : 3;
const SALES = 60 * KILLS;
const ARTICLES = LONG ? 40_000 : 4_000;
const TIMEOUT_MS = 240_000;

const postgres = startTestPostgres();
const seed = seedOfRun();
const random = createRandom(seed);
let pool: Pool;
let env: Readonly<Record<string, string>>;
let running: RunningProgram;
let till: JoinedTill;

beforeAll(async () => {
  process.stderr.write(`GUITAI_SEED=${seed}\n`);
  const database = await (await postgres).openCentral();
  pool = database.pool;
  const keysText = makeKeys();
  await openChain(pool, readKeys(keysText), 'Corner Shops', Date.now());
  const shop = { code: 'S1', name: 'Riverside', currency: 'GBP', zone: 'Europe/London', cutOverMinutes: 240 };
  await saveShop(pool, shop, Date.now());
  await publish(pool, basics(), Date.now());
  env = { DATABASE_URL: database.url, GUITAI_CENTRAL_KEYS: keysText };
  running = await runProgram([], env);
  const expiresAtUtcMs = Date.now() + 3_600_000;
  const code = await createEnrolmentCode(
    pool,
    { shop: 'S1', tillCode: null, expiresAtUtcMs, createdBy: 'a test' },
    Date.now(),
  );
  till = await joinAt(running.url, code);
});

afterAll(async () => {
  await till.stop();
  if (running.child.exitCode === null && running.child.signalCode === null) await running.end();
});

const registerId = () => till.read(({ identity }) => identity.registerId);

async function storedCount(): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(*)::integer AS count FROM entry WHERE register = $1',
    [registerId()],
  );
  return rows[0]!.count;
}

async function killCentral(): Promise<void> {
  const ended = once(running.child, 'exit');
  running.child.kill('SIGKILL');
  await ended;
}

test(
  `central that is killed ${KILLS} times in the middle of what it is sent has all of it once`,
  async () => {
    const { port } = new URL(running.url);
    await killCentral();
    for (let sale = 0; sale < SALES; sale += 1) await sell({ till });
    for (let kill = 0; kill < KILLS; kill += 1) {
      const before = await storedCount();
      running = await runProgram(['--port', port], env);
      const enough = before + 1 + random.below(60);
      await expect
        .poll(async () => (await storedCount()) >= enough || isAllSent(), {
          timeout: DEADLINE_MS,
          interval: 1,
        })
        .toBe(true);
      await killCentral();
      await sell({ till });
    }
    running = await runProgram(['--port', port], env);
    await expectSameJournal({ central: { pool } }, { till, id: registerId() });
    await expect
      .poll(
        async () => {
          const { rows } = await pool.query<{ sales: number; total: number }>(
            'SELECT count(*)::integer AS sales, sum(total_minor)::integer AS total FROM sale WHERE register = $1',
            [registerId()],
          );
          return rows[0];
        },
        { timeout: DEADLINE_MS },
      )
      .toEqual({ sales: SALES + KILLS, total: 1_000 * (SALES + KILLS) });
  },
  TIMEOUT_MS,
);

const isAllSent = () => till.read(({ store }) => store.chain.waiting().entries === 0);

test(
  `a register that is killed ${KILLS} times in the middle of a pull has in the end what central has`,
  async () => {
    const articles = Array.from({ length: ARTICLES }, (_, index) => ({
      scope: 'article' as const,
      key: `a${index}`,
      shop: null,
      value: { ...articleOf(index), barcodes: [] },
    }));
    let kills = 0;
    await till.restart(async () => {
      for (let from = 0; from < ARTICLES; from += 1_000)
        await publish(pool, articles.slice(from, from + 1_000), Date.now());
      for (let kill = 1; kill <= KILLS; kill += 1) {
        const wanted = Math.floor((ARTICLES * (kill - random.below(100) / 100)) / (KILLS + 1));
        const service = await startServiceProcess(till.folder);
        await expect
          .poll(() => countArticles(till.folder) >= wanted, { timeout: DEADLINE_MS, interval: 1 })
          .toBe(true);
        expect(await service.end('SIGKILL')).toBe('SIGKILL');
        if (countArticles(till.folder) < ARTICLES) kills += 1;
      }
    });
    expect(kills, 'times that it was killed before it had all').toBeGreaterThan(0);
    till.verify();
    await expect.poll(() => countArticles(till.folder), { timeout: DEADLINE_MS }).toBe(ARTICLES + 3);
    await expect
      .poll(
        async () => {
          await till.sync.syncNow();
          const checked = await till.sync.checkDigests();
          return checked.ok && checked.value.isCurrent ? checked.value : null;
        },
        { timeout: DEADLINE_MS },
      )
      .toMatchObject({ differing: [] });
    await expectSameJournal({ central: { pool } }, { till, id: registerId() });
  },
  TIMEOUT_MS,
);

function articleOf(index: number) {
  return {
    name: `Article ${index}`,
    priceE4: 10_000 + index,
    floorPriceE4: null,
    department: 'general',
    taxCode: null,
    unit: 'each' as const,
    brand: '',
    packSize: '',
    minimumAge: null,
    depositCode: null,
    isActive: true,
  };
}

function countArticles(folder: string): number {
  const store = openStoreReader(folder);
  try {
    return store.chain.digest('article').count;
  } finally {
    store.db.close();
  }
}
