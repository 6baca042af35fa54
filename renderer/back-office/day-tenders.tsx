import { useMoney } from '../parts/money.tsx';
import type { DayBoard } from '../service/answers.ts';
import { useTill } from '../state/till.ts';
import { dayBoardText } from '../text/day-board-text.ts';
import { useText } from '../text/use-text.ts';

/** How the day was paid. Cash rounding has its own row, so that the sum is the net sales. */
export function DayTenders({ day }: { readonly day: DayBoard['day'] }) {
  const t = useText(dayBoardText);
  const { amount } = useMoney();
  const tenders = useTill((state) => state.status?.settings.tenders);
  const largest = Math.max(1, ...day.tenders.map(({ paidMinor }) => paidMinor));
  const nameOf = (tenderCode: string) => tenders?.find(({ code }) => code === tenderCode)?.name ?? tenderCode;
  return (
    <section className="day-tenders" aria-label={t('tenders')}>
      <header>
        <h2>{t('tenders')}</h2>
        <span className="meta">{t('refundsOff')}</span>
      </header>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('tender')}</th>
            <th scope="col" className="number counted">
              {t('count')}
            </th>
            <th scope="col" className="number">
              {t('amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {day.tenders.map(({ tenderCode, kind, count, paidMinor }) => (
            <tr key={`${tenderCode} ${kind}`}>
              <th scope="row">{nameOf(tenderCode)}</th>
              <td className="number counted">
                {count}
                <span className="share-bar" aria-hidden="true">
                  <span style={{ width: `${(Math.max(0, paidMinor) / largest) * 100}%` }} />
                </span>
              </td>
              <td className="number">{amount(paidMinor)}</td>
            </tr>
          ))}
          {day.roundingMinor !== 0 && (
            <tr>
              <th scope="row" colSpan={2}>
                {t(day.roundingMinor < 0 ? 'roundingGiven' : 'roundingGained')}
              </th>
              <td className="number">{amount(-day.roundingMinor)}</td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('isNetSales')}</th>
            <td className="number counted">{day.tenders.reduce((sum, { count }) => sum + count, 0)}</td>
            <td className="number">{amount(day.netSalesMinor)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
