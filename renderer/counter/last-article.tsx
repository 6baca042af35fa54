import { Icon } from '../parts/icon.tsx';
import { Money } from '../parts/money.tsx';
import { keysOf } from '../keys/actions.ts';
import type { CounterLine } from '../service/answers.ts';
import { useCounter } from '../state/counter.ts';
import { useTill } from '../state/till.ts';
import { counterText } from '../text/counter-text.ts';
import { useText } from '../text/use-text.ts';
import { LineMeta } from './basket-row.tsx';
import { shortKey } from './key-name.ts';
import { removeLine } from './line-changes.ts';
import { editLine, type LineField } from './line-editing.ts';
import { useLineWords } from './line-words.ts';
import { shownMinor } from './shown-minor.ts';
import { QuantityStepper } from './quantity-stepper.tsx';

/** In scan mode: the article scanned last, or the line chosen, large enough to be checked at a glance. */
export function LastArticle() {
  const t = useText(counterText);
  const chosenLineId = useCounter((state) => state.chosenLineId);
  const litLineId = useCounter((state) => state.litLineId);
  const line = useCounter(
    (state) => state.snapshot?.basket?.lines.find(({ id }) => id === chosenLineId) ?? null,
  );
  const words = useLineWords();
  if (!line) return <div className="last" />;
  const { listMinor } = words(line);
  return (
    <div className="last">
      <p className="meta">
        {line.id === litLineId ? t('lastArticle') : t('chosenArticle', { number: line.lineNo })}
        {(line.barcode ?? line.articleCode) !== null && ` · ${line.barcode ?? line.articleCode}`}
      </p>
      <p className="last-name">{line.name}</p>
      <LineMeta line={line} />
      <p className="last-amount">
        <Money minor={shownMinor(line)} />
        {listMinor !== null && <Money minor={listMinor} className="struck" />}
      </p>
      <LineControls line={line} />
    </div>
  );
}

/** Changing a line where it is shown. Removing stands apart. */
function LineControls({ line }: { readonly line: CounterLine }) {
  const t = useText(counterText);
  const keys = keysOf(useTill((state) => state.status?.settings.keys) ?? {});
  return (
    <div className="line-controls">
      <QuantityStepper line={line} />
      <FieldButton field="price" label={t('changePrice')} shortcut={keys.price} />
      <FieldButton field="percent" label={t('discount')} shortcut="" />
      <FieldButton field="note" label={t('writeNote')} shortcut={keys.note} />
      <button
        type="button"
        className="plain danger"
        aria-keyshortcuts={keys.removeLine}
        onClick={() => void removeLine(line, t('removed', { name: line.name }))}
      >
        <Icon name="bin" isSmall />
        <span className="sr">{t('remove')}</span>
        <small aria-hidden="true">{shortKey(keys.removeLine)}</small>
      </button>
    </div>
  );
}

interface FieldButtonProps {
  readonly field: LineField;
  readonly label: string;
  readonly shortcut: string;
}

function FieldButton({ field, label, shortcut }: FieldButtonProps) {
  return (
    <button type="button" className="plain" onClick={() => editLine(field)}>
      {label}
      {shortcut !== '' && <small aria-hidden="true">{shortKey(shortcut)}</small>}
    </button>
  );
}
