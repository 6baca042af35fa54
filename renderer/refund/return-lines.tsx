import { useState } from 'react';
import { Icon } from '../parts/icon.tsx';
import { useMoment } from '../receipt/sale-finder.tsx';
import type { ReturnableReceipt } from '../service/answers.ts';
import { useCounter } from '../state/counter.ts';
import { refundText } from '../text/refund-text.ts';
import { useText } from '../text/use-text.ts';
import { Reasons } from './reasons.tsx';
import { ReturnRow } from './return-row.tsx';
import { returningOf, setReturned } from './return-units.ts';
import { useReturnKeys } from './use-return-keys.ts';

/** What a receipt sold and how much of it comes back; the money is what the service says. */
export function ReturnLines({ receipt }: { readonly receipt: ReturnableReceipt }) {
  const t = useText(refundText);
  const moment = useMoment();
  const { receiptNumber, lines, atUtcMs, cashierName } = receipt;
  const [reason, setReason] = useState<string | null>(null);
  const [chosenNo, setChosenNo] = useState(lines[0]?.lineNo ?? 0);
  useReturnKeys({ receipt, chosenNo, onChoose: setChosenNo, reason });
  const returnAll = async () => {
    for (const sold of lines) {
      const { maxThousandths } = returningOf(useCounter.getState().snapshot, receiptNumber, sold);
      if (!(await setReturned(receiptNumber, sold, maxThousandths, reason))) return;
    }
  };
  return (
    <>
      <p className="of-receipt">
        <b>{receiptNumber}</b>
        <span className="meta">{t('soldBy', { moment: moment(atUtcMs), name: cashierName })}</span>
      </p>
      <Reasons reason={reason} onChoose={setReason} />
      {lines.length === 0 ? (
        <p className="muted">{t('noLines')}</p>
      ) : (
        <ReturnTable receipt={receipt} reason={reason} chosenNo={chosenNo} onChoose={setChosenNo} />
      )}
      <div className="refund-foot">
        <p className="muted">
          <Icon name="scan" />
          {t('exchange')}
        </p>
        {lines.length > 0 && (
          <button type="button" className="plain" onClick={() => void returnAll()}>
            {t('all')}
          </button>
        )}
      </div>
    </>
  );
}

interface ReturnTableProps {
  readonly receipt: ReturnableReceipt;
  readonly reason: string | null;
  readonly chosenNo: number;
  readonly onChoose: (lineNo: number) => void;
}

function ReturnTable({ receipt: { receiptNumber, lines }, reason, chosenNo, onChoose }: ReturnTableProps) {
  const t = useText(refundText);
  return (
    <div className="card returns">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('goods')}</th>
            <th scope="col">{t('paid')}</th>
            <th scope="col" className="units">
              {t('units')}
            </th>
            <th scope="col">{t('refund')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((sold) => (
            <ReturnRow
              key={sold.lineNo}
              receiptNumber={receiptNumber}
              sold={sold}
              reason={reason}
              isChosen={sold.lineNo === chosenNo}
              onChoose={() => onChoose(sold.lineNo)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
