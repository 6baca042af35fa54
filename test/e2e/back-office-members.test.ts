import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeShells, type App, type Start } from './app.ts';
import { milk } from './goods.ts';
import { backOfficeOf } from './pages/back-office.ts';
import { approvalOf } from './pages/counter.ts';
import { officeMembersOf } from './pages/office-members.ts';
import { promotionsOf } from './pages/promotions.ts';
import { settingsOf } from './pages/settings.ts';
import { signIn } from './pages/sign-in.ts';
import { alice, grace } from './people.ts';

async function openOffice(
  start: Start,
  page: 'members' | 'promotions',
  person = grace as typeof alice | typeof grace,
): Promise<App> {
  const app = await start();
  const counter = await signIn(app, person);
  await counter.choose('backOffice');
  await backOfficeOf(app).page(page).click();
  return app;
}

async function registerMember(app: App, name: string): Promise<void> {
  const members = officeMembersOf(app);
  await members.button(members.t('register')).click();
  await members.field(members.t('name')).fill(name);
  await members.field(members.t('birthday')).fill('05-12');
  await members.act(members.t('registerNow')).click();
  await members.section('points').waitFor();
}

describeShells('members in the back office', (start) => {
  test('one is registered, given points that are frozen and released, and a coupon', async () => {
    const app = await openOffice(start, 'members');
    const members = officeMembersOf(app);
    await registerMember(app, 'Nora Quill');
    expect(await members.title.innerText()).toBe('Nora *ill');
    await members.button(members.said('show')).click();
    await expect.poll(() => members.title.innerText()).toBe('Nora Quill');
    await members.button(members.said('adjust')).click();
    await members.field(members.t('howMany')).fill('500');
    await members.reason.fill('a broken cup');
    await members.act(members.t('adjustNow')).click();
    await members.notice.getByText('500').waitFor();
    await expect.poll(() => members.section('points').innerText()).toContain('+500');
    await members.button(members.said('freeze')).click();
    await members.reason.fill('looked into');
    await members.act(members.t('freezeNow')).click();
    await members.section('points').getByText(members.said('heldAll')).waitFor();
    await members.button(members.said('release')).click();
    await members.reason.fill('all is well');
    await members.act(members.t('releaseNow')).click();
    await members.section('points').getByText(members.said('heldAll')).waitFor({ state: 'detached' });
    await members
      .section('coupons')
      .getByRole('button', { name: members.said('issue') })
      .click();
    await members.reason.fill('sorry for the cup');
    await members.act(members.t('issueNow')).click();
    await expect.poll(() => members.section('coupons').getByRole('listitem').count()).toBe(1);
  });

  test('a card is added by a scan and taken away again, and one lot is frozen and released', async () => {
    const app = await openOffice(start, 'members');
    const members = officeMembersOf(app);
    const { said, t } = members;
    await registerMember(app, 'Nora Quill');
    await members.button(said('addCard')).click();
    await members.seenDialog.waitFor();
    await app.hands.scan(']C0gift-7');
    await expect.poll(() => members.field(t('card')).inputValue()).toBe('gift-7');
    await members.act(t('addCardNow')).click();
    await members.section('profile').getByText('GIFT-7').waitFor();
    await members.search.waitFor({ state: 'detached' });
    await members.button(said('removeCard', { card: 'GIFT-7' })).click();
    await members.act(t('removeCardNow')).click();
    await members.notice.getByText(said('cardRemoved', { card: 'GIFT-7' })).waitFor();
    await members.section('profile').getByText('GIFT-7').waitFor({ state: 'detached' });
    for (const points of ['300', '20']) {
      await members.button(said('adjust')).click();
      await members.field(t('howMany')).fill(points);
      await members.reason.fill('a gift');
      await members.act(t('adjustNow')).click();
      await members.dialog.waitFor({ state: 'detached' });
    }
    await members.button(said('freeze')).click();
    await members.choice(t('lot')).click();
    await members.reason.fill('asked by phone');
    await members.act(t('freezeNow')).click();
    await members.notice.getByText(said('frozen')).waitFor();
    const points = members.section('points');
    await expect.poll(() => points.innerText()).toMatch(/320\n(20|300) may be spent now/);
    await expect.poll(() => points.innerText()).toContain('asked by phone');
    await members.button(said('release')).click();
    await members.reason.fill('settled');
    await members.act(t('releaseNow')).click();
    await expect.poll(() => points.innerText()).toMatch(/320\n320 may be spent now/);
    await expect
      .poll(() => points.innerText())
      .toContain(said('booking-release', { points: said('oneLotsPoints') }));
  });

  test('and rules are written into files for a spreadsheet', async () => {
    const app = await openOffice(start, 'members');
    const members = officeMembersOf(app);
    const office = backOfficeOf(app);
    const rowsOf = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\r\n');
    const [head, ...rows] = rowsOf(await members.export('exportMembers'));
    expect(head).toBe('\uFEFFNumber,Name,Phone,Tier,Points,Visits,Last visit,Joined');
    expect(rows).toHaveLength(5_000);
    await office.page('promotions').click();
    const rules = rowsOf(await members.export('exportPromotions'));
    expect(rules).toHaveLength(25);
    expect(rules.find((row) => row.startsWith('price-member,'))).toContain('Member price,Special price,');
    const coupons = rowsOf(await members.export('exportCoupons'));
    expect(coupons[0]).toBe('\uFEFFCoupon code,Name,Holder,Last day,Uses,State');
  });

  test('two that are one are made one, and one is erased once its word is typed', async () => {
    const app = await openOffice(start, 'members');
    const members = officeMembersOf(app);
    const office = backOfficeOf(app);
    await registerMember(app, 'Nora Quill');
    await office.page('members').click();
    await registerMember(app, 'Norah Quillfeather');
    await members.button(members.said('merge')).click();
    await members.field(members.t('mergeFind')).fill('Nora Quill');
    await members.dialog.getByRole('button').filter({ hasText: 'Nora *ill' }).click();
    await members.act(members.t('mergeNow', { name: 'Norah *ther' })).click();
    await members.notice.getByText(members.said('merged')).waitFor();
    await members.button(members.said('erase')).click();
    await members.reason.fill('asked for it');
    expect(await members.act(members.t('eraseNow')).isDisabled()).toBe(true);
    await members
      .field(members.t('eraseType', { word: members.t('eraseWord') }))
      .fill(members.t('eraseWord'));
    await members.act(members.t('eraseNow')).click();
    await members.notice.getByText(members.said('erased')).waitFor();
    await members.search.fill('Quill');
    await app.page.getByText(members.t('none', { text: 'Quill' })).waitFor();
  });

  test('are not shown to whoever may not see them', async () => {
    const app = await openOffice(start, 'members', alice);
    const office = backOfficeOf(app);
    await expect.poll(() => app.page.getByRole('alert').innerText()).toBe(office.t('noRight'));
  });
});

