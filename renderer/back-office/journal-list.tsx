import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { journalGroupText } from '../../domain/text/journal-text.ts';
import { useMoney } from '../parts/money.tsx';
import type { JournalRow } from '../service/answers.ts';
import { officeText } from '../text/back-office-text.ts';
import { journalPageText } from '../text/journal-page-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';
import { useBooksCheck } from './books-check.ts';
import { useDates } from './use-dates.ts';
import type { FoundEntries } from './use-journal.ts';
import { useSentence } from './use-sentence.ts';

const ROW_PX = 48;
const HASH_SHOWN = 8;
/** The next page is read when this many rows are left below. */
const READ_AHEAD = 20;
const PAGE_ROWS = 8;

interface JournalListProps {
  readonly found: FoundEntries & { readonly readMore: () => void };
  /** The rows are of several days, and say of which. */
  readonly hasDates: boolean;
  readonly chosen: JournalRow | null;
  readonly onChoose: (row: JournalRow) => void;
}

/** The entries with their chain. Arrows choose one; the list goes on as it is scrolled. */
export function JournalList({ found, hasDates, chosen, onChoose }: JournalListProps) {
  const t = useText(journalPageText);
  const { rows, hasMore, isRead } = found;
  return (
    <section className="journal-list" aria-label={t('list')}>
      <ListHead />
      <EntryRows found={found} hasDates={hasDates} chosen={chosen} onChoose={onChoose} />
      {isRead && rows.length === 0 && (
        <p className="none-found">
          <b>{t('none')}</b>
          <span className="muted">{t('noneHint')}</span>
        </p>
      )}
      <footer className="meta">
        <span>{t(hasMore ? 'shownMore' : 'shown', { count: rows.length })}</span>
        <span>{t('listHint')}</span>
      </footer>
    </section>
  );
}

function EntryRows({ found, hasDates, chosen, onChoose }: JournalListProps) {
  const t = useText(journalPageText);
  const { rows, hasMore, readMore } = found;
  const box = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- what it answers is used here and handed to nobody.
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
  });
  const items = list.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - READ_AHEAD) readMore();
  }, [hasMore, last, rows.length, readMore]);
  const choose = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!row) return;
    onChoose(row);
    list.scrollToIndex(rows.indexOf(row));
  };
  return (
    <div
      ref={box}
      className="rows"
      role="listbox"
      tabIndex={0}
      aria-label={t('list')}
      aria-activedescendant={chosen ? `entry-${chosen.position}` : undefined}
      onClick={({ target }) => {
        const index =
          target instanceof Element && target.closest<HTMLElement>('[data-index]')?.dataset['index'];
        if (index) onChoose(rows[Number(index)]!);
      }}
      onKeyDown={(event) => {
        const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE_ROWS, PageUp: -PAGE_ROWS }[event.key];
        if (steps === undefined) return;
        event.preventDefault();
        choose(rows.findIndex(({ position }) => position === chosen?.position) + steps);
      }}
    >
      <div className="all-rows" role="presentation" style={{ height: list.getTotalSize() }}>
        {items.map(({ index, start }) => (
          <EntryRow
            key={rows[index]!.position}
            row={rows[index]!}
            index={index}
            top={start}
            hasDate={hasDates}
            isChosen={rows[index]!.position === chosen?.position}
          />
        ))}
      </div>
    </div>
  );
}

function ListHead() {
  const t = useText(journalPageText);
  return (
    <div className="entry-row list-head meta" aria-hidden="true">
      <span />
      {(['entry', 'time', 'type', 'what', 'person', 'amount', 'hash'] as const).map((column) => (
        <span key={column} className={`col-${column}`}>
          {t(column)}
        </span>
      ))}
    </div>
  );
}

interface EntryRowProps {
  readonly row: JournalRow;
  readonly index: number;
  readonly top: number;
  readonly hasDate: boolean;
  readonly isChosen: boolean;
}

function EntryRow({ row, index, top, hasDate, isChosen }: EntryRowProps) {
  const t = useText(journalPageText);
  const office = useText(officeText);
  const names = journalGroupText[useLanguage()];
  const { amount } = useMoney();
  const { day, seconds } = useDates();
  const sentence = useSentence();
  const isVerified = useBooksCheck((state) => row.position <= state.verifiedPosition);
  const { amountMinor, group } = row.summary;
  return (
    <div
      id={`entry-${row.position}`}
      className="entry-row"
      role="option"
      aria-selected={isChosen}
      data-index={index}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span className={isVerified ? 'link-mark solid' : 'link-mark'}>
        <span className="sr">{t(isVerified ? 'solid' : 'dotted')}</span>
      </span>
      <span className="col-entry">{row.seq}</span>
      <span className="col-time">
        {hasDate && <span className="muted">{day(row.businessDate)} </span>}
        {seconds(row.atUtcMs)}
      </span>
      <span className="col-type">{names[group]}</span>
      <span className="col-what">{sentence(row.summary)}</span>
      <span className="col-person">{row.actorName ?? office('unnamed')}</span>
      <span className="col-amount">{amountMinor === null ? '–' : amount(amountMinor)}</span>
      <span className="col-hash">{row.hash.slice(0, HASH_SHOWN)}</span>
    </div>
  );
}
