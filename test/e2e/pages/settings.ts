import { settingsKeysText } from '../../../renderer/text/settings-keys-text.ts';
import { settingsLoyaltyText } from '../../../renderer/text/settings-loyalty-text.ts';
import { settingsReceiptText } from '../../../renderer/text/settings-receipt-text.ts';
import { settingsScreenText } from '../../../renderer/text/settings-screen-text.ts';
import type { Locator } from 'playwright-core';
import type { App } from '../app.ts';
import { wordsOf } from '../words.ts';

/** The pages of the settings, in the order of their navigation. */
export const settingsPages = [
  'shop',
  'goods',
  'tenders',
  'articles',
  'loyalty',
  'staff',
  'roles',
  'tiles',
  'keys',
  'devices',
  'receipt',
  'look',
  'upkeep',
] as const;

/** What a manager or IT sets. */
export function settingsOf({ page, language }: App) {
  const t = wordsOf(settingsScreenText, language);
  const keys = wordsOf(settingsKeysText, language);
  const receipt = wordsOf(settingsReceiptText, language);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  return {
    t,
    title: page.getByRole('heading', { level: 1 }),
    page: (name: (typeof settingsPages)[number]) =>
      page.getByRole('navigation').getByRole('button', { name: t(name), exact: true }),
    discardIn: (dialog: Locator) => dialog.getByRole('button', { name: t('discard') }),
    save: button(t('save')),
    saved: page.getByRole('status').filter({ hasText: t('saved') }),
    /** The button that shows which key an action has, and asks for another. */
    key: (name: string, key: string) => button(keys('change', { name, key })),
    earnPoints: page.getByLabel(wordsOf(settingsLoyaltyText, language)('earnPoints'), { exact: true }),
    footer: page.getByLabel(receipt('footer')),
  };
}
