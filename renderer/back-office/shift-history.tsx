import { useState } from 'react';
import { Money } from '../parts/money.tsx';
import type { ShiftRow } from '../service/answers.ts';
import { ask, type ScreenError } from '../service/connection.ts';
import { shiftsText } from '../text/shifts-text.ts';
import { useText } from '../text/use-text.ts';
import { PageFault } from './page-fault.tsx';
import { useAnswer } from './use-answer.ts';
import { useDates } from './use-dates.ts';

const SHIFTS_A_PAGE = 30;

interface ShiftHistoryProps {
  /** The open shift's, or 0: the list is read again when it changes. */
  readonly shiftNumber: number;
  readonly onShowZ: (zNumber: number) => void;
}

/** The shifts and what their Zs say, newest first. */
export function ShiftHistory({ shiftNumber, onShowZ }: ShiftHistoryProps) {
  const t = useText(shiftsText);
  const first = useAnswer(String(shiftNumber), (service) => service.shift.list({ limit: SHIFTS_A_PAGE }));
  const [older, setOlder] = useState<readonly ShiftRow[]>([]);
  const [fault, setFault] = useState<ScreenError | null>(null);
  const rows = [...(first.value ?? []), ...older];
  const last = rows.at(-1);
  const readOlder = async (beforeNumber: number) => {
    const page = await ask((service) => service.shift.list({ beforeNumber, limit: SHIFTS_A_PAGE }));
    if (page.ok) setOlder((known) => [...known, ...page.value]);
    setFault(page.ok ? null : page.error);
  };
  return (
    <section className="shift-history" aria-label={t('history')}>
      <h2>{t('history')}</h2>
      <PageFault fault={fault ?? first.fault} />
      {rows.length > 0 && (
        <table>
          <thead>
            <tr>
              {(['number', 'day', 'opened', 'closed'] as const).map((column) => (
                <th key={column} scope="col" className={`shift-${column}`}>
                  {t(column)}
                </th>
              ))}
              {(['sales', 'netSales', 'overShort', 'z'] as const).map((column) => (
                <th key={column} scope="col" className="number">
                  {t(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <HistoryRow key={row.number} row={row} onShowZ={onShowZ} />
            ))}
          </tbody>
        </table>
      )}
      {last && last.number > 1 && rows.length % SHIFTS_A_PAGE === 0 && (
        <button type="button" className="plain" onClick={() => void readOlder(last.number)}>
          {t('older')}
        </button>
      )}
    </section>
  );
}

function HistoryRow({
  row,
  onShowZ,
}: {
  readonly row: ShiftRow;
  readonly onShowZ: (zNumber: number) => void;
}) {
  const t = useText(shiftsText);
  const { day, moment } = useDates();
  const { zNumber, closing } = row;
  return (
    <tr>
      <th scope="row">{row.number}</th>
      <td className="nowrap">{day(row.businessDate)}</td>
      <td className="who shift-opened">
        {moment(row.openedAtUtcMs)} <span className="muted">{row.openedByName}</span>
      </td>
      <td className="who shift-closed">
        {row.closedAtUtcMs === null ? t('stillOpen') : moment(row.closedAtUtcMs)}{' '}
        <span className="muted">{closing?.closedByName}</span>
      </td>
      <td className="number">{closing?.saleCount ?? t('none')}</td>
      <td className="number">{closing ? <Money minor={closing.netSalesMinor} /> : t('none')}</td>
      <td className="number">
        {closing ? <Money minor={closing.overShortMinor} /> : t('none')}
        {closing && closing.countAttempts > 1 && (
          <span className="meta block">{t('counts', { count: closing.countAttempts })}</span>
        )}
      </td>
      <td className="number">
        {zNumber === null ? (
          t('none')
        ) : (
          <button
            type="button"
            className="link"
            aria-label={t('showZ', { number: zNumber })}
            onClick={() => onShowZ(zNumber)}
          >
            {`Z ${String(zNumber).padStart(6, '0')}`}
          </button>
        )}
      </td>
    </tr>
  );
}
