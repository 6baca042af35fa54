import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { catalogueFile, membersFile, promotionsFile } from '../sync/central/office/chain-files.ts';
import { addLeases, addTills, startCentralOffice } from './central-office.ts';
import { act, goTo, handOver, openCentral } from './central-screens.ts';
import { describeChromium, openPage } from './chromium.ts';
import { findLayoutFaults } from './layout-faults.ts';

/** WCAG 2.2 A and AA, as axe calls them. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** A folder for a picture of every page, where somebody wants to look at them. */
const PICTURES = process.env['GUITAI_SCREENSHOTS'];
const WALK_TIMEOUT_MS = 300_000;

describeChromium('central’s page', () => {
  test('a wrong password is refused with a sentence, and the page is keyed in without a mouse', async () => {
    const central = await startCentralOffice();
    const page = await openPage();
    await page.goto(central.address);
    await page.locator('input:focus').waitFor();
    await page.keyboard.type('owner');
    await page.keyboard.press('Tab');
    await page.keyboard.type('not the password');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('alert').innerText()).toBe('User name or password is wrong.');
  });

  test('a register is enrolled with a code, one whose PC is lost gets a code for a new key, and one that is stolen is revoked', async () => {
    const central = await startCentralOffice();
    await addTills(central.pool);
    const page = await openCentral(central);
    await goTo(page, 'Registers');
    await page.getByRole('button', { name: 'Enrol registers' }).click();
    await page.getByLabel('Till number').fill('07');
    await page.getByRole('button', { name: 'Make the code' }).click();
    const code = await page.locator('.code-text').innerText();
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await page.getByRole('button', { name: 'Copy the code' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('row', { name: 'S1 · 07' }).waitFor();

    await page.getByRole('button', { name: 'Enrol registers' }).click();
    await page.getByRole('button', { name: 'Several' }).click();
    await page.getByLabel('First number').fill('20');
    await page.getByLabel('Number of tills').fill('12');
    await page.getByRole('button', { name: 'Make 12 codes' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('enrolment-codes.csv');
    await page.getByRole('button', { name: 'Close', exact: true }).click();

    await page.getByRole('button', { name: 'New key: Harbour 01' }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('its disk died');
    await page.getByRole('dialog').getByRole('button', { name: 'Make the code' }).click();
    await page.getByText('It gives till 01 of shop S1 another key').waitFor();
    expect(await page.locator('.code-text').innerText()).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await page.getByRole('button', { name: 'Close', exact: true }).click();

    await page.getByRole('button', { name: 'Revoke till 02 of Harbour?' }).click();
    await page.getByRole('alertdialog').getByLabel('Reason').fill('stolen from the counter');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('row', { name: 'Harbour S1 Till 02' }).getByText('Revoked').waitFor();
    await goTo(page, 'Audit');
    await page.getByRole('row', { name: 'S1-02' }).getByText('stolen from the counter').waitFor();
    await page.getByRole('row', { name: 'S1-01' }).getByText('its disk died').waitFor();
  });

  test('articles, rules and members are imported, a price and points are changed, two are made one', async () => {
    const central = await startCentralOffice();
    const page = await openCentral(central);
    await goTo(page, 'Catalogue');
    await handOver(page, 'Import a CSV file', 'goods.csv', catalogueFile);
    await page.getByText('goods.csv: 4 new, 0 changed, 0 as before.').waitFor();
    await page.getByText('cheap is not a price').waitFor();
    await page.getByRole('button', { name: 'Change price: Ground coffee' }).click();
    await page.getByLabel('New price').fill('39.90');
    await page.getByRole('dialog').getByRole('button', { name: 'Change price' }).click();
    await page.getByRole('row', { name: 'Ground coffee' }).getByText('¥39.90').waitFor();

    await goTo(page, 'Promotions');
    await handOver(page, 'Import a file of rules', 'rules.json', promotionsFile());
    await page.getByText('rules.json: 3 new').waitFor();
    await page.getByRole('button', { name: 'Switch off: Ten percent off drinks' }).click();
    await page.getByRole('row', { name: 'Ten percent off drinks' }).getByText('Switched off').waitFor();
    await page.getByRole('button', { name: 'Give coupons of “Ten yuan off”' }).click();
    await page.getByLabel('Reason').fill('a complaint');
    await page.getByRole('dialog').getByRole('button', { name: 'Give coupons' }).click();
    const coupon = await page.locator('.code-text').innerText();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('button', { name: 'Make a coupon void' }).click();
    await page.getByLabel('Code on the coupon').fill(coupon);
    await page.getByLabel('Reason').fill('given twice');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Make a coupon void' }).click();
    await page.getByText('The coupon is void.').waitFor();
    await handOver(page, 'Import a file of rules', 'rules.json', '{"promotions":[{}]}');
    await page.getByRole('alert').getByText('Nothing was changed.').waitFor();

    await goTo(page, 'Members');
    await handOver(page, 'Import a CSV file', 'members.csv', membersFile);
    await page.getByText('members.csv: 3 new').waitFor();
    await page.getByRole('searchbox').fill('wxf');
    await page.getByRole('button', { name: '王*芳' }).click();
    await act(page, 'Adjust points', 'booked twice', async (dialog) => {
      await dialog.getByLabel('Points, with a minus').fill('-250');
    });
    await page.getByRole('row', { name: 'Adjusted booked twice (owner)' }).getByText('1,000').waitFor();
    await page.getByRole('button', { name: 'Show everything' }).click();
    await page.getByText('+8613800138001').waitFor();

    await page.getByRole('button', { name: 'Merge into another' }).click();
    await page.getByLabel('Number, card or phone of the other').fill('700002');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByText('700002, 80 points').waitFor();
    await page.getByLabel('Reason').fill('the same person');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Merge into another' }).click();
    await page.getByRole('heading', { level: 1, name: 'Li *i' }).waitFor();
    expect(await page.locator('.facts').getByText('1,080', { exact: true }).count()).toBe(2);
  });

  test('an exception is resolved with a note, offline limits and staff are saved, a user gets a password once', async () => {
    const central = await startCentralOffice();
    await addTills(central.pool);
    const page = await openCentral(central);
    await goTo(page, 'Exceptions');
    const row = page.getByRole('row', { name: 'Coupon SPRING-20 was used more often' });
    await row.getByText('¥20.00').waitFor();
    await row.getByRole('button', { name: 'Resolve' }).click();
    await page.getByLabel('What you did about it').fill('booked as a loss');
    await page.getByRole('dialog').getByRole('button', { name: 'Resolve' }).click();
    await row.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Resolved' }).click();
    await page.getByText('booked as a loss').waitFor();

    await goTo(page, 'Settings');
    await page.getByRole('group', { name: 'Spending points' }).getByRole('button', { name: 'Up to' }).click();
    await page.getByLabel('Most in one sale').fill('50');
    await page.getByLabel('Most a register until').first().fill('500');
    await page.getByRole('button', { name: 'Save for Harbour' }).click();
    await page.getByText('Saved. Registers have it at their next contact.').waitFor();
    await page
      .getByRole('group', { name: 'Spending points' })
      .getByRole('button', { name: 'What is reserved' })
      .click();
    await page.getByLabel('Reserved of a member’s points').fill('100.5');
    await page.getByRole('button', { name: 'Save for Harbour' }).click();
    await page.getByRole('alert').getByText('more than 0 and at most 100').waitFor();
    await page
      .getByRole('group', { name: 'Single-use coupons' })
      .getByRole('button', { name: 'What is reserved' })
      .click();
    await page.getByText('Coupons of members who bought last in the shop').waitFor();
    await page.getByLabel('Reserved of a member’s points').fill('37.5');
    await page.getByRole('button', { name: 'Save for Harbour' }).click();
    await page.getByText('Saved. Registers have it at their next contact.').waitFor();
    await page.reload();
    await expect.poll(() => page.getByLabel('Reserved of a member’s points').inputValue()).toBe('37.50');
    await page.getByText('Coupons of members who bought last in the shop').waitFor();
    await page.getByLabel('Section “loyalty”').fill('{');
    await page.getByRole('button', { name: 'Save membership' }).click();
    await page.getByRole('alert').getByText('Nothing was changed:').waitFor();

    await goTo(page, 'Shop staff');
    await page.getByRole('button', { name: 'Add somebody' }).click();
    await page.getByLabel('Name').fill('Lin');
    await page.getByLabel('Code').fill('12');
    await page.getByLabel('PIN').fill('4711');
    await page.getByRole('dialog').getByRole('button', { name: 'Add somebody' }).click();
    await page.getByRole('row', { name: 'Lin' }).getByText('set').waitFor();

    await goTo(page, 'Users');
    await page.getByRole('button', { name: 'Add somebody' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Mei');
    await page.getByLabel('User name').fill('mei');
    await page.getByLabel('Harbour S1').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Add somebody' }).click();
    expect(await page.locator('.code-text').innerText()).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
  });

  test(
    'has no barriers in either theme, and can be read whole in both languages',
    async () => {
      const central = await startCentralOffice();
      const page = await openCentral(central);
      for (const title of names.en) {
        await goTo(page, title);
        await lookAt(page, `empty ${title}`, ['light']);
      }
      await addTills(central.pool);
      await goTo(page, 'Catalogue');
      await handOver(page, 'Import a CSV file', 'goods.csv', catalogueFile);
      await page.getByText('goods.csv: 4 new').waitFor();
      await lookAt(page, 'an import', themes);
      await goTo(page, 'Promotions');
      await handOver(page, 'Import a file of rules', 'rules.json', promotionsFile());
      await page.getByText('rules.json: 3 new').waitFor();
      await goTo(page, 'Members');
      await handOver(page, 'Import a CSV file', 'members.csv', membersFile);
      await page.getByText('members.csv: 3 new').waitFor();
      for (const title of names.en) {
        await goTo(page, title);
        await lookAt(page, title, themes);
      }
      await goTo(page, 'Settings');
      for (const name of ['Spending points', 'Single-use coupons'])
        await page.getByRole('group', { name }).getByRole('button', { name: 'What is reserved' }).click();
      await lookAt(page, 'what is reserved', themes);
      await goTo(page, 'Registers');
      await page.getByRole('button', { name: 'Enrol registers' }).click();
      await lookAt(page, 'enrolling', themes);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'New key: Harbour 01' }).click();
      await lookAt(page, 'a new key', themes);
      await page.keyboard.press('Escape');
      await addLeases(central.pool);
      await goTo(page, 'Members');
      await page.getByRole('button', { name: '王*芳' }).click();
      await page.getByText('400 are reserved for till S1-01 until').waitFor();
      await page.getByText('300 were reserved for till S1-02 until').waitFor();
      await page.getByText('reserved for till S1-01, and at no other').waitFor();
      await page.getByRole('region', { name: 'Statement' }).waitFor();
      await act(page, 'Freeze points', 'card was stolen', () => Promise.resolve());
      await act(page, 'Give a tier', 'promised', () => Promise.resolve());
      await lookAt(page, 'a member', themes);
      for (const name of [
        'Freeze points',
        'Give a tier',
        'Change',
        'Adjust points',
        'Merge into another',
        'Erase',
      ])
        await lookAtDialog(page, name);
      await page.getByRole('button', { name: '中文' }).click();
      await lookAt(page, 'a member in Chinese', []);
      for (const title of names.zh) {
        await goTo(page, title);
        await lookAt(page, title, []);
      }
      await goTo(page, '设置');
      for (const name of ['使用预留积分', '使用预留优惠券']) await page.getByRole('button', { name }).click();
      await lookAt(page, 'what is reserved in Chinese', []);
      expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    },
    WALK_TIMEOUT_MS,
  );
});

async function lookAtDialog(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  await page.locator('.dialog').waitFor();
  await lookAt(page, name, themes);
  await page.keyboard.press('Escape');
  await page.locator('.dialog').waitFor({ state: 'detached' });
}

const names = {
  en: [
    'Overview',
    'Registers',
    'Exceptions',
    'Members',
    'Promotions',
    'Catalogue',
    'Settings',
    'Shop staff',
    'Users',
    'Audit',
  ],
  zh: ['概览', '收银机', '异常', '会员', '促销', '商品', '设置', '门店员工', '用户', '操作记录'],
} as const;

const themes = ['light', 'dark'] as const;

/** Nothing is cut off or covered; in each of these themes nothing stands in anybody's way. */
async function lookAt(page: Page, name: string, worn: readonly (typeof themes)[number][]): Promise<void> {
  await page.waitForLoadState('networkidle');
  expect.soft(await findLayoutFaults(page), name).toEqual([]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const theme of PICTURES ? themes : worn) {
    await page.evaluate((each) => void (document.documentElement.dataset['theme'] = each), theme);
    if (PICTURES) {
      const file = `central ${name} ${theme}.png`.replace(/[^\p{L}\p{N}.]+/gu, '-');
      await page.screenshot({ path: join(PICTURES, file) });
    }
    if (!worn.includes(theme)) continue;
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).setLegacyMode(true).analyze();
    const barriers = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
    );
    expect.soft(barriers, `${name}, ${theme}`).toEqual([]);
  }
  await page.evaluate(() => void (document.documentElement.dataset['theme'] = 'light'));
}
