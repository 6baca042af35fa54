import { useState } from 'react';
import { currencyDigits } from '../../domain/currency.ts';
import { quantityText } from '../../domain/quantity.ts';
import { Icon } from '../parts/icon.tsx';
import { useMoney } from '../parts/money.tsx';
import type { CounterLine } from '../service/answers.ts';
import type { ScreenError } from '../service/connection.ts';
import { change, showPane, useCounter } from '../state/counter.ts';
import { useTill } from '../state/till.ts';
import { keysOf } from '../keys/actions.ts';
import { paneText } from '../text/counter-pane-text.ts';
import { counterText } from '../text/counter-text.ts';
import { offersText } from '../text/offers-text.ts';
import { useErrorText, useText } from '../text/use-text.ts';
import { readDecimal } from './entry.ts';
import { removeLine } from './line-changes.ts';
import { shortKey } from './key-name.ts';
import { lineFields, useLineEditing, type LineField } from './line-editing.ts';
import { NumberEntry } from './number-entry.tsx';
import { PaneHead } from './pane-head.tsx';
import { QuantityStepper } from './quantity-stepper.tsx';
import { WhyThisPrice } from './why-this-price.tsx';
import { openWhy } from './why.ts';

/** Changing the chosen line, beside why it costs what it costs. */
export function LinePane() {
  const t = useText(paneText);
  const chosenLineId = useCounter((state) => state.chosenLineId);
  const line = useCounter(
    (state) => state.snapshot?.basket?.lines.find(({ id }) => id === chosenLineId) ?? null,
  );
  if (!line) return <PaneHead title={t('lineTitle')} />;
  return (
    <>
      <PaneHead title={line.name}>
        <span className="meta">{line.barcode ?? line.articleCode}</span>
      </PaneHead>
      <div className="two">
        <div className="column">
          <WhyThisPrice line={line} />
          <OfferButtons line={line} />
          <RemoveButton line={line} />
        </div>
        {isChangeable(line) ? <Editor key={line.id} line={line} /> : <p className="muted">{t('linked')}</p>}
      </div>
    </>
  );
}

/** What a return gives back is decided by what was paid; a charge follows its article. */
function isChangeable(line: CounterLine): boolean {
  return line.linkedTo === null;
}

/** Every rule that was weighed for the line; and making it a gift, which is free where an offer gives it. */
function OfferButtons({ line: { id: lineId, kind, linkedTo, isGift } }: { readonly line: CounterLine }) {
  const t = useText(offersText);
  const whyKey = useTill((state) => keysOf(state.status?.settings.keys ?? {}).why);
  if (kind !== 'sale') return null;
  const toggleGift = () => change((service) => service.basket.setGift({ lineId, isGift: !isGift }));
  return (
    <div className="choices">
      <button type="button" className="plain" aria-keyshortcuts={whyKey} onClick={() => openWhy(lineId)}>
        {t('allOffers')} <kbd aria-hidden="true">{shortKey(whyKey)}</kbd>
      </button>
      {linkedTo === null && (
        <button type="button" className="plain" aria-pressed={isGift} onClick={() => void toggleGift()}>
          <Icon name="gift" isSmall />
          {t('markGift')}
        </button>
      )}
    </div>
  );
}

function RemoveButton({ line }: { readonly line: CounterLine }) {
  const t = useText(paneText);
  const words = useText(counterText);
  if (line.linkedTo !== null) return null;
  const remove = () => {
    showPane('tiles');
    void removeLine(line, words('removed', { name: line.name }));
  };
  return (
    <button type="button" className="plain danger apart" onClick={remove}>
      <Icon name="bin" isSmall />
      {t('remove')}
    </button>
  );
}

const fieldNames = { price: 'price', percent: 'percent', amount: 'amountOff', note: 'note' } as const;

function Editor({ line }: { readonly line: CounterLine }) {
  const t = useText(paneText);
  const field = useLineEditing((state) => state.field);
  const choices = lineFields.filter((name) => line.kind === 'sale' || name === 'quantity' || name === 'note');
  const shown = choices.includes(field) ? field : 'quantity';
  const quantityName = line.unit === 'kg' ? 'weight' : 'quantity';
  return (
    <div className="column">
      <div className="choices" role="group" aria-label={t('fields')}>
        {choices.map((name) => (
          <button
            key={name}
            type="button"
            className="plain"
            aria-pressed={name === shown}
            onClick={() => useLineEditing.setState({ field: name })}
          >
            {t(name === 'quantity' ? quantityName : fieldNames[name])}
          </button>
        ))}
      </div>
      {shown === 'note' ? <NoteEditor line={line} /> : <NumberEditor key={shown} line={line} field={shown} />}
    </div>
  );
}

