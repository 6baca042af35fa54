import { expect, test } from 'vitest';
import { signInText } from '../../renderer/text/sign-in-text.ts';
import { describeShells } from './app.ts';
import { milk, sweets } from './goods.ts';
import { approvalOf } from './pages/counter.ts';
import { alice, grace, tom } from './people.ts';
import { signIn, signInOf } from './pages/sign-in.ts';

describeShells('what takes somebody with the right to it', (start) => {
  test('a price set by hand takes a second person, whose wrong PIN changes nothing', async () => {
    const app = await start();
    const counter = await signIn(app);
    await app.hands.scan(milk.code);
    await counter.line(milk.name).waitFor();
    await app.hands.press('/');
    await counter.heading(milk.name).waitFor();
    await app.hands.type('3');
    await app.hands.press('Enter');
    const approval = approvalOf(app);
    await approval.allow(grace, '1234');
    await approval.fault.waitFor();
    expect(await counter.pay.innerText()).toContain(milk.price);
    await approval.allow(grace);
    await expect.poll(() => counter.pay.innerText()).toContain('£3.00');
    expect(await counter.line(milk.name).innerText()).toContain('£0.79');
  });

  test("a discount within the cashier's limit is given alone, beyond it with somebody else", async () => {
    const app = await start();
    const counter = await signIn(app);
    await app.hands.scan(milk.code);
    await counter.line(milk.name).waitFor();
    const giveDiscount = async (percent: string): Promise<void> => {
      await counter.line(milk.name).getByRole('button').click();
      await counter.button(counter.pane('percent')).click();
      await app.hands.type(percent);
      await app.hands.press('Enter');
    };
    await giveDiscount('10');
    await expect.poll(() => counter.pay.innerText()).toContain('£3.41');
    await giveDiscount('20');
    const approval = approvalOf(app);
    await approval.allow(tom);
    // Tom is a cashier too, and has the same limit.
    await expect.poll(() => approval.fault.innerText()).toContain(tom.name);
    await approval.allow(grace);
    await expect.poll(() => counter.pay.innerText()).toContain('£3.03');
  });

  test('the till is locked with its sale, and another cashier goes on with it', async () => {
    const app = await start();
    const counter = await signIn(app);
    await app.hands.scan(milk.code);
    await counter.line(milk.name).waitFor();
    await app.hands.press('F12');
    const gate = signInOf(app);
    await gate.title.waitFor();
    await gate.enter(alice, '0000');
    expect(await gate.fault.innerText()).toMatch(/PIN/);
    await signIn(app, tom);
    await counter.line(milk.name).waitFor();
    await app.hands.scan(sweets.code);
    await counter.line(sweets.name).waitFor();
    await counter.choose('switchCashier');
    await gate.title.waitFor();
    await signIn(app, alice);
    expect(await counter.lines.count()).toBe(2);
    expect(await app.page.getByRole('banner').innerText()).toContain(alice.name);
  });

  test('nobody gets in by a PIN that is tried until it fits', async () => {
    const app = await start();
    const gate = signInOf(app);
    for (const typed of ['0000', '0001', '0002', '0003', '0004']) {
      await gate.enter(alice, typed);
      await gate.fault.waitFor();
    }
    await gate.enter(alice);
    await gate.fault.waitFor();
    expect(await gate.fault.innerText()).toMatch(/Too many wrong PINs/);
    expect(await app.page.getByText(signInText.en.who).isVisible()).toBe(true);
  });
});
