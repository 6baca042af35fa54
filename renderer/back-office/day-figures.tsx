import type { ReactNode } from 'react';
import { useMoney } from '../parts/money.tsx';
import type { DayBoard } from '../service/answers.ts';
import { dayBoardText } from '../text/day-board-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';
import { changeBp } from './day-series.ts';
import { useDates } from './use-dates.ts';

/** The figures that a manager looks at first. */
export function DayFigures({ board: { day, weekBefore, weekBeforeDate } }: { readonly board: DayBoard }) {
  const t = useText(dayBoardText);
  const { amount } = useMoney();
  const share = useShare();
  const { weekday } = useDates();
  const beside = (value: string) => t('before', { weekday: weekday(weekBeforeDate), value });
  const given = savingOf(day);
  const givenBefore = weekBefore && savingOf(weekBefore);
  return (
    <dl className="day-figures">
      <Figure label={t('netSales')} value={amount(day.netSalesMinor)} isFirst>
        {weekBefore ? (
          <>
            <Change now={day.netSalesMinor} before={weekBefore.netSalesMinor} />
            {beside(amount(weekBefore.netSalesMinor))}
          </>
        ) : (
          t('noBefore')
        )}
      </Figure>
      <Figure label={t('sales')} value={String(day.saleCount)}>
        <Change now={day.saleCount} before={weekBefore?.saleCount} />
        {weekBefore?.saleCount}
      </Figure>
      <Figure label={t('average')} value={day.averageMinor === null ? t('none') : amount(day.averageMinor)}>
        {day.averageMinor !== null && <Change now={day.averageMinor} before={weekBefore?.averageMinor} />}
        {weekBefore && weekBefore.averageMinor !== null && amount(weekBefore.averageMinor)}
      </Figure>
      <Figure label={t('items')} value={String(day.itemCount)}>
        <Change now={day.itemCount} before={weekBefore?.itemCount} />
        {weekBefore?.itemCount}
      </Figure>
      <Figure label={t('discounts')} value={amount(given.minor)}>
        <b>{share(given.bp)}</b>
        {givenBefore && share(givenBefore.bp)}
      </Figure>
    </dl>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly isFirst?: boolean;
  readonly children: ReactNode;
}

function Figure({ label, value, isFirst = false, children }: FigureProps) {
  return (
    <div className={isFirst ? 'day-figure first' : 'day-figure'}>
      <dt className="meta">{label}</dt>
      <dd>
        <b className="value">{value}</b>
        <span className="meta compare">{children}</span>
      </dd>
    </div>
  );
}

/** How far a figure went up or down. The arrow is drawn, the word is for whoever hears it. */
function Change({ now, before }: { readonly now: number; readonly before: number | null | undefined }) {
  const t = useText(dayBoardText);
  const share = useShare();
  const bp = changeBp(now, before);
  if (bp === null) return null;
  if (bp === 0) return <b>{t('same')}</b>;
  const size = share(Math.abs(bp));
  return (
    <b>
      <span aria-hidden="true">
        {bp > 0 ? '▲' : '▼'} {size}
      </span>
      <span className="sr">{t(bp > 0 ? 'up' : 'down', { share: size })}</span>
    </b>
  );
}

/** What was given away by hand, of what the goods cost at list price. */
function savingOf(day: DayBoard['day']): { readonly minor: number; readonly bp: number } {
  const minor = day.discountMinor + day.overrideMinor;
  return { minor, bp: day.grossMinor === 0 ? 0 : Math.round((minor * 10_000) / day.grossMinor) };
}

function useShare(): (bp: number) => string {
  const language = useLanguage();
  const format = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  return (bp) => format.format(bp / 10_000);
}
