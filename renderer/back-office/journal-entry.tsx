import { useState } from 'react';
import { journalGroupText } from '../../domain/text/journal-text.ts';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import type { JournalEntry, JournalRow } from '../service/answers.ts';
import { officeText } from '../text/back-office-text.ts';
import { journalPageText } from '../text/journal-page-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';
import { EntryFields } from './entry-fields.tsx';
import { EntryReceipt } from './entry-receipt.tsx';
import { isSale, SaleLines } from './entry-sale.tsx';
import { PageFault } from './page-fault.tsx';
import { useAnswer } from './use-answer.ts';
import { useDates } from './use-dates.ts';
import { useSentence } from './use-sentence.ts';

/** An entry to be read: what it says, who wrote it, and how it hangs in its chain. */
export function JournalEntryView({ row }: { readonly row: JournalRow }) {
  const t = useText(journalPageText);
  const names = journalGroupText[useLanguage()];
  const { seconds } = useDates();
  const [isJson, showJson] = useState(false);
  const { epoch, seq } = row;
  const { value: entry, fault } = useAnswer(`${epoch} ${seq}`, (service) =>
    service.report.entry({ epoch, seq }),
  );
  return (
    <section className="journal-entry" aria-label={`${t('entry')} ${seq}`}>
      <header>
        <h2>{`${seq} · ${names[row.summary.group]}`}</h2>
        <span className="muted">{seconds(row.atUtcMs)}</span>
        <div className="choice" role="group" aria-label={t('content')}>
          <button type="button" aria-pressed={!isJson} onClick={() => showJson(false)}>
            {t('content')}
          </button>
          <button type="button" aria-pressed={isJson} onClick={() => showJson(true)}>
            JSON
          </button>
        </div>
      </header>
      <PageFault fault={fault} />
      <ScrollRegion className="entry-body" label={t('content')}>
        {entry && (isJson ? <EntryJson entry={entry} /> : <EntryContent entry={entry} />)}
      </ScrollRegion>
      {entry && <EntryChain entry={entry} />}
    </section>
  );
}

function EntryJson({ entry }: { readonly entry: JournalEntry }) {
  return <pre className="json selectable">{JSON.stringify(entry.payload, null, 1)}</pre>;
}

function EntryContent({ entry: { entry, payload } }: { readonly entry: JournalEntry }) {
  const t = useText(journalPageText);
  const office = useText(officeText);
  const sentence = useSentence();
  const { day } = useDates();
  const { receiptNumber } = entry.summary;
  const by = {
    name: entry.actorName ?? office('unnamed'),
    shift: entry.shift,
    date: day(entry.businessDate),
  };
  return (
    <>
      {isSale(entry.type, payload) ? <SaleLines sale={payload} /> : <p>{sentence(entry.summary)}</p>}
      <dl className="entry-fields">
        {receiptNumber !== null && <EntryReceipt receiptNumber={receiptNumber} />}
        <dt>{t('by')}</dt>
        <dd>{t('shiftAndDay', by)}</dd>
        {!isSale(entry.type, payload) && <EntryFields payload={payload} />}
      </dl>
    </>
  );
}

const NEIGHBOUR_HASH_SHOWN = 8;
const HASH_GROUP = 8;

/** The entry between its neighbours, each sealed in the next. */
function EntryChain({ entry: { entry, previous, next, isChainWhole } }: { readonly entry: JournalEntry }) {
  const t = useText(journalPageText);
  const mark = isChainWhole ? 'link-mark solid' : 'link-mark torn';
  const groups = entry.hash.match(new RegExp(`.{${HASH_GROUP}}`, 'gu')) ?? [];
  const neighbour = (seq: number, hash: string) => (
    <li key={seq}>
      <span className={mark} />
      <span className="muted">{seq}</span>
      <code className="muted">{`${hash.slice(0, NEIGHBOUR_HASH_SHOWN)}…`}</code>
    </li>
  );
  return (
    <footer>
      <ol className="entry-chain" aria-label={t('chain')}>
        {previous && neighbour(previous.seq, previous.hash)}
        <li>
          <span className={mark} />
          <b>{entry.seq}</b>
          <code className="selectable">{groups.join(' ')}</code>
        </li>
        {next && neighbour(next.seq, next.hash)}
      </ol>
      <p className={isChainWhole ? 'meta' : 'fault'} role={isChainWhole ? undefined : 'alert'}>
        {t(isChainWhole ? 'chainWhole' : 'chainBroken')}
      </p>
    </footer>
  );
}
