import { useEffect, useState } from 'react';
import type { Result } from '../../domain/result.ts';
import { Asking } from '../chain/asking.tsx';
import { useChain } from '../chain/chain-events.ts';
import { OfflineLimit } from '../chain/offline-limits.tsx';
import { useEnter } from '../checkout/use-enter.ts';
import { pressPay } from '../checkout/pay.ts';
import { PaneHead } from '../parts/pane-head.tsx';
import { SaleFinder } from '../receipt/sale-finder.tsx';
import type { ReturnableReceipt } from '../service/answers.ts';
import { ask, type ScreenError } from '../service/connection.ts';
import { showPane, useCounter } from '../state/counter.ts';
import { refundText } from '../text/refund-text.ts';
import { useErrorText, useText } from '../text/use-text.ts';
import { ReturnLines } from './return-lines.tsx';
import { UnreceiptedForm } from './unreceipted-form.tsx';
import './refund.css';

/** Taking goods back: with a receipt, at what was paid; without one, at what somebody with the right allows. */
export function RefundPane() {
  const t = useText(refundText);
  const [isReceipted, setIsReceipted] = useState(true);
  const { receipt, isReading, unasked, fault, choose, forget } = useReceipt();
  const chooseWay = (isChosen: boolean) => {
    if (!isChosen) forget();
    setIsReceipted(isChosen);
  };
  useEnter(() => {
    if (useCounter.getState().snapshot?.basket) void pressPay();
  });
  return (
    <section className="refund" aria-label={t('title')}>
      <PaneHead title={t('title')} backLabel={t('back')} onBack={() => showPane('tiles')}>
        {receipt && isReceipted ? (
          <button type="button" className="link" onClick={forget}>
            {t('other')}
          </button>
        ) : null}
      </PaneHead>
      {receipt && isReceipted ? (
        <ReturnLines key={receipt.receiptNumber} receipt={receipt} />
      ) : (
        <>
          <WayChoice isReceipted={isReceipted} onChoose={chooseWay} />
          {isReceipted ? (
            <>
              <p>{t('scan')}</p>
              <Asking isPending={isReading} />
              <Fault fault={fault} onShown={() => setIsReceipted(false)} onWithout={() => chooseWay(false)} />
              <SaleFinder chosen={null} onChoose={choose} isForReturns />
            </>
          ) : (
            <UnreceiptedForm shownReceipt={unasked} />
          )}
        </>
      )}
    </section>
  );
}

interface WayChoiceProps {
  readonly isReceipted: boolean;
  readonly onChoose: (isReceipted: boolean) => void;
}

function WayChoice({ isReceipted, onChoose }: WayChoiceProps) {
  const t = useText(refundText);
  return (
    <div className="ways" role="group" aria-label={t('title')}>
      <button type="button" className="plain" aria-pressed={isReceipted} onClick={() => onChoose(true)}>
        {t('with')}
      </button>
      <button type="button" className="plain" aria-pressed={!isReceipted} onClick={() => onChoose(false)}>
        {t('without')}
      </button>
    </div>
  );
}

interface FaultProps {
  readonly fault: ScreenError | null;
  /** Goods are taken back of the receipt, though nobody can be asked for it. */
  readonly onShown: () => void;
  readonly onWithout: () => void;
}

/** Why there is nothing of a receipt; of another till's that cannot be asked for, how far one may go without asking. */
function Fault({ fault, onShown, onWithout }: FaultProps) {
  const t = useText(refundText);
  const isAllowed = useChain(({ status }) => (status?.policy?.otherTillRefundMaxMinor ?? 0) > 0);
  const errorText = useErrorText();
  if (!fault) return null;
  return (
    <div role="alert">
      <p className="fault">{errorText(fault)}</p>
      {fault.code === 'receipt-not-asked' && (
        <div className="unasked">
          <OfflineLimit what="refund" />
          <button type="button" className="link" onClick={isAllowed ? onShown : onWithout}>
            {t(isAllowed ? 'ofReceipt' : 'without')}
          </button>
        </div>
      )}
    </div>
  );
}

type FoundReceipt = Result<ReturnableReceipt, ScreenError>;

interface ReceiptChoice {
  readonly receipt: ReturnableReceipt | null;
  /** Another till's is asked for at central, which takes a moment. */
  readonly isReading: boolean;
  /** The number of another till's, where central cannot be asked for it. */
  readonly unasked: string | null;
  readonly fault: ScreenError | null;
  readonly choose: (receiptNumber: string) => void;
  readonly forget: () => void;
}

/** The receipt that goods come back of: the one scanned or found, or that of returns which are on the counter already. */
function useReceipt(): ReceiptChoice {
  const [number, setNumber] = useState(() => useCounter.getState().scannedReceipt ?? receiptOnCounter());
  const [found, setFound] = useState<{ readonly number: string; readonly result: FoundReceipt } | null>(null);
  useEffect(() => {
    const takeScan = () => {
      const { scannedReceipt } = useCounter.getState();
      if (scannedReceipt === null) return;
      useCounter.setState({ scannedReceipt: null });
      setNumber(scannedReceipt);
    };
    takeScan();
    return useCounter.subscribe(takeScan);
  }, []);
  useEffect(() => {
    let isWanted = true;
    const read = async (receiptNumber: string) => {
      const result = await ask((service) => service.basket.findReturnable({ receiptNumber }));
      if (isWanted) setFound({ number: receiptNumber, result });
    };
    if (number !== null) void read(number);
    return () => {
      isWanted = false;
    };
  }, [number]);
  const result = found !== null && found.number === number ? found.result : null;
  return {
    receipt: result?.ok ? result.value : null,
    isReading: number !== null && result === null,
    unasked: result && !result.ok && result.error.code === 'receipt-not-asked' ? number : null,
    fault: result && !result.ok ? result.error : null,
    choose: setNumber,
    forget: () => setNumber(null),
  };
}

function receiptOnCounter(): string | null {
  const lines = useCounter.getState().snapshot?.basket?.lines ?? [];
  return lines.findLast(({ returnOf }) => returnOf !== null)?.returnOf?.receiptNumber ?? null;
}
