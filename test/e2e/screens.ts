import type { App } from './app.ts';
import { visitJoining } from './chain-screens.ts';
import { visitDevices, visitDeviceSettings } from './device-screens.ts';
import { bananas, beer, crisps, croissants, milk, sweets, UNKNOWN_CODE } from './goods.ts';
import { visitMembers, visitRedeeming } from './member-screens.ts';
import { visitOfficeMembers, visitOfficePromotions } from './office-screens.ts';
import { backOfficeOf } from './pages/back-office.ts';
import { checkoutOf } from './pages/checkout.ts';
import { approvalOf, type Counter } from './pages/counter.ts';
import { refundOf } from './pages/refund.ts';
import { settingsOf, settingsPages } from './pages/settings.ts';
import { alice, grace } from './people.ts';
import { atCounter, signIn, signInOf } from './pages/sign-in.ts';

/** Looks at what is on the screen now, under the name that it has for people who read what was found. */
type Look = (name: string) => Promise<void>;

/**
 * Goes through every screen and every pane with something in it, as a day does: from the first sign-in of a closed shop
 * to the Z. The program must have been started on the closed demo shop.
 */
export async function visitScreens(app: App, look: Look): Promise<void> {
  await visitGate(app, look);
  const counter = await atCounter(app);
  await visitCounter(app, counter, look);
  await visitQuestions(app, counter, look);
  await visitPanes(app, counter, look);
  await visitMembers(app, counter, look);
  await visitPaying(app, counter, look);
  await visitDevices(app, counter, look);
  await visitRefunds(app, counter, look);
  await visitApprovals(app, counter, look);
  await visitBackOffice(app, counter, look);
  await visitSettings(app, look);
  await visitClosing(app, look);
}

async function visitGate(app: App, look: Look): Promise<void> {
  const gate = signInOf(app);
  await gate.title.waitFor();
  await look('sign-in, no shift');
  await gate.enter(grace, '0000');
  await gate.fault.waitFor();
  await look('sign-in, wrong PIN');
  await gate.enter(grace);
  await gate.float.waitFor();
  await look('open the shift');
  await gate.float.fill('100');
  await app.hands.press('Enter');
}

async function visitCounter(app: App, counter: Counter, look: Look): Promise<void> {
  await look('counter, empty');
  for (const article of [milk, sweets, crisps]) await app.hands.scan(article.code);
  await app.hands.type('12*');
  await app.hands.scan(croissants.code);
  await counter.line(croissants.name).waitFor();
  await look('counter, a sale');
  await app.hands.press('Delete');
  await counter.undo.waitFor();
  await look('counter, a line removed');
  await counter.undo.click();
  await counter.line(croissants.name).waitFor();
  for (const group of await app.page.getByRole('tab').all()) {
    await group.click();
    await look(`tiles, ${await group.innerText()}`);
  }
  await app.page.getByRole('tab').first().click();
  await app.hands.type('cola');
  await counter.found.first().waitFor();
  await look('search, found');
  await app.hands.type('xqzxq');
  await counter.left.getByRole('status').filter({ hasText: 'xqzxq' }).waitFor();
  await look('search, nothing found');
  await app.hands.press('Escape');
  await app.hands.press('F11');
  await counter.button(counter.t('showTiles')).waitFor();
  await look('scan mode');
  await app.hands.press('F11');
  await app.page.getByRole('banner').getByRole('button').first().click();
  await app.page.getByRole('menu').waitFor();
  await look('menu of the till');
  await app.hands.press('Escape');
  await app.page.getByRole('menu').waitFor({ state: 'detached' });
}

