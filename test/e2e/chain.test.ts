import { generateKeyPairSync } from 'node:crypto';
import type { Pool } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { openStoreReader } from '../../db/open-store.ts';
import { strictestPolicy } from '../../domain/chain/offline-policy.ts';
import { saveShop } from '../../sync/central/chain.ts';
import { publish } from '../../sync/central/changes.ts';
import { createEnrolmentCode, createKeyCode } from '../../sync/central/enrolment-codes.ts';
import { createRandom, seedOfRun } from '../faults/random.ts';
import { openFaultProxy, type FaultProxy } from '../sync/faults/fault-proxy.ts';
import { describeShells, type App } from './app.ts';
import { startCentralOffice } from './central-office.ts';
import { milk } from './goods.ts';
import { chainOf } from './pages/chain.ts';
import { checkoutOf } from './pages/checkout.ts';
import { refundOf } from './pages/refund.ts';
import type { Counter } from './pages/counter.ts';
import { settingsOf } from './pages/settings.ts';
import { signIn } from './pages/sign-in.ts';
import { grace } from './people.ts';

const chainMilk = {
  name: 'Milk of the chain',
  priceE4: 41_100,
  floorPriceE4: null,
  department: 'general',
  taxCode: null,
  unit: 'each' as const,
  brand: '',
  packSize: '',
  minimumAge: null,
  depositCode: null,
  isActive: true,
  barcodes: [`0${milk.code}`],
};

/** A chain with a shop for this till, behind a network that can be cut, and a code to join it. */
async function startChain() {
  const { pool, address } = await startCentralOffice();
  const shop = {
    code: 'BATH',
    name: 'Bath',
    currency: 'GBP',
    zone: 'Europe/London',
    cutOverMinutes: 240,
  };
  await saveShop(pool, shop, Date.now());
  const policy = { ...strictestPolicy, otherTillRefundMaxMinor: 1_000 };
  const changes = [
    { scope: 'article' as const, key: 'chain-milk', shop: null, value: chainMilk },
    { scope: 'policy' as const, key: 'offline', shop: null, value: policy },
  ];
  await publish(pool, changes, Date.now());
  const enrolment = {
    shop: 'BATH',
    tillCode: null,
    expiresAtUtcMs: Date.now() + 3_600_000,
    createdBy: 'a test',
  };
  const code = await createEnrolmentCode(pool, enrolment, Date.now());
  const network = await openFaultProxy(Number(new URL(address).port), createRandom(seedOfRun()));
  onTestFinished(() => network.close());
  const countSales = async () => {
    const { rows } = await pool.query<{ entries: number }>(
      `SELECT count(*)::integer AS entries FROM entry WHERE type = 'sale.completed'`,
    );
    return rows[0]!.entries;
  };
  return { pool, code, network, url: `http://127.0.0.1:${network.port}`, countSales };
}

async function openShopSettings(app: App, counter: Counter): Promise<void> {
  await counter.choose('settings');
  await settingsOf(app).page('shop').click();
}

async function backToCounter(app: App, counter: Counter): Promise<void> {
  await app.hands.press('Escape');
  await counter.search.waitFor();
}

/** Whether what the chain decides has come. */
function knowsMilk({ folder }: App): boolean {
  const store = openStoreReader(folder);
  try {
    return store.catalogue.byCode('chain-milk') !== null;
  } finally {
    store.close();
  }
}

/** Gives money back for goods of another till's receipt, which nobody can be asked for. */
async function takeBackUnasked(app: App, counter: Counter, receiptNumber: string): Promise<void> {
  const refund = refundOf(app);
  await app.hands.scan(receiptNumber);
  await refund.button(refund.t('ofReceipt')).click();
  await counter.typeInto(refund.field('article'), chainMilk.name);
  await refund.found(chainMilk.name).first().click();
  expect(await refund.pane.innerText()).toContain(refund.t('unchecked', { number: receiptNumber }));
  await refund.reason('faulty').click();
  await refund.button(refund.t('add')).click();
  await expect.poll(() => counter.pay.innerText()).toContain('£4.11');
  const checkout = checkoutOf(app);
  await app.hands.click(counter.pay);
  await checkout.refundPane.waitFor();
  await app.hands.click(counter.pay);
  await checkout.refunded.waitFor();
  const store = openStoreReader(app.folder);
  try {
    const sold = store.sales.byReceipt(store.sales.last(1)[0]!.receiptNumber)!;
    expect(sold.sale.lines.map(({ elsewhere }) => elsewhere)).toEqual([receiptNumber]);
  } finally {
    store.close();
  }
}

