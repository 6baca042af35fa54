import { beforeAll, afterEach, expect, test } from 'vitest';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { ok } from '../../../domain/result.ts';
import { openShift } from '../../../register/use-cases/shifts.ts';
import { backUp, restore } from '../../../register/use-cases/back-up.ts';
import { leaveChain } from '../../../register/use-cases/join-chain.ts';
import { systemClock } from '../../../register/register.ts';
import { startTestCentral, type TestCentral } from '../central/test-central.ts';
import { okOf } from '../../register/till.ts';
import { publishCrisps, sellCrisps } from './scripted-central.ts';
import { startTill, type JoinedTill } from './joined-till.ts';

const starting = startTestCentral();
let central: TestCentral;
let till: JoinedTill;

beforeAll(async () => {
  central = await starting;
  await publishCrisps(central.pool);
});
afterEach(() => till.stop());

async function joinAndSell(): Promise<string[]> {
  till = startTill();
  const code = await central.makeCode();
  okOf(await till.sync.enrol('command', { url: central.url, code, tillCode: null, caFile: null }));
  await till.until('the articles are there', ({ store }) => store.catalogue.byCode('crisps') !== null);
  till.do((register) => openShift(register, 10_000));
  return [sellCrisps(till)];
}

const isSent = () => till.until('all is sent', ({ store }) => store.chain.waiting().entries === 0);
const receipts = () =>
  till.read(({ store }) => store.sales.last(20).map(({ receiptNumber }) => receiptNumber));

/** Ends the till, restores the file into its folder, and starts it again. */
async function restoreFrom(file: string) {
  const tail: unknown[] = [];
  await till.restart(async () => {
    tail.push(okOf(await restore(till.folder, file, systemClock)).tail);
  });
  return tail[0];
}

test('a till that is restored from a backup has again what it sold after it, sent or not', async () => {
  const [first] = await joinAndSell();
  await isSent();
  const file = join(till.folder, 'old.guitai');
  okOf(
    await backUp(
      till.read(({ store }) => store),
      file,
      systemClock,
    ),
  );
  const sent = sellCrisps(till);
  await isSent();
  await till.sync.stop();
  const unsent = sellCrisps(till);
  const tail = await restoreFrom(file);
  expect(tail).toEqual({ fault: null, sentCount: 1, fetchedCount: 2 });
  expect(new Set(receipts())).toEqual(new Set([first, sent, unsent]));
  till.verify();
  const next = sellCrisps(till);
  expect([first, sent, unsent]).not.toContain(next);
  await isSent();
  const { registerId } = till.read(({ identity }) => identity);
  const { rows } = await central.pool.query<{ type: string; count: number }>(
    `SELECT type, count(*) FROM entry WHERE register = $1 AND type = 'sale.completed' GROUP BY type`,
    [registerId],
  );
  expect(Number(rows[0]?.count)).toBe(4);
  expect(till.sync.status().fault).toBeNull();
});

test('with no network it goes on from the backup, and central takes what is sold then beside what it has', async () => {
  await joinAndSell();
  await isSent();
  const file = join(till.folder, 'old.guitai');
  okOf(
    await backUp(
      till.read(({ store }) => store),
      file,
      systemClock,
    ),
  );
  sellCrisps(till);
  await isSent();
  const url = till.read(({ store }) => store.chain.state().url);
  const port = await setUrl('http://127.0.0.1:9');
  expect(port).toBe(url);
  const away = join(till.folder, 'away.guitai');
  okOf(
    await backUp(
      till.read(({ store }) => store),
      away,
      systemClock,
    ),
  );
  await restoreFrom(away);
  await setUrl(url!);
  await till.restart();
  sellCrisps(till);
  await isSent();
  till.verify();
});

test('books that a restore replaced, put back by hand, are a fork at both ends, and what they sold stays', async () => {
  await joinAndSell();
  await isSent();
  const books = join(till.folder, 'guitai.db');
  const old = join(till.folder, 'old.db');
  const file = join(till.folder, 'old.guitai');
  await till.restart(() => {
    copyFileSync(books, old);
    return Promise.resolve();
  });
  okOf(
    await backUp(
      till.read(({ store }) => store),
      file,
      systemClock,
    ),
  );
  await restoreFrom(file);
  sellCrisps(till);
  await isSent();
  const restored = till.read(({ store }) => store.journal.head()!);

  await till.restart(() => {
    copyFileSync(old, books);
    return Promise.resolve();
  });
  const receipt = sellCrisps(till);
  await expect.poll(() => till.sync.status().fault, { timeout: 10_000 }).toBe('fork');
  expect(till.read(({ store }) => store.journal.head()!.epoch)).toBeLessThan(restored.epoch);
  expect(till.sync.status().waiting.sales).toBe(1);
  expect(till.read((register) => leaveChain(register))).toMatchObject({ error: { code: 'chain-unsent' } });

  const { registerId } = till.read(({ identity }) => identity);
  const { rows: kept } = await central.pool.query<{ entry: string }>(
    'SELECT entry FROM quarantined_entry WHERE register = $1',
    [registerId],
  );
  expect(kept.some(({ entry }) => entry.includes(receipt))).toBe(true);
  const { rows: raised } = await central.pool.query(
    'SELECT kind FROM exception WHERE register = $1 AND resolved_at_utc_ms IS NULL',
    [registerId],
  );
  expect(raised).toEqual([{ kind: 'fork' }]);
});

/** Puts another address in place of central's; returns the one before. */
function setUrl(url: string): Promise<string | null> {
  return Promise.resolve(
    till.do((register) => {
      const before = register.store.chain.state().url;
      register.store.commit((writer) => writer.chain.saveState({ url }));
      return ok(before);
    }),
  );
}
