import { expect, test } from 'vitest';
import { describeShells, type App } from './app.ts';
import { milk, sweets } from './goods.ts';
import { checkoutOf } from './pages/checkout.ts';
import { counterOf } from './pages/counter.ts';
import { signIn } from './pages/sign-in.ts';

/** The longest that a cashier waits after a crash. */
const BACK_MAX_MS = 3_000;
/** A machine that does other things too may be slow once. */
const TIMED = { retry: 2 } as const;

/** Presses Pay, and again where what was on its way to a killed service was lost: the screen says so, and does nothing by itself. */
async function payUntilDone(app: App): Promise<void> {
  const { done, fault } = checkoutOf(app);
  await app.hands.press('Enter');
  await done.or(fault).first().waitFor();
  if (await done.isVisible()) return;
  await app.hands.press('Enter');
  await done.waitFor();
}

describeShells('paying', (start) => {
  test('a sale is split between a card and cash with change', async () => {
    const app = await start();
    const counter = await signIn(app);
    await app.hands.scan(milk.code);
    await counter.line(milk.name).waitFor();
    await app.hands.click(counter.pay);
    const checkout = checkoutOf(app);
    await checkout.tender('Card').click();
    await counter.typeInto(checkout.reference, 'A-4711');
    await counter.typeInto(checkout.amount('Card'), '3');
    await app.hands.click(counter.pay);
    await expect.poll(() => checkout.received.innerText()).toContain('A-4711');
    expect(await checkout.due.innerText()).toContain('£0.79');
    await checkout.tender('Cash').click();
    await checkout.quickCash('£5.00').click();
    await app.hands.click(counter.pay);
    await checkout.done.waitFor();
    expect(await checkout.figure.innerText()).toContain('£4.21');
    expect(await checkout.done.innerText()).toContain('A-4711');
  });

  test('a tender taken by card is there again after everything was killed', TIMED, async () => {
    const app = await start();
    const counter = await signIn(app);
    await app.hands.scan(milk.code);
    await app.hands.scan(sweets.code);
    await counter.line(sweets.name).waitFor();
    await app.hands.click(counter.pay);
    const checkout = checkoutOf(app);
    await checkout.tender('Card').click();
    await counter.typeInto(checkout.reference, 'A-4711');
    await counter.typeInto(checkout.amount('Card'), '3.5');
    await app.hands.click(counter.pay);
    await expect.poll(() => checkout.received.innerText()).toContain('£3.50');
    await app.kill();

    const startMs = performance.now();
    const again = await app.startAgain();
    const back = counterOf(again);
    const resumed = checkoutOf(again);
    await resumed.pane.waitFor();
    expect(performance.now() - startMs).toBeLessThan(BACK_MAX_MS);
    expect(await resumed.received.innerText()).toMatch(/£3\.50[^]*A-4711/);
    expect(await back.lines.allInnerTexts()).toEqual([
      expect.stringContaining(milk.name),
      expect.stringContaining(sweets.name),
    ]);
    await resumed.tender('Cash').click();
    await again.hands.click(back.pay);
    await resumed.done.waitFor();
    expect(await resumed.figure.innerText()).toContain('£4.49');
  });

  test(
    'a service killed in checkout is back within three seconds, with the money that was taken',
    TIMED,
    async () => {
      const app = await start();
      const counter = await signIn(app);
      await app.hands.scan(milk.code);
      await counter.line(milk.name).waitFor();
      await app.hands.click(counter.pay);
      const checkout = checkoutOf(app);
      await checkout.tender('Card').click();
      await counter.typeInto(checkout.amount('Card'), '3');
      await app.hands.click(counter.pay);
      await expect.poll(() => checkout.received.innerText()).toContain('£3.00');
      const killedAtMs = performance.now();
      app.killService();
      await checkout.tender('Cash').click();
      await payUntilDone(app);
      expect(performance.now() - killedAtMs).toBeLessThan(BACK_MAX_MS);
      expect(await checkout.done.innerText()).toMatch(/£3\.00[^]*£0\.79/);
    },
  );
});
