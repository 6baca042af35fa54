import type { Locator, Page } from 'playwright-core';
import type { CentralOffice } from './central-office.ts';
import { openPage } from './chromium.ts';

const PASSWORD = 'an own long password';
const SIZE = { width: 1366, height: 768 };

/** The page with its first owner signed in under a password of their own. */
export async function openCentral(central: CentralOffice): Promise<Page> {
  const page = await openPage();
  await page.setViewportSize(SIZE);
  page.setDefaultTimeout(15_000);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(central.address);
  await page.getByLabel('User name').fill('owner');
  await page.getByLabel('Password', { exact: true }).fill(central.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Password until now').fill(central.password);
  await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('New password again').fill(PASSWORD);
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  return page;
}

export async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

export async function handOver(page: Page, name: string, fileName: string, text: string): Promise<void> {
  const buffer = Buffer.from(text);
  await page.getByLabel(name).setInputFiles({ name: fileName, mimeType: 'text/plain', buffer });
}

/** Opens a dialog, lets it be filled in, says why, and does it. */
export async function act(
  page: Page,
  name: string,
  reason: string,
  fill: (dialog: Locator) => Promise<unknown>,
): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await fill(dialog);
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}
