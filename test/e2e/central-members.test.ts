import { expect, test } from 'vitest';
import { membersFile } from '../sync/central/office/chain-files.ts';
import { addExceptions, addTills, startCentralOffice } from './central-office.ts';
import { act, goTo, handOver, openCentral } from './central-screens.ts';
import { describeChromium } from './chromium.ts';

describeChromium('what the office decides at central’s page', () => {
  test('a member is added, changed, frozen and given a tier, and the page says who did it and why', async () => {
    const central = await startCentralOffice();
    const page = await openCentral(central);
    await goTo(page, 'Members');
    await handOver(page, 'Import a CSV file', 'members.csv', membersFile);
    await page.getByText('members.csv: 3 new').waitFor();
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Add a member' }).click();
    expect(await dialog.getByLabel('Name').evaluate((field) => field === document.activeElement)).toBe(true);
    await dialog.getByLabel('Name').fill('Ada Baker');
    await dialog.getByLabel('Phone').fill('13800138002');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await dialog.getByRole('alert').getByText('That phone is the member 700002’s').waitFor();
    await dialog.getByLabel('Phone').fill('138 0013 8077');
    await dialog.getByLabel('Text messages').check();
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Ada *ker' }).waitFor();
    await page.getByText('Text messages').waitFor();

    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await dialog.getByLabel('Name').fill('Ada Barker');
    await dialog.getByLabel('Cards').fill('card-77\ncard-78');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('CARD-77, CARD-78').waitFor();

    await act(page, 'Adjust points', 'goodwill', async () => {
      await dialog.getByLabel('Points, with a minus').fill('1,000');
    });
    await act(page, 'Freeze points', 'card was stolen', async () => {
      await dialog.getByRole('button', { name: 'So many' }).click();
      await dialog.getByLabel('How many').fill('400');
    });
    await page.getByText('card was stolen (owner,').waitFor();
    await page
      .locator('.facts > div')
      .filter({ hasText: /May be spent now\s*600/ })
      .waitFor();
    await page.getByRole('button', { name: 'Release: 400 points frozen' }).click();
    await page.getByLabel('Reason').fill('card is back');
    await page.getByRole('dialog').getByRole('button', { name: 'Release' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('400 points frozen').waitFor({ state: 'detached' });

    await act(page, 'Give a tier', 'promised', async () => {
      await dialog.getByLabel('Tier').selectOption('gold');
      await dialog.getByLabel('Until').fill('2030-06-30');
    });
    await page.getByText('30 Jun 2030').waitFor();
    await page.getByText('Given by hand: promised (owner,').waitFor();
    await goTo(page, 'Audit');
    await page.getByRole('searchbox').fill('nobody at all');
    await page.getByText('Nothing of this kind has been done.').waitFor();
    await page.getByRole('searchbox').fill('');
    const rows = page.getByRole('row');
    for (const said of ['Reviewed on 2030-06-30', 'Changed Name, Cards', 'Points 400', 'Reason card is back'])
      await rows.filter({ hasText: said }).first().waitFor();
    expect(await page.locator('main').innerText()).not.toContain('Barker');
  });

  test('five hundred exceptions are turned page by page, found by shop and kind, and resolved together', async () => {
    const central = await startCentralOffice();
    await addTills(central.pool);
    await addExceptions(central.pool, 500);
    const page = await openCentral(central);
    await page.getByRole('button', { name: 'Open exceptions: Harbour, 502' }).click();
    await page.getByText('There are 502;').waitFor();
    await page.getByText('1 to 100 of 502').waitFor();
    const first = await page.locator('tbody tr b').first().innerText();
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.getByText('101 to 200 of 502').waitFor();
    await expect.poll(() => page.locator('tbody tr b').first().innerText()).not.toBe(first);
    await page.getByRole('button', { name: 'Previous page' }).click();
    await expect.poll(() => page.locator('tbody tr b').first().innerText()).toBe(first);
    await page.getByLabel('Shop').selectOption('');
    await page.getByText('There are 503;').waitFor();
    await page.getByLabel('Kind').selectOption({ label: 'Coupon … was void when it was used (500)' });
    await page.getByText('There are 500;').waitFor();
    await page.getByLabel('Choose all of this page').check();
    await page.getByRole('button', { name: 'Resolve 100 chosen' }).click();
    await page.getByLabel('What you did about it').fill('booked as a loss');
    await page.getByRole('dialog').getByRole('button', { name: 'Resolve' }).click();
    await page.getByText('There are 400;').waitFor();
    await page.getByText('1 to 100 of 400').waitFor();
  });
});
