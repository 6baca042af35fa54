import { expect, test } from 'vitest';
import { describeShells, type App } from './app.ts';
import { eggs, milk, sweets } from './goods.ts';
import { checkoutOf } from './pages/checkout.ts';
import { approvalOf, type Counter } from './pages/counter.ts';
import { refundOf } from './pages/refund.ts';
import { grace } from './people.ts';
import { signIn } from './pages/sign-in.ts';

/** Three sweets are £1.80 together. */
const SWEETS_EACH = '£0.60';

/** Sells three of one and one of another for cash; the receipt's number. */
async function sell(app: App, counter: Counter): Promise<string> {
  await app.hands.type('3*');
  await app.hands.scan(sweets.code);
  await app.hands.scan(milk.code);
  await counter.line(milk.name).waitFor();
  await app.hands.press('F9', 'F9');
  const checkout = checkoutOf(app);
  await checkout.done.waitFor();
  return await checkout.receiptNumber();
}

async function giveBack(app: App, counter: Counter): Promise<void> {
  const checkout = checkoutOf(app);
  await app.hands.click(counter.pay);
  await checkout.refundPane.waitFor();
  await app.hands.click(counter.pay);
  await checkout.refunded.waitFor();
}

describeShells('goods that come back', (start) => {
  test('part of a receipt, then the rest of it, and not more', async () => {
    const app = await start();
    const counter = await signIn(app);
    const receipt = await sell(app, counter);
    const refund = refundOf(app);
    await app.hands.scan(receipt);
    await refund.row(sweets.name).waitFor();
    await refund.reason('unwanted').click();
    await refund.more(sweets.name).click();
    await expect.poll(() => counter.pay.innerText()).toContain(SWEETS_EACH);
    await giveBack(app, counter);
    expect(await checkoutOf(app).figure.innerText()).toContain(SWEETS_EACH);

    await app.hands.press('F8');
    await refund.search.waitFor();
    await app.hands.type(receipt);
    await app.hands.press('Enter');
    await refund.row(sweets.name).waitFor();
    expect(await refund.row(sweets.name).innerText()).toContain(refund.t('already', { quantity: 1 }));
    await refund.button(refund.t('all')).click();
    await expect.poll(() => counter.pay.innerText()).toContain('£4.99');
    expect(await refund.more(sweets.name).isDisabled()).toBe(true);
    await giveBack(app, counter);

    await app.hands.scan(receipt);
    await expect.poll(() => refund.pane.innerText()).toContain(refund.t('nothingLeft'));
  });

  test('an exchange is one sale and one payment', async () => {
    const app = await start();
    const counter = await signIn(app);
    const receipt = await sell(app, counter);
    const refund = refundOf(app);
    await app.hands.scan(receipt);
    await refund.more(milk.name).click();
    await expect.poll(() => counter.pay.innerText()).toContain(milk.price);
    await app.hands.scan(eggs.code);
    await counter.line(eggs.name).waitFor();
    await expect.poll(() => counter.pay.innerText()).toContain('£2.79');
    await giveBack(app, counter);
    expect(await checkoutOf(app).figure.innerText()).toContain('£2.79');
  });

  test('without a receipt only once somebody with the right has allowed it', async () => {
    const app = await start();
    const counter = await signIn(app);
    await app.hands.press('F8');
    const refund = refundOf(app);
    await refund.button(refund.t('without')).click();
    await counter.typeInto(refund.field('article'), 'whole milk');
    await refund.found(milk.name).first().click();
    await refund.reason('faulty').click();
    await refund.button(refund.t('add')).click();
    await approvalOf(app).allow(grace);
    await expect.poll(() => counter.pay.innerText()).toContain(milk.price);
    await giveBack(app, counter);
    expect(await checkoutOf(app).figure.innerText()).toContain(milk.price);
  });
});
