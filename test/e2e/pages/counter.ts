import type { Locator } from 'playwright-core';
import { approvalText } from '../../../renderer/text/approval-text.ts';
import { paneText } from '../../../renderer/text/counter-pane-text.ts';
import { counterText } from '../../../renderer/text/counter-text.ts';
import type { App } from '../app.ts';
import type { Person } from '../people.ts';
import { wordsOf } from '../words.ts';

export type Counter = ReturnType<typeof counterOf>;

/** The counter: choosing at the left, the sale at the right. */
export function counterOf({ page, language, hands }: App) {
  const t = wordsOf(counterText, language);
  const pane = wordsOf(paneText, language);
  const sale = page.getByRole('region', { name: t('counter'), exact: true });
  const left = page.getByRole('main');
  const lines = page.getByRole('list', { name: t('basket') }).getByRole('listitem');
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  return {
    t,
    pane,
    left,
    sale,
    lines,
    line: (name: string | RegExp) => lines.filter({ hasText: name }),
    search: page.getByRole('combobox', { name: t('search') }),
    found: page.getByRole('listbox', { name: t('results') }).getByRole('option'),
    /** What is refused and what to do, or what was done, over the end of the basket. */
    notice: sale.locator('[aria-live]'),
    undo: button(t('undo')),
    /** It stands last in the sale, whatever it says. */
    pay: sale.getByRole('button').last(),
    tile: (name: string) => left.getByRole('button', { name }),
    group: (name: string) => page.getByRole('tab', { name }),
    heldSale: (name: string) =>
      page.getByRole('navigation', { name: t('sales') }).getByRole('button', { name }),
    /** What the counter does by a key, by its button. */
    action: (
      name: 'hold' | 'recall' | 'saleDiscount' | 'drawer' | 'refund' | 'reprint' | 'priceCheck' | 'keys',
    ) => button(t(name)),
    field: (name: string) => left.getByLabel(name, { exact: true }),
    button,
    heading: (name: string | RegExp) => left.getByRole('heading', { name }),
    numpad: (key: string) => left.getByRole('button', { name: key, exact: true }),
    /** Opens the menu of the till and chooses from it. */
    async choose(entry: 'backOffice' | 'settings' | 'lock' | 'switchCashier'): Promise<void> {
      await page.getByRole('banner').getByRole('button').first().click();
      await page.getByRole('menuitem', { name: t(entry) }).click();
    },
    async typeInto(field: Locator, text: string): Promise<void> {
      await field.focus();
      await hands.type(text);
    },
  };
}

/** The dialog that asks for somebody else, or for a reason. */
export function approvalOf({ page, language, hands }: App) {
  const t = wordsOf(approvalText, language);
  const dialog = page.getByRole('dialog');
  return {
    dialog,
    fault: dialog.getByRole('alert'),
    reason: (name: 'mistake' | 'customer' | 'damaged' | 'agreed') =>
      dialog.getByRole('button', { name: t(name) }),
    allow: async ({ name, pin }: Person, typed: string = pin): Promise<void> => {
      await dialog.getByRole('button', { name }).click();
      await dialog.getByLabel(t('pin')).focus();
      await hands.type(typed);
      await hands.press('Enter');
    },
  };
}