async function visitQuestions(app: App, counter: Counter, look: Look): Promise<void> {
  const { pane } = counter;
  await counter.tile(bananas.tile).click();
  await counter.heading(pane('weighTitle')).waitFor();
  await app.hands.type('1.25');
  await look('question, weight');
  await app.hands.press('Escape');
  await app.hands.scan(beer.code);
  await counter.heading(pane('ageTitle')).waitFor();
  await look('question, age');
  await app.hands.press('Escape');
  await counter.tile('Roast chicken').click();
  await counter.heading(pane('priceTitle')).waitFor();
  await look('question, price');
  await app.hands.press('Escape');
  await app.hands.scan(UNKNOWN_CODE);
  await counter.heading(pane('departmentTitle')).waitFor();
  await look('question, department');
  await app.hands.press('Escape');
  await counter.search.waitFor();
}

async function visitPanes(app: App, counter: Counter, look: Look): Promise<void> {
  const { pane } = counter;
  await counter.line(milk.name).getByRole('button').click();
  for (const field of ['quantity', 'price', 'percent', 'amountOff', 'note'] as const) {
    await counter.button(pane(field)).click();
    await look(`line, ${field}`);
  }
  await app.hands.press('Escape');
  for (const key of ['F1', 'F6', 'F10', '?']) {
    await app.hands.press(key);
    await counter.left.getByRole('heading', { level: 1 }).waitFor();
    await look(`pane of ${key}`);
    if (key === '?') {
      await app.hands.type(milk.code);
      await app.hands.press('Enter');
      await counter.button(pane('checkSell')).waitFor();
      await look('price check, checked');
    }
    await app.hands.press('Escape');
    await counter.search.waitFor();
  }
  await app.hands.press('F7');
  for (const act of ['noSale', 'payIn', 'payOut', 'safeDrop'] as const) {
    await counter.button(pane(act)).click();
    await look(`drawer, ${act}`);
  }
  await app.hands.press('Escape');
  await app.hands.press('F4');
  await counter.notice.getByText(counter.t('held')).waitFor();
  await app.hands.press('F5');
  await counter.heading(pane('heldTitle')).waitFor();
  await look('held sales');
  await app.hands.press('Enter');
  await counter.line(milk.name).waitFor();
}

async function visitPaying(app: App, counter: Counter, look: Look): Promise<void> {
  const checkout = checkoutOf(app);
  await app.hands.click(counter.pay);
  await checkout.pane.waitFor();
  await look('checkout, cash');
  await visitRedeeming(app, counter, look);
  // What rules take off depends on the time of day, and so do the notes that are offered.
  await counter.typeInto(checkout.amount('Cash'), '50');
  await look('checkout, cash with change');
  await checkout.tender('Card').click();
  await checkout.reference.waitFor();
  await look('checkout, card');
  await counter.typeInto(checkout.amount('Card'), '3');
  await app.hands.click(counter.pay);
  await checkout.received.getByRole('listitem').waitFor();
  await look('checkout, part paid');
  await app.hands.press('Escape');
  await checkout.fault.waitFor();
  await look('checkout, money to give back first');
  await checkout.tender('Cash').click();
  await counter.typeInto(checkout.amount('Cash'), '50');
  await app.hands.click(counter.pay);
  await checkout.done.getByRole('article').waitFor();
  await look('paid');
  await counter.button(checkout.receipt('qr')).click();
  await app.page.getByRole('dialog').waitFor();
  await look('paid, QR code');
  await app.hands.press('Escape');
  await app.hands.press('F10');
  await app.page
    .getByRole('list', { name: checkout.receipt('sales') })
    .getByRole('button')
    .first()
    .click();
  await app.page.getByRole('article').waitFor();
  await look('receipts, one shown');
  await app.hands.press('Escape');
}

async function visitRefunds(app: App, counter: Counter, look: Look): Promise<void> {
  const refund = refundOf(app);
  const checkout = checkoutOf(app);
  await app.hands.press('F8');
  await refund.sales.first().waitFor();
  await look('refund, finding the sale');
  await refund.sales.first().click();
  await refund.more(milk.name).click();
  await counter.line(milk.name).waitFor();
  await look('refund, lines');
  await app.hands.press('F9');
  await checkout.refundPane.waitFor();
  await look('refund, paying back');
  await app.hands.press('F9');
  await checkout.refunded.waitFor();
  await look('refunded');
  await app.hands.press('F8');
  await refund.button(refund.t('without')).click();
  await counter.typeInto(refund.field('article'), 'whole milk');
  await refund.found(milk.name).first().waitFor();
  await look('refund without receipt');
  await app.hands.press('Escape');
}

