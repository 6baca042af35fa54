import { useState } from 'react';
import type { CashCount } from '../../domain/cash-drawer.ts';
import { useKeys } from '../keys/use-keys.ts';
import { usePaperLanguage } from '../receipt/receipt-document.ts';
import type { ClosedShift, CountOutcome } from '../service/answers.ts';
import type { ScreenError } from '../service/connection.ts';
import { perform } from '../state/counter.ts';
import { showScreen } from '../state/screen.ts';
import { refreshTill } from '../state/till.ts';
import { closeText } from '../text/close-text.ts';
import { useText } from '../text/use-text.ts';
import { CloseCount, type PiecesTyped } from './close-count.tsx';
import { CloseDone } from './close-done.tsx';
import type { CloseStep, StepFacts } from './close-frame.tsx';
import { CloseHeld } from './close-held.tsx';
import { CloseResult } from './close-result.tsx';
import './close.css';
import { OfficePage } from './office-page.tsx';
import { PageFault } from './page-fault.tsx';
import { useAnswer } from './use-answer.ts';

/**
 * Closes the shift in four steps, each only after the one before: sales that are not finished, the drawer counted
 * without knowing what must be in it, the difference with its reason, the Z.
 */
export function ClosePage() {
  const language = usePaperLanguage();
  const { value: status, fault, refresh } = useAnswer('', (service) => service.shift.status());
  const [step, setStep] = useState<CloseStep>('held');
  const [kept, setKept] = useState<readonly string[]>([]);
  const [pieces, setPieces] = useState<PiecesTyped>({});
  const [outcome, setOutcome] = useState<CountOutcome | null>(null);
  const [closed, setClosed] = useState<ClosedShift | null>(null);
  const [refused, setRefused] = useState<ScreenError | null>(null);
  useKeys({
    back: () => {
      if (step === 'count') setStep('held');
      else showScreen('back-office', 'shifts');
    },
  });
  const submit = async (count: CashCount) => {
    const counted = await perform((service, approval) =>
      service.shift.submitCount({ count: [...count], ...(approval && { approval }) }),
    );
    setRefused(counted.ok ? null : counted.error);
    if (counted.ok) {
      setOutcome(counted.value);
      setStep('result');
    } else if (counted.error.code === 'shift-basket-open') setStep('held');
  };
  const confirm = async (reason: string) => {
    const made = await perform((service, approval) =>
      service.shift.closeCounted({ language, ...(reason && { reason }), ...(approval && { approval }) }),
    );
    setRefused(made.ok ? null : made.error);
    if (made.ok) {
      setClosed(made.value);
      setStep('z');
      await refreshTill();
    } else if (made.error.code === 'count-outdated') setStep('count');
    else if (made.error.code === 'shift-basket-open') setStep('held');
  };
  if (closed) return <CloseDone closed={closed} keptCount={kept.length} />;
  if (!status) return <NothingToClose isRead={status === null && fault === null} fault={fault} />;
  const facts: StepFacts = { status, step, keptCount: kept.length, outcome, refused };
  switch (step) {
    case 'held':
      return (
        <CloseHeld
          facts={facts}
          kept={kept}
          onKeep={(id) => setKept([...kept, id])}
          onRefused={setRefused}
          onChanged={() => void refresh()}
          onNext={() => {
            setRefused(null);
            setStep('count');
          }}
        />
      );
    case 'count':
      return (
        <CloseCount
          facts={facts}
          pieces={pieces}
          onChange={setPieces}
          onSubmit={(count) => void submit(count)}
        />
      );
    case 'result':
    case 'z':
      return (
        outcome && (
          <CloseResult
            facts={facts}
            outcome={outcome}
            onAgain={() => setStep('count')}
            onConfirm={(reason) => void confirm(reason)}
          />
        )
      );
  }
}

interface NothingToCloseProps {
  readonly isRead: boolean;
  readonly fault: ScreenError | null;
}

function NothingToClose({ isRead, fault }: NothingToCloseProps) {
  const t = useText(closeText);
  return (
    <OfficePage page="shifts" title={t('stepZ')}>
      <PageFault fault={fault} />
      {isRead && (
        <div className="notice">
          {t('noShift')}
          <button type="button" className="link" onClick={() => showScreen('back-office', 'shifts')}>
            {t('backToShifts')}
          </button>
        </div>
      )}
    </OfficePage>
  );
}
