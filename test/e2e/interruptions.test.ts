import { expect, test } from 'vitest';
import { serviceText } from '../../renderer/text/service-text.ts';
import { describeShells } from './app.ts';
import { bagels, milk, sweets } from './goods.ts';
import { checkoutOf } from './pages/checkout.ts';
import { signIn } from './pages/sign-in.ts';

const restarting = serviceText.en['service-away'];

describeShells('a sale that is interrupted', (start) => {
  test('is held, outlives a killed service, and is recalled', async () => {
    const app = await start();
    const counter = await signIn(app);
    await app.hands.scan(milk.code);
    await counter.line(milk.name).waitFor();
    await app.hands.press('F4');
    await counter.heldSale('Held 1').waitFor();
    await app.hands.scan(sweets.code);
    await counter.line(sweets.name).waitFor();
    app.killService();
    // Of a scan that was on its way the screen says that it may be lost; the sale as it is says whether it was.
    await app.hands.scan(bagels.code);
    await counter.line(bagels.name).or(counter.notice.getByText(restarting)).first().waitFor();
    if (!(await counter.line(bagels.name).isVisible())) await app.hands.scan(bagels.code);
    await counter.line(bagels.name).waitFor();
    expect(await counter.lines.count()).toBe(2);
    await app.hands.press('F5');
    await counter.heading(counter.pane('heldTitle')).waitFor();
    await app.hands.press('Enter');
    await counter.line(milk.name).waitFor();
    expect(await counter.lines.count()).toBe(1);
    expect(await counter.heldSale('Held 1').innerText()).toContain('£1.75');
  });

  test('goes on where it was when the window is loaded again', async () => {
    const app = await start();
    const counter = await signIn(app);
    await app.hands.scan(milk.code);
    await counter.line(milk.name).waitFor();
    await app.page.reload();
    await counter.line(milk.name).waitFor();
    await app.hands.scan(sweets.code);
    await counter.line(sweets.name).waitFor();
    await app.hands.click(counter.pay);
    const checkout = checkoutOf(app);
    await checkout.tender('Card').click();
    await app.page.reload();
    await checkout.pane.waitFor();
    await app.hands.click(counter.pay);
    await checkout.done.waitFor();
    expect(await checkout.figure.innerText()).toContain('£4.49');
  });

  test('is voided with its reason, and a line that was removed comes back', async () => {
    const app = await start();
    const counter = await signIn(app);
    await app.hands.scan(milk.code);
    await app.hands.scan(sweets.code);
    await counter.line(sweets.name).waitFor();
    await app.hands.press('Delete');
    await counter.undo.click();
    await expect.poll(() => counter.lines.count()).toBe(2);
    await app.hands.press('F6');
    await counter.button(counter.pane('wentAway')).click();
    await counter.button(counter.pane('voidSale')).click();
    await expect.poll(() => counter.notice.innerText()).toContain(counter.pane('voided'));
    expect(await counter.lines.count()).toBe(0);
  });
});
