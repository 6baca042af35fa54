import { articlesText } from '../../../renderer/text/articles-text.ts';
import { officeText } from '../../../renderer/text/back-office-text.ts';
import { chainPageText } from '../../../renderer/text/chain-page-text.ts';
import { closeText } from '../../../renderer/text/close-text.ts';
import { dayBoardText } from '../../../renderer/text/day-board-text.ts';
import { journalPageText } from '../../../renderer/text/journal-page-text.ts';
import { membersText } from '../../../renderer/text/members-text.ts';
import { promotionsText } from '../../../renderer/text/promotions-text.ts';
import { shiftsText } from '../../../renderer/text/shifts-text.ts';
import type { App } from '../app.ts';
import { wordsOf } from '../words.ts';

/** What a manager reads and counts. */
export function backOfficeOf({ page, language }: App) {
  const t = wordsOf(officeText, language);
  const shifts = wordsOf(shiftsText, language);
  const close = wordsOf(closeText, language);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  /** What stands over each page. */
  const titles = {
    day: wordsOf(dayBoardText, language)('title'),
    shifts: shifts('title'),
    members: wordsOf(membersText, language)('title'),
    articles: wordsOf(articlesText, language)('title'),
    promotions: wordsOf(promotionsText, language)('title'),
    journal: wordsOf(journalPageText, language)('title'),
    chain: wordsOf(chainPageText, language)('title'),
  };
  return {
    t,
    shifts,
    close,
    titles,
    button,
    entries: page
      .getByRole('listbox', { name: wordsOf(journalPageText, language)('list') })
      .getByRole('option'),
    main: page.getByRole('main'),
    title: page.getByRole('heading', { level: 1 }),
    page: (name: keyof typeof titles | 'settings') =>
      page.getByRole('navigation').getByRole('button', { name: t(name), exact: true }),
    pieces: (face: string) => page.getByLabel(close('piecesOf', { face }), { exact: true }),
    paper: page.getByRole('article'),
  };
}
