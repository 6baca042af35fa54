import { lazy, Suspense, useState } from 'react';
import { currencyDigits } from '../../domain/currency.ts';
import { useMoney } from '../parts/money.tsx';
import type { DayBoard } from '../service/answers.ts';
import { useTill } from '../state/till.ts';
import { officeText } from '../text/back-office-text.ts';
import { dayBoardText } from '../text/day-board-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';
import { chartKinds, hourBars, nameBars, OTHERS, type ChartKind } from './day-series.ts';
import { useDates } from './use-dates.ts';

const DayChart = lazy(async () => ({ default: (await import('./day-chart.tsx')).DayChart }));

const kindTexts = {
  hour: ['byHour', 'hourName'],
  department: ['byDepartment', 'departmentName'],
  person: ['byPerson', 'personName'],
} as const satisfies Record<ChartKind, readonly [string, string]>;

/** Net sales of the day by hour, department or cashier, beside those of a week before. */
export function DayChartSection({ board }: { readonly board: DayBoard }) {
  const t = useText(dayBoardText);
  const { weekday } = useDates();
  const { amount } = useMoney();
  const tickText = useTickText(board.currency);
  const [kind, setKind] = useState<ChartKind>('hour');
  const bars = useBars(board, kind);
  const title = t('chartTitle', { by: t(kindTexts[kind][1]), currency: board.currency });
  const before = t('before', { weekday: weekday(board.weekBeforeDate), value: '' });
  return (
    <section className="day-chart" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <span className="legend tint">{t('thisDay')}</span>
        {board.weekBefore && (
          <span className={`legend ${kind === 'hour' ? 'before' : 'before-bar'}`}>{before}</span>
        )}
        <ChartChoice kind={kind} onChoose={setKind} />
      </header>
      {bars.length === 0 ? (
        <p className="no-chart">
          <b>{t('noSales')}</b>
          <span className="muted">{t('noSalesHint')}</span>
        </p>
      ) : (
        <div className="drawing" aria-hidden="true">
          <Suspense fallback={null}>
            <DayChart
              bars={bars}
              layout={kind === 'hour' ? 'hours' : 'names'}
              tickText={tickText}
              amountText={amount}
            />
          </Suspense>
        </div>
      )}
      <table className="sr">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t(kindTexts[kind][0])}</th>
            <th scope="col">{t('thisDay')}</th>
            <th scope="col">{before}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.key}>
              <th scope="row">{bar.label}</th>
              <td>{amount(bar.amountMinor)}</td>
              <td>{bar.beforeMinor === null ? t('none') : amount(bar.beforeMinor)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ChartChoice({
  kind,
  onChoose,
}: {
  readonly kind: ChartKind;
  readonly onChoose: (kind: ChartKind) => void;
}) {
  const t = useText(dayBoardText);
  return (
    <div className="choice" role="group">
      {chartKinds.map((each) => (
        <button key={each} type="button" aria-pressed={each === kind} onClick={() => onChoose(each)}>
          {t(kindTexts[each][0])}
        </button>
      ))}
    </div>
  );
}

/** The bars of a chart with what they are called. */
function useBars({ day, weekBefore }: DayBoard, kind: ChartKind) {
  const t = useText(dayBoardText);
  const office = useText(officeText);
  const settings = useTill((state) => state.status?.settings);
  const bars =
    kind === 'hour'
      ? hourBars(day, weekBefore, settings?.shop.cutOverMinutes ?? 0)
      : nameBars(day, weekBefore, kind);
  const people = [...day.persons, ...(weekBefore?.persons ?? [])];
  const nameOf = (key: string): string => {
    if (kind === 'hour') return key;
    if (key === OTHERS) return t('others');
    if (kind === 'department') return settings?.departments.find(({ code }) => code === key)?.name ?? key;
    return people.find(({ actor }) => actor === key)?.name ?? office('unnamed');
  };
  return bars.map((bar, index) => ({
    ...bar,
    label: kind === 'hour' && index === 0 ? t('hour', { hour: bar.key }) : nameOf(bar.key),
  }));
}

/** The chart's axis says plain numbers; its title says of what. */
function useTickText(currency: string): (minor: number) => string {
  const language = useLanguage();
  const digits = currencyDigits(currency);
  const format = new Intl.NumberFormat(language === 'en' ? 'en-GB' : language, {
    maximumFractionDigits: digits,
  });
  return (minor) => format.format(minor / 10 ** digits);
}
