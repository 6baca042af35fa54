import { expect, test } from 'vitest';
import { describeShells } from './app.ts';
import { milk, sweets } from './goods.ts';
import { checkoutOf } from './pages/checkout.ts';
import { approvalOf } from './pages/counter.ts';
import { settingsOf } from './pages/settings.ts';
import { alice, grace, tom } from './people.ts';
import { signIn, signInOf } from './pages/sign-in.ts';

describeShells('what the manager sets', (start) => {
  test('shows at the counter: another key, another line on the receipt', async () => {
    const app = await start();
    const counter = await signIn(app, grace);
    await counter.choose('settings');
    const settings = settingsOf(app);
    await settings.page('keys').click();
    await settings.key(counter.pane('keyHold'), 'F4').click();
    await app.hands.press('End');
    await settings.save.click();
    await settings.saved.waitFor();
    await settings.page('receipt').click();
    await settings.footer.fill('Open on Sundays from ten');
    await settings.save.click();
    await settings.saved.waitFor();
    await app.hands.press('Escape');
    await counter.search.waitFor();
    await app.hands.scan(milk.code);
    await counter.line(milk.name).waitFor();
    await app.hands.press('End');
    await counter.heldSale('Held 1').waitFor();
    await app.hands.scan(sweets.code);
    await counter.line(sweets.name).waitFor();
    await app.hands.press('F9', 'F9');
    await expect.poll(() => checkoutOf(app).done.innerText()).toContain('Open on Sundays from ten');
  });

  test('takes somebody with the right to set it', async () => {
    const app = await start();
    const counter = await signIn(app, alice);
    await counter.choose('settings');
    const settings = settingsOf(app);
    await settings.page('receipt').click();
    await settings.footer.fill('Everything is free');
    await settings.save.click();
    await approvalOf(app).allow(tom);
    await expect.poll(() => approvalOf(app).fault.innerText()).toContain(tom.name);
    await approvalOf(app).allow(grace);
    await settings.saved.waitFor();
  });
});

describeShells('in Chinese', (start) => {
  test('a sale is made from signing in to the change', async () => {
    const app = await start({ language: 'zh-CN' });
    const counter = await signIn(app);
    expect(await app.page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await app.hands.type('kkkl');
    await counter.found.filter({ hasText: '可口可乐' }).first().click();
    await counter.line('可口可乐').waitFor();
    await app.hands.click(counter.pay);
    const checkout = checkoutOf(app);
    await checkout.quickCash('£5.00').click();
    await app.hands.click(counter.pay);
    await checkout.done.waitFor();
    expect(await checkout.figure.innerText()).toContain('找零');
  });

  test('the language is changed at the counter, and is there again after a restart', async () => {
    const app = await start();
    const gate = signInOf(app);
    await gate.title.waitFor();
    await app.page.getByRole('button', { name: '中文' }).click();
    const title = app.page.getByRole('heading', { level: 1 }).first();
    await expect.poll(() => title.innerText()).toBe('谁来收银？');
    await app.page.reload();
    await expect.poll(() => title.innerText()).toBe('谁来收银？');
  });
});
