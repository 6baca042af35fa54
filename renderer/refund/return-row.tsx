import { useState, type KeyboardEvent } from 'react';
import { decimalToScaled } from '../../domain/currency.ts';
import { quantityText } from '../../domain/quantity.ts';
import { Icon } from '../parts/icon.tsx';
import { Money, useMoney } from '../parts/money.tsx';
import { useCounter } from '../state/counter.ts';
import { refundText } from '../text/refund-text.ts';
import { useText } from '../text/use-text.ts';
import { returningOf, setReturned, type ReturnableLine, type Returning } from './return-units.ts';
import { steppedThousandths } from './use-return-keys.ts';

interface ReturnRowProps {
  readonly receiptNumber: string;
  readonly sold: ReturnableLine;
  readonly reason: string | null;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

export function ReturnRow({ receiptNumber, sold, reason, isChosen, onChoose }: ReturnRowProps) {
  const snapshot = useCounter((state) => state.snapshot);
  const returning = returningOf(snapshot, receiptNumber, sold);
  const set = (targetThousandths: number) => {
    onChoose();
    return setReturned(receiptNumber, sold, targetThousandths, reason);
  };
  return (
    <tr data-chosen={isChosen || undefined} data-returning={returning.quantityThousandths > 0 || undefined}>
      <th scope="row" onClick={onChoose}>
        <Goods sold={sold} />
      </th>
      <td className="muted">
        <Money minor={sold.totalMinor} />
      </td>
      <td className="units">
        <Units sold={sold} returning={returning} onSet={set} receiptNumber={receiptNumber} />
      </td>
      <td className="refund-sum">
        {returning.quantityThousandths > 0 ? <Money minor={returning.refundMinor} /> : '–'}
      </td>
    </tr>
  );
}

/** What was sold, and what its units cost where they did not cost the same. */
function Goods({ sold }: { readonly sold: ReturnableLine }) {
  const t = useText(refundText);
  const { amount } = useMoney();
  const quantity = quantityText(sold.quantityThousandths);
  const shares = sold.shares.map(([count, minor]) =>
    count === 1 ? amount(minor) : `${count} × ${amount(minor)}`,
  );
  const costs = sold.unit === 'kg' ? `${quantity} kg` : quantity === '1' ? null : shares.join(' + ');
  const already =
    sold.returnedThousandths > 0 ? t('already', { quantity: quantityText(sold.returnedThousandths) }) : null;
  const facts = [costs, already].filter((fact) => fact !== null);
  return (
    <>
      <span className="name">{sold.name}</span>
      {facts.length > 0 && <span className="meta">{facts.join(' · ')}</span>}
    </>
  );
}

interface UnitsProps {
  readonly receiptNumber: string;
  readonly sold: ReturnableLine;
  readonly returning: Returning;
  readonly onSet: (targetThousandths: number) => Promise<boolean>;
}

function Units({ receiptNumber, sold, returning, onSet }: UnitsProps) {
  const t = useText(refundText);
  const { quantityThousandths, maxThousandths } = returning;
  if (maxThousandths <= 0) return <span className="muted">{t('nothingLeft')}</span>;
  const step = (direction: 1 | -1) => void onSet(steppedThousandths(receiptNumber, sold, direction));
  return (
    <div className="return-stepper">
      <button
        type="button"
        aria-label={t('less', { name: sold.name })}
        disabled={quantityThousandths === 0}
        onClick={() => step(-1)}
      >
        <Icon name="minus" />
      </button>
      <QuantityField
        key={quantityThousandths}
        sold={sold}
        quantityThousandths={quantityThousandths}
        onSet={onSet}
      />
      <span className="muted nowrap">
        {t(sold.unit === 'kg' ? 'ofKg' : 'of', { max: quantityText(maxThousandths) })}
      </span>
      <button
        type="button"
        aria-label={t('more', { name: sold.name })}
        disabled={quantityThousandths >= maxThousandths}
        onClick={() => step(1)}
      >
        <Icon name="plus" />
      </button>
    </div>
  );
}

interface QuantityFieldProps {
  readonly sold: ReturnableLine;
  readonly quantityThousandths: number;
  readonly onSet: (targetThousandths: number) => Promise<boolean>;
}

/** How much comes back, to be typed where steps are too many or goods were weighed. */
function QuantityField({ sold, quantityThousandths, onSet }: QuantityFieldProps) {
  const t = useText(refundText);
  const before = quantityText(quantityThousandths);
  const [text, setText] = useState(before);
  const commit = async () => {
    const typed = decimalToScaled(text.replace(',', '.'), 3);
    if (typed === quantityThousandths) return;
    if (typed === null || typed < 0 || !(await onSet(typed))) setText(before);
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    event.currentTarget.blur();
  };
  return (
    <input
      aria-label={t('quantityOf', { name: sold.name })}
      inputMode="decimal"
      autoComplete="off"
      maxLength={10}
      value={text}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => void commit()}
      onKeyDown={onKey}
    />
  );
}
