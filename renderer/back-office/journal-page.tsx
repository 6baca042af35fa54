import { useState } from 'react';
import { useKeys } from '../keys/use-keys.ts';
import type { JournalRow } from '../service/answers.ts';
import { showScreen } from '../state/screen.ts';
import { journalPageText } from '../text/journal-page-text.ts';
import { useText } from '../text/use-text.ts';
import { ExportMenu, ExportNotice, useExport } from './export-menu.tsx';
import { JournalEntryView } from './journal-entry.tsx';
import { JournalFilters } from './journal-filters.tsx';
import { JournalList } from './journal-list.tsx';
import './journal.css';
import { OfficePage } from './office-page.tsx';
import { PageFault } from './page-fault.tsx';
import { useJournal, type JournalFilter } from './use-journal.ts';
import { useToday } from './use-today.ts';
import { VerifyActions } from './verify-actions.tsx';

/** Before any till of ours was made: an export without a date begins here. */
const BEGINNING = '2000-01-01';

/** Everything that this till ever wrote down, to be searched and read. */
export function JournalPage() {
  const t = useText(journalPageText);
  const today = useToday();
  const [filter, setFilter] = useState<JournalFilter>({
    text: '',
    group: null,
    actor: null,
    businessDate: null,
  });
  const [chosen, choose] = useState<JournalRow | null>(null);
  const found = useJournal(filter);
  useKeys({
    back: () => (filter.text === '' ? showScreen('counter') : setFilter({ ...filter, text: '' })),
  });
  const { shown, start, dismiss } = useExport();
  const range = { from: filter.businessDate ?? BEGINNING, to: filter.businessDate ?? today };
  const actions = (
    <>
      <VerifyActions />
      <ExportMenu tables={[{ kind: 'journal', ...range }]} onChoose={start} />
    </>
  );
  return (
    <OfficePage page="journal" title={t('title')} subtitle={t('subtitle')} actions={actions}>
      <ExportNotice shown={shown} dismiss={dismiss} />
      <JournalFilters filter={filter} today={today} onChange={setFilter} />
      <PageFault fault={found.fault} />
      <div className="sheet journal">
        <JournalList
          found={found}
          hasDates={filter.businessDate === null}
          chosen={chosen}
          onChoose={choose}
        />
        {chosen ? (
          <JournalEntryView key={chosen.position} row={chosen} />
        ) : (
          <p className="muted choose-entry">{t('choose')}</p>
        )}
      </div>
    </OfficePage>
  );
}
