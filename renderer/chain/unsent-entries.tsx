import { useDates } from '../back-office/use-dates.ts';
import { useAnswer } from '../back-office/use-answer.ts';
import { useSentence } from '../back-office/use-sentence.ts';
import { useNumber } from '../member/points-words.ts';
import { useMoney } from '../parts/money.tsx';
import type { ChainStatus, JournalRow } from '../service/answers.ts';
import { chainPageText } from '../text/chain-page-text.ts';
import { chainText } from '../text/chain-text.ts';
import { useText } from '../text/use-text.ts';

/** More of them than that say nothing more. */
const ENTRIES_SHOWN = 8;

interface UnsentEntriesProps {
  readonly waiting: ChainStatus['waiting'];
}

/** What is not at central yet: the end of the journal, newest first, and what all of it comes to. */
export function UnsentEntries({ waiting }: UnsentEntriesProps) {
  const t = useText(chainPageText);
  const words = useText(chainText);
  const { entries, sales, totalMinor } = waiting;
  const number = useNumber();
  const { amount } = useMoney();
  const limit = Math.min(entries, ENTRIES_SHOWN);
  // Where nothing is unsent there is nothing to ask, and no limit to ask with.
  const { value } = useAnswer(`${entries}`, (service) =>
    service.report.journal({ limit: Math.max(1, limit) }),
  );
  if (entries === 0) return <p className="muted">{t('allSent')}</p>;
  const rows = value?.rows.slice(0, limit) ?? [];
  const rest = entries - rows.length;
  return (
    <>
      <table className="unsent-entries">
        <thead>
          <tr>
            <th scope="col">{t('entry')}</th>
            <th scope="col">{t('time')}</th>
            <th scope="col">{t('content')}</th>
            <th scope="col" className="number">
              {t('amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <UnsentRow key={row.position} row={row} />
          ))}
          {rows.length > 0 && rest > 0 && (
            <tr>
              <td colSpan={4} className="muted">
                {t('moreUnsent', { number: number(rest) })}
              </td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              {[
                words(entries === 1 ? 'oneEntry' : 'entries', { number: number(entries) }),
                words(sales === 1 ? 'oneSale' : 'sales', { number: number(sales) }),
              ].join(' · ')}
            </th>
            <td className="number">{amount(totalMinor)}</td>
          </tr>
        </tfoot>
      </table>
      <p className="meta">{t('unsentHint')}</p>
    </>
  );
}

function UnsentRow({ row }: { readonly row: JournalRow }) {
  const { seconds } = useDates();
  const { amount } = useMoney();
  const sentence = useSentence();
  const { amountMinor } = row.summary;
  return (
    <tr>
      <td>{row.seq}</td>
      <td className="nowrap">{seconds(row.atUtcMs)}</td>
      <td>{sentence(row.summary)}</td>
      <td className="number">{amountMinor === null ? '–' : amount(amountMinor)}</td>
    </tr>
  );
}