interface NumberEditorProps {
  readonly line: CounterLine;
  readonly field: Exclude<LineField, 'note'>;
}

function NumberEditor({ line, field }: NumberEditorProps) {
  const t = useText(paneText);
  const errorText = useErrorText();
  const { unitPrice, amount } = useMoney();
  const currency = useTill((state) => state.status?.settings.shop.currency ?? 'CNY');
  const [value, setValue] = useState('');
  const [fault, setFault] = useState<ScreenError | 'not-number' | null>(null);
  const scale = { quantity: 3, price: 4, percent: 2, amount: currencyDigits(currency) }[field];
  const apply = async () => {
    if (value === '') return showPane('tiles');
    const scaled = readDecimal(value, scale);
    if (scaled === null) return setFault('not-number');
    if (await applyField(line, field, scaled, setFault)) showPane('tiles');
  };
  const present = presentValue(line, field, unitPrice, amount);
  return (
    <>
      <NumberEntry
        label={t(field === 'quantity' ? (line.unit === 'kg' ? 'gross' : 'quantity') : fieldNames[field])}
        value={value}
        present={present}
        onChange={(next) => {
          setValue(next);
          setFault(null);
        }}
        onEnter={() => void apply()}
        extra={field === 'quantity' && line.unit === 'each' ? '00' : '.'}
        fault={fault === null ? null : fault === 'not-number' ? t('notNumber') : errorText(fault)}
      />
      <div className="finish">
        {field === 'quantity' && line.unit === 'each' && <QuantityStepper line={line} />}
        {(field === 'percent' || field === 'amount') && line.discount && (
          <button
            type="button"
            className="plain"
            onClick={() =>
              void change((service) => service.basket.setLineDiscount({ lineId: line.id, discount: null }))
            }
          >
            {t('clear')}
          </button>
        )}
        <button type="button" className="primary" onClick={() => void apply()}>
          {t('apply')} <kbd aria-hidden="true">Enter</kbd>
        </button>
      </div>
    </>
  );
}

/** Changes one field of a line; a refusal is told through `onFault`, beside the field. */
function applyField(
  { id: lineId }: CounterLine,
  field: Exclude<LineField, 'note'>,
  scaled: number,
  onFault: (error: ScreenError) => void,
): Promise<boolean> {
  const handle = (error: ScreenError) => {
    onFault(error);
    return true;
  };
  return change((service, approval) => {
    const allowed = approval && { approval };
    switch (field) {
      case 'quantity':
        return service.basket.setQuantity({ lineId, quantityThousandths: scaled });
      case 'price':
        return service.basket.setPrice({ lineId, unitPriceE4: scaled, ...allowed });
      case 'percent':
        return service.basket.setLineDiscount({ lineId, discount: { rateBp: scaled }, ...allowed });
      case 'amount':
        return service.basket.setLineDiscount({ lineId, discount: { amountMinor: scaled }, ...allowed });
    }
  }, handle);
}

function presentValue(
  line: CounterLine,
  field: Exclude<LineField, 'note'>,
  unitPrice: (e4: number) => string,
  amount: (minor: number) => string,
): string {
  switch (field) {
    case 'quantity':
      return quantityText(line.quantityThousandths);
    case 'price':
      return unitPrice(line.unitPriceE4);
    case 'percent':
      return line.discount?.kind === 'percent' ? String(line.discount.rateBp / 100) : '0';
    case 'amount':
      return amount(line.discount?.kind === 'amount' ? line.discount.amountMinor : 0);
  }
}

function NoteEditor({ line }: { readonly line: CounterLine }) {
  const t = useText(paneText);
  const [note, setNote] = useState(line.note ?? '');
  const save = async () => {
    const text = note.trim() || null;
    if (await change((service) => service.basket.setNote({ lineId: line.id, note: text }))) showPane('tiles');
  };
  return (
    <form
      className="column"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label className="field">
        <span className="label">{t('noteLabel')}</span>
        <input autoFocus maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />
      </label>
      <div className="finish">
        <button type="submit" className="primary">
          {t('save')} <kbd aria-hidden="true">Enter</kbd>
        </button>
      </div>
    </form>
  );
}
