import { afterEach, beforeAll, expect, test } from 'vitest';
import { hashEntry } from '../../../seal/entry-hash.ts';
import { publish, type Published } from '../../../sync/central/changes.ts';
import { revokeRegister } from '../../../sync/central/registers.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { openShift } from '../../../register/use-cases/shifts.ts';
import type { FactType } from '../../../domain/facts/fact.ts';
import { ok } from '../../../domain/result.ts';
import type { WireArticle } from '../../../sync/protocol/feed.ts';
import { startTestCentral, type TestCentral } from '../central/test-central.ts';
import { factsOf, okOf, payAll } from '../../register/till.ts';
import { startTill, type JoinedTill } from './joined-till.ts';

const starting = startTestCentral();
let central: TestCentral;
const tills: JoinedTill[] = [];

beforeAll(async () => {
  central = await starting;
  await tell({ scope: 'article', key: 'crisps', shop: null, value: { ...article, barcodes: [] } });
});
afterEach(async () => {
  for (const till of tills.splice(0)) await till.stop();
});

async function joinTill(): Promise<JoinedTill> {
  const till = startTill();
  tills.push(till);
  const code = await central.makeCode();
  const joined = await till.sync.enrol('command', { url: central.url, code, tillCode: null, caFile: null });
  expect(joined).toEqual({ ok: true, value: null });
  await till.until('the feed is there', ({ store }) => store.chain.state().cursor !== null);
  return till;
}

function openForSale(till: JoinedTill): void {
  till.do((register) => openShift(register, 10_000));
}

function sell(till: JoinedTill, code = 'crisps'): string {
  return till.do((register) => {
    okOf(addArticle(register, code));
    return ok(payAll(register).receiptNumber);
  });
}

const isSent = (till: JoinedTill) =>
  till.until('all is sent', ({ store }) => store.chain.waiting().entries === 0);

function tell(...changes: Published[]): Promise<void> {
  return publish(central.pool, changes, Date.now());
}

const factsOfTill = <T extends FactType>(till: JoinedTill, type: T) =>
  till.read((register) => factsOf(register, type));

const article: WireArticle = {
  name: 'Tea',
  priceE4: 25_000,
  floorPriceE4: null,
  department: 'general',
  taxCode: null,
  unit: 'each',
  brand: '',
  packSize: '',
  minimumAge: null,
  depositCode: null,
  isActive: true,
  barcodes: ['05000112637922'],
};

test('a till that joins is numbered as central says and sends its journal from the first entry', async () => {
  const till = await joinTill();
  openForSale(till);
  const receipt = sell(till);
  await isSent(till);
  const { identity, link, rows } = till.read(({ store }) => ({
    identity: store.till.identity()!,
    link: store.chain.link(),
    rows: [...store.journal.rows(1)],
  }));
  expect(identity.shopCode).toBe('S1');
  expect(receipt.startsWith(`S1-${identity.tillCode}-`)).toBe(true);
  expect(link).toMatchObject({ chainName: 'Corner Shops', centralKey: central.central.keys.publicKey });
  const stored = await central.pool.query<{ hash: Buffer; payload: string }>(
    'SELECT hash, payload FROM entry WHERE register = $1 ORDER BY epoch, seq',
    [identity.registerId],
  );
  expect(stored.rows.map(({ hash }) => hash.toString('hex'))).toEqual(
    rows.map((row) => hashEntry(row).toString('hex')),
  );
  till.verify();
});

test('what central decides is at the till within a pull, with an entry for each kind of it', async () => {
  const till = await joinTill();
  await tell({ scope: 'article', key: 'tea', shop: null, value: article });
  await till.until('the article is there', ({ store }) => store.catalogue.byCode('tea') !== null);
  await tell({ scope: 'article', key: 'tea', shop: null, value: { ...article, priceE4: 30_000 } });
  await till.until('the price is new', ({ store }) => store.catalogue.byCode('tea')?.priceE4 === 30_000);
  await tell({ scope: 'article', key: 'tea', shop: null, value: null });
  await till.until('the article is gone', ({ store }) => store.catalogue.byCode('tea') === null);
  expect(
    factsOfTill(till, 'catalogue.pulled').map(({ changedCount, removedCount }) => [
      changedCount,
      removedCount,
    ]),
  ).toEqual([
    [1, 0],
    [1, 0],
    [0, 1],
  ]);
  till.verify();
});

test('a till that is ended in between goes on from where it was', async () => {
  const till = await joinTill();
  openForSale(till);
  sell(till);
  await till.restart();
  sell(till);
  await isSent(till);
  expect(till.read(({ store }) => store.chain.waiting())).toMatchObject({
    entries: 0,
    sales: 0,
    totalMinor: 0,
  });
  till.verify();
});

test('a till that is put out forgets the chain at once, sends what it sold, and is wiped', async () => {
  const till = await joinTill();
  openForSale(till);
  sell(till);
  await isSent(till);
  const { registerId } = till.read(({ identity }) => identity);
  await revokeRegister(central.pool, registerId, Date.now());
  await expect
    .poll(() => till.keeper.tend((register) => ok(register.identity)), { timeout: 15_000 })
    .toMatchObject({ ok: false, error: { code: 'chain-till-wiped' } });
  const { rows } = await central.pool.query<{ type: string }>(
    'SELECT type FROM entry WHERE register = $1 ORDER BY epoch, seq DESC LIMIT 1',
    [registerId],
  );
  expect(rows[0]?.type).toBe('chain.left');
});
