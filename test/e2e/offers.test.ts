import { expect, test } from 'vitest';
import { describeShells } from './app.ts';
import { cakeStand, crisps, croissants, milk, napkins } from './goods.ts';
import { checkoutOf } from './pages/checkout.ts';
import { membersOf } from './pages/members.ts';
import { signIn } from './pages/sign-in.ts';

describeShells('offers at the counter', (start) => {
  test('a gift is asked for, and costs nothing once its line is marked as one', async () => {
    const app = await start();
    const counter = await signIn(app);
    const { offers, nearest } = membersOf(app, counter);
    await app.hands.type(cakeStand.code);
    await app.hands.press('Enter');
    await counter.line(cakeStand.name).waitFor();
    await expect.poll(() => nearest.innerText()).toContain(offers('oneGiftOpen'));
    const before = await counter.pay.innerText();
    await app.hands.type(napkins.code);
    await app.hands.press('Enter');
    await counter.line(napkins.name).waitFor();
    expect(await counter.pay.innerText()).not.toBe(before);
    await app.hands.click(counter.line(napkins.name).getByRole('button'));
    await app.hands.click(counter.button(offers('markGift')));
    // What the gift saves is shared with the stand, so it is the sale that costs no more.
    await expect.poll(() => counter.pay.innerText()).toBe(before);
    await expect.poll(() => counter.line(napkins.name).innerText()).toContain(offers('gift'));
    expect(await counter.line(napkins.name).innerText()).not.toContain(offers('giftNotFree'));
  });

  test('one more of what is in the sale meets the nearest offer by a touch', async () => {
    const app = await start();
    const counter = await signIn(app);
    const { offers, nearest, offered, saving } = membersOf(app, counter);
    await app.hands.scan(crisps.code);
    await counter.line(crisps.name).waitFor();
    await expect.poll(() => nearest.innerText()).toContain('2nd half price');
    const oneMore = offered(`${offers('oneMore')} ${crisps.name}`);
    await expect.poll(() => oneMore.innerText()).toContain(offers('addsOnly', { amount: '£1.37' }));
    await app.hands.tap(oneMore);
    await expect.poll(() => saving(crisps.name).innerText()).toMatch(/2nd half price[^]*£1\.3[78]/);
    await oneMore.waitFor({ state: 'detached' });
    expect(await counter.lines.count()).toBe(1);
  });

  test('what the shop’s customers buy together is suggested, and rung by a touch', async () => {
    const app = await start({ shop: 'sold' });
    const counter = await signIn(app);
    const { offered } = membersOf(app, counter);
    await app.hands.scan(milk.code);
    await counter.line(milk.name).waitFor();
    await expect.poll(() => offered(croissants.name).innerText()).toContain(croissants.price);
    await app.hands.tap(offered(croissants.name));
    await counter.line(croissants.name).waitFor();
    await offered(croissants.name).waitFor({ state: 'detached' });
    await app.hands.press('F9', 'F9');
    await checkoutOf(app).done.waitFor();
  });

  test('what a line saves says why, by a touch and by a key', async () => {
    const app = await start();
    const counter = await signIn(app);
    const { offers, saving, why } = membersOf(app, counter);
    await app.hands.type('2*');
    await app.hands.scan(crisps.code);
    await counter.line(crisps.name).waitFor();
    await expect.poll(() => saving(crisps.name).innerText()).toMatch(/2nd half price[^]*£1\.3[78]/);
    await app.hands.tap(saving(crisps.name));
    await why.getByRole('listitem').first().waitFor();
    expect(await why.innerText()).toMatch(/2nd half price[^]*£1\.3[78]/);
    expect(await counter.left.innerText()).toContain(offers('notMet'));
    await app.hands.press('Escape');
    await counter.search.waitFor();
    await app.hands.press('=');
    await why.waitFor();
    await app.hands.press('=');
    await counter.search.waitFor();
  });
});
