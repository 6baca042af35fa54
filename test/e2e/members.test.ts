import { expect, test } from 'vitest';
import { describeShells, type App } from './app.ts';
import { milk, sweets } from './goods.ts';
import { checkoutOf } from './pages/checkout.ts';
import type { Counter } from './pages/counter.ts';
import { membersOf } from './pages/members.ts';
import { officeMembersOf } from './pages/office-members.ts';
import { refundOf } from './pages/refund.ts';
import { signIn } from './pages/sign-in.ts';
import { alice, grace } from './people.ts';

const dora = { phone: '07911 123456', name: 'Dora Marlow', birthday: '0731', masked: 'Dora *rlow' } as const;

/** Scans so many of an article, and waits for its line. */
async function ringUp(app: App, counter: Counter, article: typeof milk | typeof sweets, pieces: number) {
  await app.hands.type(`${pieces}*`);
  await app.hands.scan(article.code);
  await counter.line(article.name).waitFor();
}

/** Takes goods of a receipt back, and pays for them. */
async function giveBack(
  app: App,
  counter: Counter,
  receipt: string,
  goods: 'one of the sweets' | 'the rest',
) {
  const checkout = checkoutOf(app);
  const refund = refundOf(app);
  await app.hands.scan(receipt);
  await refund.row(sweets.name).waitFor();
  await app.hands.click(goods === 'the rest' ? refund.button(refund.t('all')) : refund.more(sweets.name));
  await counter.lines.first().waitFor();
  await app.hands.click(counter.pay);
  await checkout.refundPane.waitFor();
  await app.hands.click(counter.pay);
  await checkout.refunded.waitFor();
}

describeShells('a member at the counter', (start) => {
  test('is registered in the middle of a sale, by keyboard alone, and has its prices at once', async () => {
    const app = await start();
    const counter = await signIn(app);
    const members = membersOf(app, counter);
    await app.hands.scan(milk.code);
    await counter.line(milk.name).waitFor();
    expect(await members.strip.innerText()).toContain(members.t('noMember'));
    await members.register(dora.phone, dora.name, dora.birthday);
    await expect.poll(() => members.strip.innerText()).toContain('Dora');
    expect(await members.strip.innerText()).not.toContain(dora.name);
    await expect.poll(() => counter.pay.innerText()).toContain('£2.99');
    expect(await counter.line(milk.name).innerText()).toMatch(/Member price[^]*£0\.80[^]*£2\.99[^]*£3\.79/);
    await app.hands.press('F9', 'F9');
    await checkoutOf(app).done.waitFor();
    expect(await checkoutOf(app).done.innerText()).toContain(members.offers('earned'));
  });

  test('who is a member already is shown masked, and taken instead of registered twice', async () => {
    const app = await start();
    const counter = await signIn(app);
    const members = membersOf(app, counter);
    await members.register(dora.phone, dora.name, dora.birthday);
    await expect.poll(() => members.strip.innerText()).toContain('Dora');
    await app.hands.press('F3');
    await app.hands.click(members.takeOff);
    await expect.poll(() => members.strip.innerText()).toContain(members.t('noMember'));
    await app.hands.press('Escape');
    await app.hands.press('F3');
    await app.hands.click(members.newMember);
    await app.hands.click(members.field('phone'));
    await app.hands.type('+44 7911 123456');
    await app.hands.press('Enter');
    await members.duplicate.waitFor();
    expect(await members.duplicate.innerText()).toMatch(/Dora \*/);
    expect(await members.duplicate.innerText()).not.toContain(dora.name);
    await app.hands.press('Enter');
    await expect.poll(() => members.strip.innerText()).toContain('Dora');
  });

  test('opens the page of what is known of them, to whoever may see it', async () => {
    const app = await start();
    const counter = await signIn(app, grace);
    const members = membersOf(app, counter);
    await members.register(dora.phone, dora.name, dora.birthday);
    await app.hands.click(members.strip);
    await app.hands.click(members.openPage);
    const office = officeMembersOf(app);
    await office.section('points').waitFor();
    expect(await office.title.innerText()).toBe(dora.masked);
    await app.hands.press('Escape', 'Escape', 'Escape');
    await counter.search.waitFor();
    await counter.choose('switchCashier');
    await signIn(app, alice);
    await members.strip.filter({ hasText: 'Dora' }).click();
    await members.takeOff.waitFor();
    expect(await members.openPage.count()).toBe(0);
  });

  test('redeems points and a coupon, and has them back when the goods come back', async () => {
    const app = await start();
    const counter = await signIn(app);
    const members = membersOf(app, counter);
    const checkout = checkoutOf(app);
    await ringUp(app, counter, milk, 40);
    await members.register(dora.phone, dora.name, dora.birthday);
    await app.hands.press('F9', 'F9');
    await checkout.done.waitFor();

    await ringUp(app, counter, milk, 10);
    await app.hands.scan(sweets.code);
    await counter.line(sweets.name).waitFor();
    await members.bring('3456');
    await expect.poll(() => counter.pay.innerText()).toContain('£30.60');
    const earlier = await members.balance();
    await app.hands.click(counter.pay);
    await app.hands.click(members.enterCode);
    await app.hands.type('WELCOME10');
    await app.hands.press('Enter');
    await expect.poll(() => members.coupon(/Welcome/).getAttribute('aria-checked')).toBe('true');
    await expect.poll(() => counter.pay.innerText()).toContain('£27.54');
    await app.hands.click(members.more);
    await expect.poll(() => counter.pay.innerText()).toContain('£26.54');
    await app.hands.click(counter.pay);
    await checkout.done.waitFor();
    const receipt = await checkout.receiptNumber();
    await expect.poll(() => checkout.paper.innerText()).toMatch(/Welcome[^]*-3\.06[^]*100 points[^]*-1\.00/);
    expect(await checkout.done.innerText()).toContain(members.pointsRow('redeemed', 100));

    await giveBack(app, counter, receipt, 'one of the sweets');
    await members.bring('3456');
    expect(await members.balance()).not.toBe(earlier);
    await giveBack(app, counter, receipt, 'the rest');
    await members.bring('3456');
    await expect.poll(() => members.balance()).toBe(earlier);
    await ringUp(app, counter, milk, 10);
    await app.hands.click(counter.pay);
    await app.hands.click(members.enterCode);
    await app.hands.type('WELCOME10');
    await app.hands.press('Enter');
    await expect.poll(() => counter.pay.innerText()).toContain('£26.91');
  });

  test('is found by touch alone, and taken off with an undo', async () => {
    const app = await start();
    const { tap } = app.hands;
    const counter = await signIn(app);
    const members = membersOf(app, counter);
    await tap(members.strip);
    for (const digit of '0803') await tap(counter.numpad(digit));
    await members.hits.first().waitFor();
    await tap(members.hits.first());
    await expect.poll(() => members.balance()).not.toBe('');
    const taken = await members.strip.innerText();
    await tap(members.strip);
    await tap(members.takeOff);
    await expect.poll(() => members.strip.innerText()).toContain(members.t('noMember'));
    await tap(counter.undo);
    await expect.poll(() => members.strip.innerText()).toBe(taken);
  });
});
