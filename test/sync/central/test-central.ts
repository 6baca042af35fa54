import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { afterAll } from 'vitest';
import type { Central } from '../../../sync/central/central.ts';
import { openChain, saveShop } from '../../../sync/central/chain.ts';
import { makeKeys, readKeys } from '../../../sync/central/chain-keys.ts';
import { createEnrolmentCode, createKeyCode } from '../../../sync/central/enrolment-codes.ts';
import { createServer } from '../../../sync/central/server.ts';
import { startTestPostgres, type TestPostgres } from '../postgres.ts';
import { createWireTill, joined, type WireTill } from './wire-till.ts';

export const DAY_MS = 86_400_000;

/** A central with two shops, `S1` and `S2`, that listens on a port of its own. */
export interface TestCentral {
  readonly central: Central;
  readonly pool: Pool;
  readonly app: FastifyInstance;
  readonly url: string;
  readonly databaseUrl: string;
  readonly clock: TestClock;
  readonly makeCode: (shop?: string, tillCode?: string | null) => Promise<string>;
  /** For a register of the chain. */
  makeKeyCode(registerId: string): Promise<string>;
  /** A register that has joined a shop. */
  joinTill(shop?: string): Promise<WireTill>;
}

export interface TestClock {
  nowUtcMs: number;
}

/** Called once, at the top of a file: ends what it started after the file's tests. */
export async function startTestCentral(
  starting: Promise<TestPostgres> = startTestPostgres(),
): Promise<TestCentral> {
  const apps: FastifyInstance[] = [];
  afterAll(() => Promise.all(apps.map((app) => app.close())));
  const { pool, url: databaseUrl } = await (await starting).openCentral();
  const clock = { nowUtcMs: Date.now() };
  const keys = readKeys(makeKeys());
  const chain = await openChain(pool, keys, 'Corner Shops', clock.nowUtcMs);
  const central: Central = { pool, keys, chain, nowUtcMs: () => clock.nowUtcMs };
  for (const [code, name] of [
    ['S1', 'Riverside'],
    ['S2', 'Station'],
  ] as const) {
    const shop = { code, name, currency: 'GBP', zone: 'Europe/London', cutOverMinutes: 240 };
    await saveShop(pool, shop, clock.nowUtcMs);
  }
  const app = createServer(central);
  apps.push(app);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const makeCode = (shop = 'S1', tillCode: string | null = null) => {
    const expiresAtUtcMs = clock.nowUtcMs + DAY_MS;
    return createEnrolmentCode(pool, { shop, tillCode, expiresAtUtcMs, createdBy: 'a test' }, clock.nowUtcMs);
  };
  return {
    central,
    pool,
    app,
    url,
    databaseUrl,
    clock,
    makeCode,
    async makeKeyCode(registerId) {
      const { rows } = await pool.query<{ shop: string; tillCode: string }>(
        'SELECT shop, till_code AS "tillCode" FROM register WHERE id = $1',
        [registerId],
      );
      const wanted = {
        ...rows[0]!,
        registerId,
        expiresAtUtcMs: clock.nowUtcMs + DAY_MS,
        createdBy: 'a test',
      };
      return createKeyCode(pool, wanted, clock.nowUtcMs);
    },
    async joinTill(shop) {
      const till = createWireTill(url);
      joined(await till.enrol(await makeCode(shop)));
      return till;
    },
  };
}
