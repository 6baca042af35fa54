import { useState } from 'react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { addDays } from '../../domain/business-date.ts';
import { Icon } from '../parts/icon.tsx';
import { officeText } from '../text/back-office-text.ts';
import { useText } from '../text/use-text.ts';
import './date-choice.css';
import { monthGrid, moveMonth } from './month-grid.ts';
import { useDates } from './use-dates.ts';

interface DateChoiceProps {
  /** An ISO date; null is any day. */
  readonly date: string | null;
  /** The last one that can be chosen. */
  readonly today: string;
  readonly onChoose: (date: string | null) => void;
  readonly canBeAny?: boolean;
}

/** A day, stepped with arrows or taken from a calendar. */
export function DateChoice({ date, today, onChoose, canBeAny = false }: DateChoiceProps) {
  const t = useText(officeText);
  const { day } = useDates();
  const shown = date === null ? t('anyDay') : day(date);
  return (
    <div className="date-choice">
      {!canBeAny && (
        <StepButton
          name={t('previousDay')}
          icon="back"
          onPress={() => onChoose(addDays(date ?? today, -1))}
        />
      )}
      <DialogTrigger>
        <Button className="plain" aria-label={t('chooseDay', { date: shown })}>
          <Icon name="calendar" />
          {shown}
        </Button>
        <Popover className="calendar" placement="bottom end">
          <Dialog aria-label={t('chooseDay', { date: shown })}>
            {({ close }) => (
              <Calendar
                chosen={date}
                today={today}
                canBeAny={canBeAny}
                onChoose={(chosen) => {
                  onChoose(chosen);
                  close();
                }}
              />
            )}
          </Dialog>
        </Popover>
      </DialogTrigger>
      {!canBeAny && (
        <StepButton
          name={t('nextDay')}
          icon="forward"
          isDisabled={date === null || date >= today}
          onPress={() => onChoose(addDays(date ?? today, 1))}
        />
      )}
    </div>
  );
}

interface StepButtonProps {
  readonly name: string;
  readonly icon: 'back' | 'forward';
  readonly isDisabled?: boolean;
  readonly onPress: () => void;
}

function StepButton({ name, icon, isDisabled = false, onPress }: StepButtonProps) {
  return (
    <button type="button" className="plain step" aria-label={name} disabled={isDisabled} onClick={onPress}>
      <Icon name={icon} isSmall />
    </button>
  );
}

interface CalendarProps {
  readonly chosen: string | null;
  readonly today: string;
  readonly canBeAny: boolean;
  readonly onChoose: (date: string | null) => void;
}

const arrowDays: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -7,
  ArrowDown: 7,
};

function Calendar({ chosen, today, canBeAny, onChoose }: CalendarProps) {
  const t = useText(officeText);
  const { month } = useDates();
  const [{ focused, isByKeys }, setFocused] = useState({ focused: chosen ?? today, isByKeys: true });
  const move = (date: string, byKeys = false) =>
    setFocused({ focused: date > today ? today : date, isByKeys: byKeys });
  return (
    <>
      <div className="calendar-head">
        <StepButton name={t('previousMonth')} icon="back" onPress={() => move(moveMonth(focused, -1))} />
        <b aria-live="polite">{month(focused)}</b>
        <StepButton
          name={t('nextMonth')}
          icon="forward"
          isDisabled={moveMonth(focused, 1) > today}
          onPress={() => move(moveMonth(focused, 1))}
        />
      </div>
      <MonthDays
        key={focused}
        focused={focused}
        takesFocus={isByKeys}
        chosen={chosen}
        today={today}
        onMove={(date) => move(date, true)}
        onChoose={onChoose}
      />
      <div className="calendar-foot">
        <button type="button" className="plain" onClick={() => onChoose(today)}>
          {t('today')}
        </button>
        {canBeAny && (
          <button type="button" className="plain" onClick={() => onChoose(null)}>
            {t('anyDay')}
          </button>
        )}
      </div>
    </>
  );
}

interface MonthDaysProps extends Omit<CalendarProps, 'canBeAny'> {
  readonly focused: string;
  /** Whether the focused day takes the focus: not while the months are stepped. */
  readonly takesFocus: boolean;
  readonly onMove: (date: string) => void;
}

/** The days of a month; arrows move among them. */
function MonthDays({ focused, takesFocus, chosen, today, onMove, onChoose }: MonthDaysProps) {
  const { longDay } = useDates();
  return (
    <table role="presentation">
      <tbody>
        {monthGrid(focused).map((week) => (
          <tr key={week.find((day) => day !== null)}>
            {week.map((day, index) => (
              <td key={day ?? `none-${index}`}>
                {day !== null && (
                  <button
                    type="button"
                    autoFocus={takesFocus && day === focused}
                    tabIndex={day === focused ? 0 : -1}
                    aria-label={longDay(day)}
                    aria-pressed={day === chosen}
                    aria-current={day === today ? 'date' : undefined}
                    disabled={day > today}
                    onClick={() => onChoose(day)}
                    onKeyDown={(event) => {
                      const days = arrowDays[event.key];
                      if (days !== undefined) onMove(addDays(day, days));
                    }}
                  >
                    {Number(day.slice(-2))}
                  </button>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
