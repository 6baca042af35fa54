import { useState } from 'react';
import type { CashCount } from '../../domain/cash-drawer.ts';
import { usePaperLanguage } from '../receipt/receipt-document.ts';
import type { ClosedShift, CountOutcome } from '../service/answers.ts';
import type { ScreenError } from '../service/connection.ts';
import { perform } from '../state/counter.ts';
import { refreshTill } from '../state/till.ts';

export type CloseStep = 'held' | 'count' | 'result' | 'z';

/** How far a close is. Each step comes only after the one before, and what the service refuses leads back to it. */
export interface Closing {
  readonly step: CloseStep;
  readonly outcome: CountOutcome | null;
  readonly closed: ClosedShift | null;
  readonly refused: ScreenError | null;
  readonly goTo: (step: 'held' | 'count') => void;
  readonly refuse: (error: ScreenError | null) => void;
  readonly submit: (count: CashCount) => Promise<void>;
  readonly confirm: (reason: string) => Promise<void>;
}

/** Which step a refusal leads back to. */
const stepOfError: Readonly<Record<string, CloseStep>> = {
  'shift-basket-open': 'held',
  'count-outdated': 'count',
  'count-missing': 'count',
};

export function useClosing(): Closing {
  const language = usePaperLanguage();
  const [step, setStep] = useState<CloseStep>('held');
  const [outcome, setOutcome] = useState<CountOutcome | null>(null);
  const [closed, setClosed] = useState<ClosedShift | null>(null);
  const [refused, setRefused] = useState<ScreenError | null>(null);
  const refuse = (error: ScreenError | null) => {
    setRefused(error);
    setStep((present) => (error && stepOfError[error.code]) ?? present);
  };
  return {
    step,
    outcome,
    closed,
    refused,
    refuse,
    goTo(next) {
      setRefused(null);
      setStep(next);
    },
    async submit(count) {
      const counted = await perform((service, approval) =>
        service.shift.submitCount({ count: [...count], ...(approval && { approval }) }),
      );
      if (!counted.ok) return refuse(counted.error);
      setRefused(null);
      setOutcome(counted.value);
      setStep('result');
    },
    async confirm(reason) {
      const made = await perform((service, approval) =>
        service.shift.closeCounted({ language, ...(reason && { reason }), ...(approval && { approval }) }),
      );
      if (!made.ok) return refuse(made.error);
      setClosed(made.value);
      await refreshTill();
    },
  };
}
