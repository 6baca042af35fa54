import { useCallback, useEffect, useRef, useState } from 'react';
import type { JournalGroup } from '../../domain/journal-group.ts';
import type { JournalRow } from '../service/answers.ts';
import { ask, type ScreenError } from '../service/connection.ts';

const ENTRIES_A_PAGE = 60;
const TYPING_PAUSE_MS = 120;

/** What is looked for; null and the empty text leave it open. */
export interface JournalFilter {
  readonly text: string;
  readonly group: JournalGroup | null;
  /** A staff id. */
  readonly actor: string | null;
  readonly businessDate: string | null;
}

export interface FoundEntries {
  readonly rows: readonly JournalRow[];
  /** Whether older ones fit too. */
  readonly hasMore: boolean;
  readonly isRead: boolean;
  readonly fault: ScreenError | null;
}

const nothing: FoundEntries = { rows: [], hasMore: false, isRead: false, fault: null };

/** The entries that fit, newest first, a page at a time. What was found stays until the first page of a new filter is there. */
export function useJournal(filter: JournalFilter): FoundEntries & { readonly readMore: () => void } {
  const [found, show] = useState<FoundEntries & { readonly before: number | null }>({
    ...nothing,
    before: null,
  });
  /** Counts questions, so that an answer to an earlier filter is dropped. */
  const asked = useRef({ number: 0, isWaiting: false });
  const { text, group, actor, businessDate } = filter;
  const read = useCallback(
    async (before: number | null) => {
      const mine = before === null ? (asked.current.number += 1) : asked.current.number;
      asked.current.isWaiting = true;
      const page = await ask((service) =>
        service.report.journal({
          limit: ENTRIES_A_PAGE,
          ...(text.trim() && { text: text.trim() }),
          ...(group && { group }),
          ...(actor !== null && { actor }),
          ...(businessDate !== null && { businessDate }),
          ...(before !== null && { before }),
        }),
      );
      if (mine !== asked.current.number) return;
      asked.current.isWaiting = false;
      show((known) => {
        if (!page.ok) return { ...known, isRead: true, fault: page.error };
        const rows = before === null ? page.value.rows : [...known.rows, ...page.value.rows];
        return {
          rows,
          before: page.value.before,
          hasMore: page.value.before !== null,
          isRead: true,
          fault: null,
        };
      });
    },
    [text, group, actor, businessDate],
  );
  useEffect(() => {
    const timer = setTimeout(() => void read(null), text === '' ? 0 : TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [read, text]);
  const { before } = found;
  const readMore = useCallback(() => {
    if (before !== null && !asked.current.isWaiting) void read(before);
  }, [before, read]);
  return { ...found, readMore };
}