/** As a cashier, who needs somebody else; then locked. */
async function visitApprovals(app: App, counter: Counter, look: Look): Promise<void> {
  await counter.choose('switchCashier');
  await signIn(app, alice);
  await app.hands.scan(milk.code);
  await counter.line(milk.name).waitFor();
  await app.hands.press('/');
  await app.hands.type('1');
  await app.hands.press('Enter');
  const { dialog, allow, fault } = approvalOf(app);
  await dialog.waitFor();
  await look('a second person');
  await allow(grace, '0000');
  await fault.waitFor();
  await look('a second person, wrong PIN');
  await app.hands.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await app.hands.press('Escape');
  await app.hands.press('F6');
  await counter.button(counter.pane('voidSale')).click();
  await dialog.waitFor();
  await look('a reason');
  await approvalOf(app).reason('mistake').click();
  await dialog.waitFor({ state: 'detached' });
  await app.hands.press('F12');
  await signInOf(app).title.waitFor();
  await look('locked');
  await signIn(app, grace);
}

async function visitBackOffice(app: App, counter: Counter, look: Look): Promise<void> {
  await counter.choose('backOffice');
  const office = backOfficeOf(app);
  for (const name of ['day', 'shifts', 'journal', 'chain', 'articles'] as const) {
    await office.page(name).click();
    await office.title.filter({ hasText: office.titles[name] }).waitFor();
    await look(`back office, ${name}`);
  }
  await app.hands.type('milk');
  await office.main.getByRole('row').nth(1).waitFor();
  await look('back office, articles found');
  await visitOfficeMembers(app, look);
  await visitOfficePromotions(app, look);
  await office.page('journal').click();
  await office.entries.first().click();
  await look('back office, journal entry');
  await office.page('shifts').click();
  await office.button(office.shifts('xReport')).click();
  await office.paper.waitFor();
  await look('back office, X report');
  await office.button(office.shifts('act-pay-in')).click();
  await look('back office, pay in');
}

async function visitSettings(app: App, look: Look): Promise<void> {
  await backOfficeOf(app).page('settings').click();
  const settings = settingsOf(app);
  for (const name of settingsPages) {
    await settings.page(name).click();
    await settings.title.filter({ hasText: settings.t(name) }).waitFor();
    await look(`settings, ${name}`);
  }
  await visitJoining(app, look);
  await visitDeviceSettings(app, look);
  await settings.page('receipt').click();
  await settings.footer.fill('Open on Sundays from ten');
  await settings.save.waitFor();
  await look('settings, not saved yet');
  await app.hands.press('Escape');
  await app.page.getByRole('dialog').waitFor();
  await look('settings, leaving without saving');
  await settings.discardIn(app.page.getByRole('dialog')).click();
  await atCounter(app);
}

async function visitClosing(app: App, look: Look): Promise<void> {
  const counter = await atCounter(app);
  await app.hands.scan(milk.code);
  await counter.line(milk.name).waitFor();
  await app.hands.press('F4');
  await counter.notice.getByText(counter.t('held')).waitFor();
  await counter.choose('backOffice');
  const office = backOfficeOf(app);
  await office.page('shifts').click();
  await office.button(office.shifts('closeShift')).click();
  await office.button(office.close('keep')).waitFor();
  await look('closing, held sales');
  await office.button(office.close('keep')).click();
  await office.button(office.close('toCount')).click();
  await office.pieces('£50.00').fill('2');
  await look('closing, count');
  await office.button(office.close('done')).click();
  await office.main.getByRole('radio').first().waitFor();
  await look('closing, result');
  await app.page.getByLabel(office.close('not-found')).check();
  await office.button(office.close('confirm', { number: '000001' })).click();
  await office.paper.waitFor();
  await look('closing, Z');
}
