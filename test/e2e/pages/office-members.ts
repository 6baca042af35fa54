import { officeText } from '../../../renderer/text/back-office-text.ts';
import { dayBoardText } from '../../../renderer/text/day-board-text.ts';
import { memberPageText } from '../../../renderer/text/member-page-text.ts';
import { membersText } from '../../../renderer/text/members-text.ts';
import type { App } from '../app.ts';
import { wordsOf } from '../words.ts';

/** The members in the back office: their list, one's page, and what is done to one. */
export function officeMembersOf({ page, language }: App) {
  const t = wordsOf(membersText, language);
  const said = wordsOf(memberPageText, language);
  const office = wordsOf(officeText, language);
  const dialog = page.getByRole('dialog');
  const main = page.getByRole('main');
  return {
    t,
    said,
    dialog,
    /** A dialog with a field waits for a keyboard of the screen, where there may be one, before it is seen. */
    seenDialog: page.locator('.scrim:not([style*="opacity: 0"])').getByRole('dialog'),
    search: main.getByRole('searchbox'),
    rows: main.getByRole('table', { name: t('list') }).getByRole('row'),
    /** A part of one's page, by its heading. */
    section: (name: 'profile' | 'tier' | 'points' | 'coupons' | 'purchases' | 'standing') =>
      main.getByRole('region', { name: said(name), exact: true }),
    button: (name: string) => main.getByRole('button', { name, exact: true }),
    field: (name: string) => dialog.getByLabel(name, { exact: true }),
    choice: (name: string) => dialog.getByRole('button', { name, exact: true }),
    /** The button that does what a dialog is about; its key is drawn on it. */
    act: (name: string) => dialog.getByRole('button', { name }),
    reason: dialog.getByLabel(office('reason'), { exact: true }),
    /** Writes a table of the page into a file. */
    async export(table: 'exportMembers' | 'exportPromotions' | 'exportCoupons'): Promise<string> {
      const tables = wordsOf(dayBoardText, language);
      await main.getByRole('button', { name: tables('export') }).click();
      await page.getByRole('menuitem', { name: tables(table) }).click();
      const [before] = office('exported', { path: '\n' }).split('\n');
      const notice = main.getByRole('status').filter({ hasText: before! }).locator('.selectable');
      return (await notice.innerText()).slice(before!.length);
    },
    notice: main.locator('[aria-live=assertive]'),
    title: page.getByRole('heading', { level: 1 }),
  };
}
