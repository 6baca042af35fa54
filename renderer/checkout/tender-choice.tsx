import type { TenderKind } from '../../domain/tender.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { checkoutText } from '../text/checkout-text.ts';
import { useText } from '../text/use-text.ts';
import { chooseTender } from './checkout-state.ts';
import type { CheckoutNow } from './use-checkout-now.ts';

export const tenderIcons: Readonly<Record<TenderKind, IconName>> = {
  cash: 'cash',
  card: 'card',
  'payment-code': 'code',
  other: 'wallet',
  points: 'wallet',
};

/** The shop's ways of paying; a refund marks the one that the customer paid with. */
export function TenderChoice({ now: { tenders, tender, due } }: { readonly now: CheckoutNow }) {
  const t = useText(checkoutText);
  const isOriginal = (kind: TenderKind) => due.dueMinor < 0 && (due.refundable.get(kind) ?? 0) > 0;
  return (
    <div className="tenders" role="group" aria-label={t('tenders')}>
      {tenders.map(({ code, kind, name }) => (
        <button
          type="button"
          key={code}
          className="plain"
          aria-pressed={code === tender.code}
          onClick={() => chooseTender(code)}
        >
          <Icon name={tenderIcons[kind]} />
          <span className="name">
            {name}
            {isOriginal(kind) && <span className="meta">{t('original')}</span>}
          </span>
        </button>
      ))}
    </div>
  );
}
