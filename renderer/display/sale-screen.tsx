import { quantityText } from '../../domain/quantity.ts';
import type { CustomerLine, CustomerView } from './customer-view.ts';
import type { CustomerWords } from './customer-words.ts';

interface SaleScreenProps {
  readonly view: Extract<CustomerView, { kind: 'sale' }>;
  readonly shopName: string;
  readonly words: CustomerWords;
}

/** The sale as it grows: the last article large, the others above it, and what it comes to. */
export function SaleScreen({ view, shopName, words }: SaleScreenProps) {
  const { t, amount, points } = words;
  const { lines, lastLineId, itemCount, savingMinor, totalMinor, dueMinor, earnsPoints } = view;
  const last = lines.find(({ id }) => id === lastLineId) ?? lines.at(-1);
  return (
    <main className="customer-columns">
      <section className="customer-lines" aria-label={t('lines')}>
        <h1>{shopName}</h1>
        <ul>
          {lines
            .filter((line) => line !== last)
            .toReversed()
            .map((line) => (
              <Line key={line.id} line={line} words={words} />
            ))}
        </ul>
        {last && <LastLine line={last} words={words} />}
      </section>
      <section className="customer-sums" aria-label={t('total')}>
        <dl>
          {earnsPoints !== null && (
            <div>
              <dt>{t('earns')}</dt>
              <dd>{points(earnsPoints)}</dd>
            </div>
          )}
          {savingMinor > 0 && (
            <div className="saving first-below">
              <dt>{t('saved')}</dt>
              <dd>{amount(savingMinor)}</dd>
            </div>
          )}
          <div className={savingMinor > 0 ? undefined : 'first-below'}>
            <dt>{t('total')}</dt>
            <dd className="muted">{t(itemCount === 1 ? 'oneItem' : 'items', { number: itemCount })}</dd>
          </div>
        </dl>
        <Figure text={amount(totalMinor)} />
        {dueMinor !== null && (
          <dl>
            <div className="due">
              <dt>{t('due')}</dt>
              <dd>{amount(dueMinor)}</dd>
            </div>
          </dl>
        )}
      </section>
    </main>
  );
}

/** More characters than that do not fit at the full size. */
const LONG_FIGURE = 10;

/** The one amount that is read from across the counter. */
export function Figure({ text }: { readonly text: string }) {
  return <p className={text.length > LONG_FIGURE ? 'customer-figure long' : 'customer-figure'}>{text}</p>;
}

interface LineProps {
  readonly line: CustomerLine;
  readonly words: CustomerWords;
}

function Line({
  line: { name, isWeighed, quantityThousandths, amountMinor },
  words: { t, amount },
}: LineProps) {
  const quantity = quantityText(quantityThousandths);
  return (
    <li>
      <span className="name">{name}</span>
      {quantity !== '1' && (
        <span className="muted">{isWeighed ? `${quantity} kg` : t('times', { quantity })}</span>
      )}
      <span className="money">{amount(amountMinor)}</span>
    </li>
  );
}

function LastLine({ line, words: { t, amount, unitPrice } }: LineProps) {
  const quantity = quantityText(line.quantityThousandths);
  const price = unitPrice(line.unitPriceE4);
  return (
    <div className="last-line" role="status">
      <p>
        <span className="name">{line.name}</span>
        <span className="money">{amount(line.amountMinor)}</span>
      </p>
      {(line.isWeighed || quantity !== '1') && (
        <p className="muted">{t(line.isWeighed ? 'weighed' : 'each', { quantity, price })}</p>
      )}
    </div>
  );
}
