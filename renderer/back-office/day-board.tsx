import { useState } from 'react';
import { UnsentNotice } from '../chain/unsent-notice.tsx';
import { useTime } from '../parts/clock.tsx';
import type { DayBoard } from '../service/answers.ts';
import { showScreen } from '../state/screen.ts';
import { useTill } from '../state/till.ts';
import { officeText } from '../text/back-office-text.ts';
import { dayBoardText } from '../text/day-board-text.ts';
import { useText } from '../text/use-text.ts';
import { DateChoice } from './date-choice.tsx';
import './day-board.css';
import { DayChartSection } from './day-chart-section.tsx';
import { DayFigures } from './day-figures.tsx';
import { DayMembers } from './day-members.tsx';
import { DayPersons } from './day-persons.tsx';
import { DayTenders } from './day-tenders.tsx';
import { ExportMenu, ExportNotice, useExport } from './export-menu.tsx';
import { OfficePage } from './office-page.tsx';
import { PageFault } from './page-fault.tsx';
import { useAnswer } from './use-answer.ts';
import { useDates } from './use-dates.ts';
import { useToday } from './use-today.ts';

/** A day in figures, beside the same weekday a week before. */
export function DayBoardPage() {
  const t = useText(dayBoardText);
  const today = useToday();
  const [chosen, choose] = useState<string | null>(null);
  const date = chosen ?? today;
  const hasShift = useTill((state) => state.status?.shift !== null);
  const { value: board, fault } = useAnswer(date, (service) => service.report.day({ businessDate: date }));
  const { shown, start, dismiss } = useExport();
  const actions = (
    <>
      <DateChoice date={date} today={today} onChoose={choose} />
      <ExportMenu
        tables={[
          { kind: 'day', businessDate: date },
          { kind: 'sale-lines', from: date, to: date },
        ]}
        onChoose={start}
      />
      {hasShift && (
        <button type="button" className="primary" onClick={() => showScreen('back-office', 'close')}>
          {t('closeShift')}
        </button>
      )}
    </>
  );
  return (
    <OfficePage
      page="day"
      title={t('title')}
      subtitle={board && <DaySubtitle board={board} />}
      actions={actions}
    >
      <ExportNotice shown={shown} dismiss={dismiss} />
      {date === today && <UnsentNotice />}
      <PageFault fault={fault} />
      {board && !fault && <Board board={board} />}
    </OfficePage>
  );
}

function Board({ board }: { readonly board: DayBoard }) {
  return (
    <div className="sheet day-board">
      <DayFigures board={board} />
      <div className="day-middle">
        <DayChartSection board={board} />
        <DayTenders day={board.day} />
      </div>
      <div className="day-foot">
        <DayPersons day={board.day} />
        <DayMembers day={board.day} />
      </div>
    </div>
  );
}

/** The date, its shifts, and until when the figures are. */
function DaySubtitle({ board: { businessDate, shifts, readAtUtcMs } }: { readonly board: DayBoard }) {
  const t = useText(dayBoardText);
  const office = useText(officeText);
  const { longDay } = useDates();
  const time = useTime();
  const open = shifts.find(({ closedAtUtcMs }) => closedAtUtcMs === null);
  const [only] = shifts;
  const shiftText = (): string => {
    if (open) {
      const name = open.openedByName ?? office('unnamed');
      return t('shiftOpen', { number: open.number, time: time(open.openedAtUtcMs), name });
    }
    if (!only) return t('noShift');
    return shifts.length === 1
      ? t('shiftClosed', { number: only.number })
      : t('shiftsClosed', { count: shifts.length });
  };
  const parts = [
    longDay(businessDate),
    shiftText(),
    ...(open ? [t('readAt', { time: time(readAtUtcMs) })] : []),
  ];
  return <>{parts.join(' · ')}</>;
}
