import { Money } from '../parts/money.tsx';
import { useCounter } from '../state/counter.ts';
import { usePoints } from '../member/points-words.ts';
import { counterText } from '../text/counter-text.ts';
import { offersText } from '../text/offers-text.ts';
import { useText } from '../text/use-text.ts';
import { itemCountOf } from './item-count.ts';
import { useRuleName } from './rule-names.ts';
import { useShownSale } from './shown-sale.ts';
import { totalRows, type TotalRow } from './total-rows.ts';

/** What the sale comes to, above Pay, and what it earns. */
export function Totals() {
  const t = useText(counterText);
  const offersWords = useText(offersText);
  const points = usePoints();
  const { basket, offers } = useShownSale();
  const isPaying = useCounter((state) => state.pane === 'checkout' || state.pane === 'done');
  const number = basket ? itemCountOf(basket.lines) : 0;
  const rows = basket ? totalRows(basket, offers, isPaying) : [];
  return (
    <div className="totals">
      <div className="muted">
        {basket && <p>{t(number === 1 ? 'oneItem' : 'items', { number })}</p>}
        {offers?.earns ? <p>{offersWords('earns', { points: points(offers.earns) })}</p> : null}
      </div>
      <dl>
        {rows.map((row) => (
          <Row key={row.kind === 'rule' ? row.ruleId : row.kind} row={row} />
        ))}
      </dl>
    </div>
  );
}

function Row({ row }: { readonly row: TotalRow }) {
  const label = useLabel(row);
  const look = row.kind === 'due' ? 'due-sum' : row.minor < 0 && row.kind !== 'exempt' ? 'saving' : '';
  return (
    <div className={row.kind === 'due' ? 'due-row' : undefined}>
      <dt>{label}</dt>
      <dd>
        <Money minor={row.minor} className={look} />
      </dd>
    </div>
  );
}

function useLabel(row: TotalRow): string {
  const t = useText(counterText);
  const offersWords = useText(offersText);
  const points = usePoints();
  const ruleName = useRuleName();
  switch (row.kind) {
    case 'subtotal':
    case 'savings':
      return t(row.kind);
    case 'by-hand':
      return t('basketDiscount');
    case 'tax':
      return t('taxAdded');
    case 'exempt':
      return t('taxExempt');
    case 'due':
      return offersWords('due');
    case 'rule':
      return ruleName(row.ruleId);
    case 'rules':
      return offersWords('saleOffers');
    case 'coupons':
      return offersWords('couponsRow', { number: row.count });
    case 'points':
      return points(row.points);
  }
}
