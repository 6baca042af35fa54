import { restoreText } from '../../../renderer/text/restore-text.ts';
import type { App } from '../app.ts';
import { wordsOf } from '../words.ts';

/** Putting a backup in place of the books, and how that ended. */
export function restoreOf({ page, language }: App) {
  const t = wordsOf(restoreText, language);
  const dialog = page.getByRole('alertdialog');
  return {
    t,
    dialog,
    begin: page.getByRole('button', { name: t('restore') }),
    path: dialog.getByLabel(t('otherFile')),
    look: dialog.getByRole('button', { name: t('look') }),
    code: dialog.getByLabel(t('recoveryCode')),
    without: dialog.getByLabel(t('withoutMembers')),
    replace: dialog.getByRole('button', { name: t('replace') }),
    done: page.getByRole('alertdialog', { name: t('doneTitle') }),
    understood: dialog.getByRole('button', { name: t('understood') }),
  };
}
