import type { ReactNode } from 'react';
import { useTime } from '../parts/clock.tsx';
import { Icon } from '../parts/icon.tsx';
import { useMoney } from '../parts/money.tsx';
import type { CountOutcome, ShiftStatus } from '../service/answers.ts';
import type { ScreenError } from '../service/connection.ts';
import { showScreen } from '../state/screen.ts';
import { officeText } from '../text/back-office-text.ts';
import { closeText } from '../text/close-text.ts';
import { useText } from '../text/use-text.ts';
import { OfficePage } from './office-page.tsx';
import { PageFault } from './page-fault.tsx';
import type { CloseStep } from './use-closing.ts';
import { useDates } from './use-dates.ts';

const steps = ['held', 'count', 'result', 'z'] as const satisfies readonly CloseStep[];

/** What every step's frame shows. */
export interface StepFacts {
  readonly status: ShiftStatus;
  readonly step: CloseStep;
  readonly keptCount: number;
  readonly outcome: CountOutcome | null;
  readonly refused: ScreenError | null;
}

const stepTexts = { held: 'stepHeld', count: 'stepCount', result: 'stepResult', z: 'stepZ' } as const;

/** A Z's number as its paper has it. */
export function zNumberText(zNumber: number): string {
  return String(zNumber).padStart(6, '0');
}

interface CloseFrameProps {
  readonly facts: StepFacts;
  /** What stands under the first step while it is the present one. */
  readonly heldText: string;
  readonly aside: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a step that can still be left: what is closed, how far it is, and a way out. */
export function CloseFrame({ facts, heldText, aside, children }: CloseFrameProps) {
  const t = useText(closeText);
  const office = useText(officeText);
  const { longDay } = useDates();
  const { amount } = useMoney();
  const time = useTime();
  const { shift, openedByName } = facts.status;
  const subtitle = t('subtitle', {
    date: longDay(shift.businessDate),
    time: time(shift.openedAtUtcMs),
    name: openedByName ?? office('unnamed'),
    float: amount(shift.floatMinor),
  });
  const later = (
    <button type="button" className="plain" onClick={() => showScreen('back-office', 'shifts')}>
      {t('later')}
    </button>
  );
  const hints = useStepHints(facts, heldText);
  return (
    <OfficePage
      page="shifts"
      title={t('title', { number: shift.number })}
      subtitle={subtitle}
      actions={later}
      aside={aside}
    >
      <StepBar step={facts.step} hints={hints} />
      <PageFault fault={facts.refused} />
      {children}
    </OfficePage>
  );
}

function useStepHints(
  { status, keptCount, outcome }: StepFacts,
  heldText: string,
): Readonly<Record<CloseStep, string>> {
  const t = useText(closeText);
  const { amount } = useMoney();
  return {
    held: heldText || (keptCount > 0 ? t('heldKept', { count: keptCount }) : t('heldNone')),
    count: outcome ? t('counted', { amount: amount(outcome.countedMinor) }) : t('countHint'),
    result: t('resultHint'),
    z: t('zHint', { number: zNumberText(status.nextZNumber) }),
  };
}

interface StepBarProps {
  readonly step: CloseStep;
  readonly hints: Readonly<Record<CloseStep, string>>;
  readonly isDone?: boolean;
}

/** The four steps: those behind are ticked, the present one is marked. */
export function StepBar({ step, hints, isDone = false }: StepBarProps) {
  const t = useText(closeText);
  const present = steps.indexOf(step);
  return (
    <ol className="steps">
      {steps.map((each, index) => {
        const isBehind = index < present || isDone;
        return (
          <li
            key={each}
            aria-current={index === present ? 'step' : undefined}
            className={isBehind ? 'behind' : ''}
          >
            <span className="mark">{isBehind ? <Icon name="check" isSmall /> : index + 1}</span>
            <b>{t(stepTexts[each])}</b>
            <span className="meta">{hints[each]}</span>
          </li>
        );
      })}
    </ol>
  );
}
