import { useState } from 'react';
import { paneText } from '../text/counter-pane-text.ts';
import { useText } from '../text/use-text.ts';
import { readDecimal } from './entry.ts';
import { NumberEntry } from './number-entry.tsx';
import { QuestionHead, type QuestionProps } from './question-head.tsx';
import { dropQuestion, ring } from './ring.ts';

/** What does it cost? For articles whose price is asked, and labels without one. */
export function PriceQuestion({ question, waiting }: QuestionProps<'price'>) {
  const t = useText(paneText);
  const { id, name, goods, asked } = question;
  const [value, setValue] = useState('');
  const [isWrong, setWrong] = useState(false);
  const sell = () => {
    const unitPriceE4 = readDecimal(value, 4);
    if (unitPriceE4 === null) return setWrong(true);
    dropQuestion(id);
    void ring(goods, { ...asked, unitPriceE4 });
  };
  return (
    <>
      <QuestionHead id={id} title={t('priceTitle')} waiting={waiting} />
      <div className="two">
        <p>{t('priceHint', { name })}</p>
        <div className="column">
          <NumberEntry
            label={t('enterPrice')}
            value={value}
            onChange={(next) => {
              setValue(next);
              setWrong(false);
            }}
            onEnter={sell}
            fault={isWrong ? t('notNumber') : null}
          />
          <div className="finish">
            <button type="button" className="primary" onClick={sell}>
              {t('sell')} <kbd aria-hidden="true">Enter</kbd>
            </button>
          </div>
        </div>
      </div>
    </>
  );
}