function goAway(network: FaultProxy): void {
  network.set({ state: 'refused' });
  network.cut();
}

/** Has central know the till of a shop by a key that nobody has, as after its PC was replaced. Returns its id. */
async function forgetKey(pool: Pool): Promise<string> {
  const { publicKey } = generateKeyPairSync('ed25519');
  const { rows } = await pool.query<{ id: string }>(
    `UPDATE register SET public_key = $1 WHERE shop = 'BATH' RETURNING id`,
    [publicKey.export({ type: 'spki', format: 'der' }).toString('base64')],
  );
  return rows[0]!.id;
}

async function sellMilk(app: App, counter: Counter): Promise<void> {
  await app.hands.scan(milk.code);
  await counter.line(chainMilk.name).waitFor();
  await app.hands.click(counter.pay);
  await checkoutOf(app).pane.waitFor();
  await app.hands.click(counter.pay);
  await checkoutOf(app).done.waitFor();
}

async function joinFromSettings(app: App, counter: Counter, { url, code }: { url: string; code: string }) {
  const chain = chainOf(app);
  await openShopSettings(app, counter);
  await chain.join.click();
  await chain.enter({ url, code });
  await chain.leave.waitFor();
  await chain.dialog.waitFor({ state: 'detached' });
  await backToCounter(app, counter);
  await expect.poll(() => knowsMilk(app), { timeout: 60_000 }).toBe(true);
}

describeShells('a till and its chain', (start) => {
  test('whose key central does not know any more takes a code for another, and what waited is sent', async () => {
    const { pool, code, url, countSales } = await startChain();
    const app = await start({ shop: 'bare' });
    const chain = chainOf(app);
    const counter = await signIn(app, grace);
    await joinFromSettings(app, counter, { url, code });
    const before = await countSales();
    const registerId = await forgetKey(pool);
    await sellMilk(app, counter);
    await chain.chip(chain.t('chip-unauthorized')).waitFor({ timeout: 60_000 });
    await openShopSettings(app, counter);
    await chain.newKey.click();
    await chain.enterNewKey('AAAA-AAAA-AAAA');
    await chain.fault.waitFor();
    expect(await countSales()).toBe(before);
    const soon = { expiresAtUtcMs: Date.now() + 3_600_000, createdBy: null };
    const { rows } = await pool.query<{ shop: string; tillCode: string }>(
      'SELECT shop, till_code AS "tillCode" FROM register WHERE id = $1',
      [registerId],
    );
    await chain.enterNewKey(await createKeyCode(pool, { ...rows[0]!, ...soon, registerId }, Date.now()));
    await chain.dialog.waitFor({ state: 'detached' });
    await expect.poll(countSales, { timeout: 60_000 }).toBe(before + 1);
    await chain.newKey.waitFor({ state: 'detached' });
  });

  test('joins from the settings, sells and takes back while central is away, and leaves once all is there', async () => {
    const { code, network, url, countSales } = await startChain();
    const app = await start({ shop: 'bare' });
    const chain = chainOf(app);
    const counter = await signIn(app, grace);
    await openShopSettings(app, counter);
    await chain.join.click();
    await chain.enter({ url, code: 'AAAA-AAAA-AAAA' });
    await chain.fault.waitFor();
    await chain.enter({ url, code });
    await chain.leave.waitFor();
    await chain.dialog.waitFor({ state: 'detached' });
    await backToCounter(app, counter);

    await expect.poll(() => knowsMilk(app), { timeout: 60_000 }).toBe(true);
    const before = await countSales();
    goAway(network);
    await takeBackUnasked(app, counter, 'BATH-99-1-000001');
    await sellMilk(app, counter);
    await chain.chip('Offline · 2 to send').waitFor();
    await chain.chip('Offline · 2 to send').click();
    await chain.pane.waitFor();
    await backToCounter(app, counter);
    await openShopSettings(app, counter);
    await chain.leave.click();
    await expect.poll(() => chain.dialog.innerText()).toContain('not at central yet');
    await app.hands.press('Escape');
    await chain.dialog.waitFor({ state: 'detached' });
    await backToCounter(app, counter);

    network.set({ state: 'up' });
    await expect.poll(() => chain.chip(/./).count(), { timeout: 60_000 }).toBe(0);
    expect(await countSales()).toBe(before + 2);
    await openShopSettings(app, counter);
    await chain.leave.click();
    await chain.leaveNow.click();
    await chain.join.waitFor();
  });
});
