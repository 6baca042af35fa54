import { ReceiptPaper } from '../receipt/receipt-paper.tsx';
import { simulatorText } from '../text/simulator-text.ts';
import { useText } from '../text/use-text.ts';
import { loadPaper, removePaper, tearOff } from './paper-roll.ts';
import { changeRoll, usePrinter } from './printer.ts';

/** A printer whose paper can be seen, and taken out. */
export function PrinterDevice() {
  const t = useText(simulatorText);
  const { hasPaper, papers } = usePrinter((state) => state.roll);
  return (
    <>
      <PaperState />
      <div className="paper-controls">
        <button
          type="button"
          className="plain"
          onPointerDown={keepFocus}
          onClick={() => changeRoll(hasPaper ? removePaper : loadPaper)}
        >
          {t(hasPaper ? 'takePaper' : 'putPaper')}
        </button>
        <button
          type="button"
          className="plain"
          disabled={papers.length === 0}
          onPointerDown={keepFocus}
          onClick={() => changeRoll(tearOff)}
        >
          {t('tearOff')}
        </button>
      </div>
      <ol className="roll" aria-label={t('roll')}>
        {papers.map(({ id, document }) => (
          <li key={id}>
            <ReceiptPaper document={document} />
          </li>
        ))}
      </ol>
      {papers.length === 0 && <p className="muted">{t('nothingPrinted')}</p>}
    </>
  );
}

function PaperState() {
  const t = useText(simulatorText);
  const { hasPaper, waiting } = usePrinter((state) => state.roll);
  const count = waiting.length;
  const text = count === 0 ? 'nothingWaits' : count === 1 ? 'oneWaits' : 'manyWait';
  return <p role="status">{hasPaper ? t('hasPaper') : t(text, { number: count })}</p>;
}

function keepFocus(event: { preventDefault: () => void }): void {
  event.preventDefault();
}
