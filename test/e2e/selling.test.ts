import { expect, test } from 'vitest';
import { describeShells, type App } from './app.ts';
import { bagels, bananas, beer, crisps, croissants, eggs, milk, sweets, UNKNOWN_CODE } from './goods.ts';
import { checkoutOf } from './pages/checkout.ts';
import type { Counter } from './pages/counter.ts';
import { alice } from './people.ts';
import { atCounter, signIn, signInOf } from './pages/sign-in.ts';

/** The texts of the lines, once there are so many. */
async function linesOf({ lines }: Counter, count: number): Promise<readonly string[]> {
  await expect.poll(() => lines.count()).toBe(count);
  return await lines.allInnerTexts();
}

/** Pays with what stands in the field, and waits for the receipt. */
async function payAll(app: App, counter: Counter): Promise<void> {
  await app.hands.click(counter.pay);
  await checkoutOf(app).pane.waitFor();
  await app.hands.click(counter.pay);
  await checkoutOf(app).done.waitFor();
}

describeShells('selling', (start) => {
  test('a scan lands in the sale wherever the focus is, and cash is taken with its change', async () => {
    const app = await start();
    const counter = await signIn(app);
    await app.hands.scan(milk.code);
    await counter.line(milk.name).waitFor();
    await counter.group('Kitchen').focus();
    await app.hands.scan(sweets.code);
    await counter.line(sweets.name).waitFor();
    await app.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await app.hands.scan(crisps.code);
    await counter.line(crisps.name).waitFor();
    expect(await counter.search.inputValue()).toBe('');
    expect(await counter.pay.innerText()).toContain('£7.24');
    await app.hands.click(counter.pay);
    const checkout = checkoutOf(app);
    await checkout.quickCash('£20.00').click();
    await app.hands.click(counter.pay);
    await checkout.done.waitFor();
    expect(await checkout.figure.innerText()).toContain('£12.76');
    // The change stays until the next scan, which begins the next sale.
    await app.hands.scan(eggs.code);
    expect(await linesOf(counter, 1)).toEqual([expect.stringContaining(eggs.price)]);
  });

  test('twenty scans in two seconds are all sold, in their order', async () => {
    const app = await start();
    const counter = await signIn(app);
    const codes = Array.from({ length: 20 }, (_, place) => [milk, sweets, crisps, bagels][place % 4]!);
    await app.hands.scanAll(
      codes.map(({ code }) => code),
      100,
    );
    const shown = await linesOf(counter, 20);
    expect(shown.map((text, place) => text.includes(codes[place]!.name))).toEqual(codes.map(() => true));
    // £41.45 less two pairs of crisps, the second at half price, and three sweets for £1.80.
    expect(await counter.pay.innerText()).toContain('£38.39');
  });

  test('an article is found by words, by the last digits and by pinyin initials', async () => {
    const app = await start();
    const counter = await signIn(app);
    await app.hands.type('bagels plain');
    await counter.found.filter({ hasText: bagels.name }).first().waitFor();
    await app.hands.press('Enter');
    await counter.line(bagels.name).waitFor();
    await app.hands.type('wlj');
    await counter.found.filter({ hasText: '王老吉凉茶' }).first().waitFor();
    await app.hands.press('Enter');
    await counter.line('王老吉凉茶').waitFor();
    await app.hands.type('6618');
    await counter.found.filter({ hasText: milk.name }).click();
    await counter.line(milk.name).waitFor();
    expect(await counter.pay.innerText()).toContain('£7.39');
  });

  test('a whole sale is made by touch alone', async () => {
    const app = await start();
    const { tap } = app.hands;
    const gate = signInOf(app);
    await tap(gate.person(alice));
    for (const digit of alice.pin) await tap(gate.digit(digit));
    await tap(gate.submit);
    const counter = await atCounter(app);
    await tap(counter.tile('Eggs'));
    await counter.line(eggs.name).waitFor();
    await tap(counter.tile('Eggs'));
    await expect.poll(() => counter.pay.innerText()).toContain('£2.00');
    await tap(counter.group('Larder'));
    await tap(counter.tile('Croissants'));
    await counter.line(croissants.name).waitFor();
    await tap(counter.line(croissants.name).getByRole('button'));
    await tap(counter.button(counter.t('more')));
    await expect.poll(() => counter.pay.innerText()).toContain('£6.70');
    await tap(counter.pay);
    const checkout = checkoutOf(app);
    await checkout.pane.waitFor();
    for (const digit of ['1', '0']) await tap(checkout.digit(digit));
    await expect.poll(() => counter.pay.innerText()).toContain('£3.30');
    await tap(counter.pay);
    await checkout.done.waitFor();
    expect(await checkout.figure.innerText()).toContain('£3.30');
    await expect.poll(() => counter.pay.innerText()).toContain(checkout.t('next'));
  });

  test('a whole sale is made by the keyboard alone, and two keys take the exact cash', async () => {
    const app = await start();
    const { press, type } = app.hands;
    await signInOf(app).title.waitFor();
    await type(alice.pin);
    await press('Enter');
    const counter = await atCounter(app);
    await type('3*');
    await type(milk.code);
    await press('Enter');
    await expect.poll(() => counter.pay.innerText()).toContain('£11.37');
    await press('-');
    await expect.poll(() => counter.pay.innerText()).toContain('£7.58');
    await type(sweets.code);
    await press('Enter');
    await counter.line(sweets.name).waitFor();
    await press('Delete');
    await expect.poll(() => counter.lines.count()).toBe(1);
    await press('*');
    await counter.heading(milk.name).waitFor();
    await type('4');
    await press('Enter');
    await expect.poll(() => counter.pay.innerText()).toContain('£15.16');
    await press('F9', 'F9');
    await checkoutOf(app).done.waitFor();
    expect(await checkoutOf(app).figure.innerText()).toContain('£15.16');
  });

  test('what is weighed is sold by what is left without the tare', async () => {
    const app = await start();
    const counter = await signIn(app);
    await counter.tile(bananas.tile).click();
    await counter.heading(counter.pane('weighTitle')).waitFor();
    await app.hands.type('1.25');
    await counter.button(counter.pane('tareGrams')).click();
    await app.hands.type('50');
    await app.hands.press('Enter');
    await counter.line(bananas.name).waitFor();
    // 1.200 kg at £1.10.
    expect(await counter.line(bananas.name).innerText()).toMatch(/1\.2\s*kg[^]*£1\.32/);
  });

  test('an unknown barcode is sold under a department with the price from its label', async () => {
    const app = await start();
    const counter = await signIn(app);
    await app.hands.scan(UNKNOWN_CODE);
    await counter.heading(counter.pane('departmentTitle')).waitFor();
    await counter.button('Toys & games').click();
    await app.hands.type('4.5');
    await app.hands.press('Enter');
    await counter.line('Toys & games').waitFor();
    expect(await counter.pay.innerText()).toContain('£4.50');
    await payAll(app, counter);
  });

  test('what is not for everyone is sold only once the age was checked', async () => {
    const app = await start();
    const counter = await signIn(app);
    await app.hands.scan(beer.code);
    await counter.heading(counter.pane('ageTitle')).waitFor();
    // A scan meanwhile is sold, and the question stays.
    await app.hands.scan(milk.code);
    await counter.line(milk.name).waitFor();
    await counter.button(counter.pane('refuse')).click();
    await app.hands.scan(beer.code);
    await counter.button(counter.pane('oldEnough')).click();
    expect(await linesOf(counter, 2)).toEqual([
      expect.stringContaining(milk.name),
      expect.stringContaining(beer.name),
    ]);
  });
});
