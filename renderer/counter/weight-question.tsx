import { useState } from 'react';
import { lineAmountMinor } from '../../domain/line-amount.ts';
import { quantityText } from '../../domain/quantity.ts';
import { ScaleOffer } from '../devices/scale-offer.tsx';
import { gramsOf } from '../devices/scale-words.ts';
import { useScale } from '../devices/use-scale.ts';
import { useMoney } from '../parts/money.tsx';
import { useTill } from '../state/till.ts';
import { paneText } from '../text/counter-pane-text.ts';
import { counterText } from '../text/counter-text.ts';
import { useText } from '../text/use-text.ts';
import { readDecimal } from './entry.ts';
import { NumberEntry } from './number-entry.tsx';
import { QuestionHead, type QuestionProps } from './question-head.tsx';
import { dropQuestion, ring } from './ring.ts';

/** How much does it weigh? The tare is taken off, and what it will cost is shown before it is sold. */
export function WeightQuestion({ question, waiting }: QuestionProps<'weight'>) {
  const t = useText(paneText);
  const words = useText(counterText);
  const { unitPrice } = useMoney();
  const { id, name, goods, asked, unitPriceE4 } = question;
  const [typed, setTyped] = useState({ gross: '', tare: '' });
  const [field, setField] = useState<WeightField>('gross');
  const [fault, setFault] = useState<'notNumber' | 'tareTooMuch' | null>(null);
  const weighed = readWeighed(typed.gross, typed.tare);
  const scale = useScale();
  const mayWeigh = scale !== null && scale.fault === null && (!scale.reading || gramsOf(scale.reading) > 0);
  const takesScale = typed.gross === '' && mayWeigh;
  const take = async () => {
    const grams = (await scale?.weigh(unitPriceE4)) ?? 0;
    if (grams === 0) return;
    setTyped((before) => ({ ...before, gross: quantityText(grams) }));
    setFault(null);
    // Enter sells it next, also where a finger took it.
    document.querySelector<HTMLInputElement>('.number-entry input')?.focus();
  };
  const sell = () => {
    if (typeof weighed === 'string') return setFault(weighed);
    dropQuestion(id);
    void ring(goods, { ...asked, ...weighed });
  };
  return (
    <>
      <QuestionHead id={id} title={t('weighTitle')} waiting={waiting} />
      <div className="two">
        <div className="column">
          <p>{t('weighHint', { name })}</p>
          <p className="muted">{words('perKg', { price: unitPrice(unitPriceE4) })}</p>
          <Net unitPriceE4={unitPriceE4} weighed={weighed} />
        </div>
        <div className="column">
          <FieldChoice field={field} onChoose={setField} />
          <NumberEntry
            label={t(field === 'gross' ? 'gross' : 'tareGrams')}
            value={typed[field]}
            present={field === 'gross' ? '0.000' : '0'}
            extra={field === 'gross' ? '.' : null}
            onChange={(value) => {
              setTyped({ ...typed, [field]: value });
              setFault(null);
            }}
            onEnter={takesScale ? () => void take() : sell}
            fault={fault && t(fault)}
          />
          {scale && <ScaleOffer scale={scale} isFirst={takesScale} onTake={() => void take()} />}
          <div className="finish">
            <button type="button" className="primary" onClick={sell}>
              {t('sell')} {!takesScale && <kbd aria-hidden="true">Enter</kbd>}
            </button>
          </div>
        </div>
      </div>
    </>
  );
}

type WeightField = 'gross' | 'tare';

interface FieldChoiceProps {
  readonly field: WeightField;
  readonly onChoose: (field: WeightField) => void;
}

/** Which of the two the number pad types into. */
function FieldChoice({ field, onChoose }: FieldChoiceProps) {
  const t = useText(paneText);
  return (
    <div className="choices" role="group" aria-label={t('weighTitle')}>
      {(['gross', 'tare'] as const).map((each) => (
        <button
          key={each}
          type="button"
          className="plain"
          aria-pressed={each === field}
          onClick={() => onChoose(each)}
        >
          {t(each === 'gross' ? 'gross' : 'tareGrams')}
        </button>
      ))}
    </div>
  );
}

interface Weighed {
  /** In grams, which are thousandths of a kilogram. */
  readonly quantityThousandths: number;
  readonly tareGrams: number;
}

/** What was typed, or what is wrong with it. */
function readWeighed(gross: string, tare: string): Weighed | 'notNumber' | 'tareTooMuch' {
  const quantityThousandths = readDecimal(gross, 3);
  const tareGrams = tare === '' ? 0 : readDecimal(tare, 0);
  if (!quantityThousandths || tareGrams === null) return 'notNumber';
  return tareGrams < quantityThousandths ? { quantityThousandths, tareGrams } : 'tareTooMuch';
}

interface NetProps {
  readonly unitPriceE4: number;
  readonly weighed: ReturnType<typeof readWeighed>;
}

/** What is left without the tare and what that costs at the list price; the line says it exactly once it is sold. */
function Net({ unitPriceE4, weighed }: NetProps) {
  const t = useText(paneText);
  const { amount } = useMoney();
  const currency = useTill((state) => state.status?.settings.shop.currency ?? 'CNY');
  if (typeof weighed === 'string') return null;
  const netThousandths = weighed.quantityThousandths - weighed.tareGrams;
  return (
    <div role="status">
      <p className="muted">{t('net', { net: quantityText(netThousandths) })}</p>
      <p className="last-amount">{amount(lineAmountMinor(unitPriceE4, netThousandths, currency))}</p>
    </div>
  );
}
