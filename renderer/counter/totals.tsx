import { Money } from '../parts/money.tsx';
import type { CounterLine, CounterSnapshot } from '../service/answers.ts';
import { counterText } from '../text/counter-text.ts';
import { useText } from '../text/use-text.ts';
import { shownMinor } from './line-words.ts';
import { useShownBasket } from './shown-basket.ts';

const PIECE_THOUSANDTHS = 1_000;

/** What the sale comes to, above Pay. Every row sums what stands above it. */
export function Totals() {
  const t = useText(counterText);
  const { basket } = useShownBasket();
  const number = basket ? piecesOf(basket.lines) : 0;
  return (
    <div className="totals">
      <p className="muted">{basket && t(number === 1 ? 'oneItem' : 'items', { number })}</p>
      <dl>{basket && <Rows basket={basket} />}</dl>
    </div>
  );
}

function Rows({ basket }: { readonly basket: NonNullable<CounterSnapshot['basket']> }) {
  const t = useText(counterText);
  const linesMinor = basket.lines.reduce((sum, line) => sum + shownMinor(line), 0);
  const savedMinor = basket.priceSavingMinor + basket.lineDiscountMinor;
  const addedTaxMinor = basket.totalMinor - (linesMinor - basket.basketDiscountMinor);
  return (
    <>
      {basket.basketDiscountMinor !== 0 || addedTaxMinor !== 0 || savedMinor > 0 ? (
        <Row label={t('subtotal')} minor={savedMinor > 0 ? basket.grossMinor : linesMinor} />
      ) : null}
      {savedMinor > 0 && <Row label={t('savings')} minor={-savedMinor} isSaving />}
      {basket.basketDiscountMinor !== 0 && (
        <Row label={t('basketDiscount')} minor={-basket.basketDiscountMinor} isSaving />
      )}
      {addedTaxMinor !== 0 && (
        <Row label={t(basket.taxExemption ? 'taxExempt' : 'taxAdded')} minor={addedTaxMinor} />
      )}
    </>
  );
}

interface RowProps {
  readonly label: string;
  readonly minor: number;
  readonly isSaving?: boolean;
}

function Row({ label, minor, isSaving = false }: RowProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <Money minor={minor} className={isSaving ? 'saving' : ''} />
      </dd>
    </div>
  );
}

/** How many things there are to carry: pieces, and one for each weighed line; what comes back is not counted. */
function piecesOf(lines: readonly CounterLine[]): number {
  return lines.reduce((sum, line) => {
    if (line.kind === 'return' || line.linkedTo !== null) return sum;
    return sum + (line.unit === 'kg' ? 1 : Math.round(line.quantityThousandths / PIECE_THOUSANDTHS));
  }, 0);
}