describeShells('promotions in the back office', (start) => {
  test('a rule is said, tried on a basket, and switched off and on again', async () => {
    const app = await openOffice(start, 'promotions');
    const promotions = promotionsOf(app);
    await promotions.rule(promotions.rules.memberPrice).click();
    await expect.poll(() => promotions.sentence.innerText()).toContain('£2.99');
    await app.hands.scan(milk.code);
    await promotions.tried.filter({ hasText: milk.name }).waitFor();
    await promotions.customer.selectOption({ label: promotions.t('anyOf', { tier: 'Gold' }) });
    await expect
      .poll(() => promotions.tried.filter({ hasText: milk.name }).innerText())
      .toMatch(/£3\.79.*£2\.99/s);
    expect(await promotions.why.getByRole('listitem').first().innerText()).toContain('Member price');
    await promotions.onSwitch.click();
    await expect.poll(() => promotions.onSwitch.getAttribute('aria-checked')).toBe('false');
    await promotions.undo.click();
    await expect.poll(() => promotions.onSwitch.getAttribute('aria-checked')).toBe('true');
  });

  test('switching takes somebody who may', async () => {
    const app = await openOffice(start, 'promotions', alice);
    const promotions = promotionsOf(app);
    await promotions.rule(promotions.rules.memberPrice).click();
    await promotions.onSwitch.click();
    await approvalOf(app).allow(grace);
    await expect.poll(() => promotions.onSwitch.getAttribute('aria-checked')).toBe('false');
  });

  test('a file with faults changes nothing and says each of them', async () => {
    const app = await openOffice(start, 'promotions');
    const promotions = promotionsOf(app);
    await promotions.rule(promotions.rules.memberPrice).waitFor();
    const before = await promotions.rows.count();
    const file = join(app.folder, 'rules.json');
    const bad = {
      id: 'bad',
      name: { en: 'Bad', 'zh-CN': '坏' },
      offer: { kind: 'order-amount', amountMinor: -1 },
    };
    writeFileSync(
      file,
      JSON.stringify({ promotions: [bad, { ...bad, id: 'worse', target: { articles: ['none'] } }] }),
    );
    await promotions.import.click();
    await promotions.path.fill(file);
    await promotions.importNow.click();
    await expect.poll(() => promotions.faults.count()).toBeGreaterThan(1);
    expect(await promotions.faults.first().innerText()).toContain('bad');
    await app.hands.press('Escape');
    expect(await promotions.rows.count()).toBe(before);
  });
});

describeShells('the settings of members', (start) => {
  test('hold at once: another number of points for what is spent', async () => {
    const app = await start();
    const counter = await signIn(app, grace);
    await counter.choose('settings');
    const settings = settingsOf(app);
    await settings.page('loyalty').click();
    await settings.earnPoints.fill('0.5');
    await settings.save.click();
    expect(await settings.earnPoints.getAttribute('aria-invalid')).toBe('true');
    await settings.earnPoints.fill('2');
    await settings.save.click();
    await settings.saved.waitFor();
  });
});
