import { memberPageText } from '../../../renderer/text/member-page-text.ts';
import { membersText } from '../../../renderer/text/members-text.ts';
import type { App } from '../app.ts';
import { wordsOf } from '../words.ts';

/** The members in the back office: their list, one's page, and what is done to one. */
export function officeMembersOf({ page, language }: App) {
  const t = wordsOf(membersText, language);
  const said = wordsOf(memberPageText, language);
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
    reason: dialog.getByLabel(t('reason'), { exact: true }),
    notice: main.locator('[aria-live=assertive]'),
    title: page.getByRole('heading', { level: 1 }),
  };
}
