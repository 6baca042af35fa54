import { useEffect, useState } from 'react';
import { quantityText } from '../../domain/quantity.ts';
import { Money, useMoney } from '../parts/money.tsx';
import type { PriceCheck } from '../service/answers.ts';
import { showPane } from '../state/counter.ts';
import { paneText } from '../text/counter-pane-text.ts';
import { counterText } from '../text/counter-text.ts';
import { useErrorText, useText } from '../text/use-text.ts';
import { PaneHead } from './pane-head.tsx';
import { checkPrice, forgetPrice, usePriceCheck } from './price-check.ts';
import { ring } from './ring.ts';

/** What something costs. Scanning here asks and sells nothing. */
export function PriceCheckPane() {
  const t = useText(paneText);
  const errorText = useErrorText();
  const { code, checked, fault } = usePriceCheck();
  const [typed, setTyped] = useState('');
  useEffect(() => forgetPrice, []);
  return (
    <>
      <PaneHead title={t('checkTitle')}>{t('checkHint')}</PaneHead>
      <form
        className="named"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() !== '') void checkPrice(typed.trim());
          setTyped('');
        }}
      >
        <label className="field">
          <span className="label">{t('checkCode')}</span>
          <input
            autoFocus
            autoComplete="off"
            maxLength={200}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <button type="submit" className="plain">
          {t('check')} <kbd aria-hidden="true">Enter</kbd>
        </button>
      </form>
      <div aria-live="polite">
        {fault && <p className="fault">{errorText(fault)}</p>}
        {checked && <Checked code={code} checked={checked} />}
      </div>
    </>
  );
}

function Checked({ code, checked }: { readonly code: string; readonly checked: PriceCheck }) {
  const t = useText(paneText);
  const words = useText(counterText);
  const { unitPrice } = useMoney();
  const { article, unitPriceE4, totalMinor, quantityThousandths, linked } = checked;
  const each = unitPriceE4 === null ? words('priceAsked') : unitPrice(unitPriceE4);
  const isWeighed = article.unit === 'kg';
  const facts = [
    isWeighed ? words('perKg', { price: each }) : each,
    quantityThousandths === 1_000 ? null : `× ${quantityText(quantityThousandths)}`,
    checked.departmentName,
    article.minimumAge === null ? null : t('checkAge', { age: article.minimumAge }),
    linked && `+ ${linked.name} ${unitPrice(linked.unitPriceE4)}`,
  ];
  const sell = () => {
    showPane('tiles');
    void ring({ kind: 'code', code });
  };
  return (
    <section className="card checked">
      <p className="meta">{article.barcodes[0] ?? article.code}</p>
      <h2>{article.name}</h2>
      {totalMinor !== null && (
        <p className="last-amount">
          <Money minor={totalMinor} />
        </p>
      )}
      <p className="muted">{facts.filter((fact) => fact !== null).join(' · ')}</p>
      <button type="button" className="plain" onClick={sell}>
        {t('checkSell')}
      </button>
    </section>
  );
}
