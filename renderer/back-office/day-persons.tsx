import { useMoney } from '../parts/money.tsx';
import type { DayBoard } from '../service/answers.ts';
import { useTill } from '../state/till.ts';
import { officeText } from '../text/back-office-text.ts';
import { dayBoardText } from '../text/day-board-text.ts';
import { useText } from '../text/use-text.ts';

type Sums = Omit<DayBoard['day']['persons'][number], 'actor' | 'name'>;

/** Who sold, and what each took back, threw away or gave off. */
export function DayPersons({ day }: { readonly day: DayBoard['day'] }) {
  const t = useText(dayBoardText);
  const office = useText(officeText);
  const tillCode = useTill((state) => state.status?.identity.tillCode ?? '');
  return (
    <section className="day-persons" aria-label={t('persons')}>
      <h2>{t('persons')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('person')}</th>
            {(['netSales', 'refunds', 'voids', 'byHand', 'overrides'] as const).map((column) => (
              <th key={column} scope="col" className="number">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {day.persons.map((person) => (
            <tr key={person.actor}>
              <th scope="row">{person.name ?? office('unnamed')}</th>
              <SumCells sums={person} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('wholeTill', { till: tillCode })}</th>
            <SumCells sums={day} />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function SumCells({ sums }: { readonly sums: Sums }) {
  return (
    <>
      <SumCell count={sums.saleCount} minor={sums.netSalesMinor} />
      <SumCell count={sums.refundCount} minor={-sums.refundMinor} />
      <SumCell count={sums.voidCount} minor={sums.voidMinor} />
      <SumCell count={sums.discountCount} minor={sums.discountMinor} />
      <SumCell count={sums.overrideCount} minor={sums.overrideMinor} />
    </>
  );
}

/** How often and how much; a dash where it never happened. */
function SumCell({ count, minor }: { readonly count: number; readonly minor: number }) {
  const t = useText(dayBoardText);
  const { amount } = useMoney();
  if (count === 0 && minor === 0) return <td className="number muted">{t('none')}</td>;
  return (
    <td className="number">
      <span className="muted count">{count}</span> {amount(minor)}
    </td>
  );
}
