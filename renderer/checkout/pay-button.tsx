import { useCounter } from '../state/counter.ts';
import { useTill } from '../state/till.ts';
import { useMoney } from '../parts/money.tsx';
import { checkoutText } from '../text/checkout-text.ts';
import { useText } from '../text/use-text.ts';
import { keysOf } from '../keys/actions.ts';
import { chosenTender, dueOf, useCheckout } from './checkout-state.ts';
import { offerOf, type Offer } from './offer.ts';
import { tapPay } from './pay.ts';
import './pay-button.css';

/** Green takes money, the inverse gives it back, an outline goes on: never by colour alone, the label says it too. */
type PayKind = 'take' | 'refund' | 'next';

interface PayFace {
  readonly kind: PayKind;
  readonly label: string;
  readonly detail: string | null;
  readonly amountMinor: number | null;
  readonly isEnabled: boolean;
}

/** An amount of more characters than this is written smaller where the button is narrow. */
const LONG_AMOUNT = 8;

/**
 * The button that takes the money, in the same place whatever the left pane shows. What it says is what Enter and F9 do
 * (`pressPay` in `pay.ts`). It never takes the focus from the field that is typed into.
 */
export function PayButton() {
  const { amount } = useMoney();
  const payKey = useTill((state) => keysOf(state.status?.settings.keys ?? {}).pay);
  const isPaying = useCounter((state) => state.pane === 'checkout' || state.pane === 'done');
  const { kind, label, detail, amountMinor, isEnabled } = usePayFace();
  const shown = amountMinor === null ? null : amount(Math.abs(amountMinor));
  return (
    <button
      type="button"
      className="pay"
      data-kind={kind}
      aria-keyshortcuts={payKey}
      disabled={!isEnabled}
      onPointerDown={(event) => event.preventDefault()}
      onClick={tapPay}
    >
      <span className="words">
        <span className="label">{label}</span>
        {detail !== null && <span className="detail">{detail}</span>}
      </span>
      <kbd aria-hidden="true">{isPaying ? 'Enter' : payKey}</kbd>
      {shown !== null && (
        <span className="money amount" data-long={shown.length > LONG_AMOUNT || undefined}>
          {shown}
        </span>
      )}
    </button>
  );
}

/** What the button shows now. */
function usePayFace(): PayFace {
  const t = useText(checkoutText);
  const pane = useCounter((state) => state.pane);
  const basket = useCounter((state) => state.snapshot?.basket ?? null);
  const offerFace = useOfferFace();
  if (pane === 'done')
    return { kind: 'next', label: t('next'), detail: null, amountMinor: null, isEnabled: true };
  if (offerFace) return offerFace;
  const totalMinor = basket?.totalMinor ?? 0;
  return {
    kind: totalMinor < 0 ? 'refund' : 'take',
    label: t(totalMinor < 0 ? 'refund' : 'pay'),
    detail: null,
    amountMinor: totalMinor,
    isEnabled: basket !== null && basket.lines.length > 0,
  };
}

/** What the button shows while a sale is being paid; null when none is. */
function useOfferFace(): PayFace | null {
  const t = useText(checkoutText);
  const { amount } = useMoney();
  const snapshot = useCounter((state) => state.snapshot);
  const settings = useTill((state) => state.status?.settings ?? null);
  const { entry, refundable, tenderCode } = useCheckout();
  const due = dueOf(snapshot, settings, refundable);
  const tender = due && chosenTender({ tenderCode }, settings?.tenders ?? [], due);
  if (!due || !tender) return null;
  if (due.dueMinor === 0) {
    return { kind: 'take', label: t('finish'), detail: null, amountMinor: 0, isEnabled: true };
  }
  const isRefund = due.dueMinor < 0;
  const offer = offerOf(tender, entry, due);
  return {
    kind: isRefund ? 'refund' : 'take',
    label: isRefund
      ? t('refundIn', { tender: tender.name })
      : tender.kind === 'cash'
        ? t('takeCash')
        : t('take', { tender: tender.name }),
    detail: offer && detailOf(offer, due.dueMinor, t, amount),
    amountMinor: offer ? paidBy(offer) : due.dueMinor,
    isEnabled: offer?.applied.ok === true,
  };
}

/** What the customer pays by an offer: what is handed over less the change. */
function paidBy({ offeredMinor, applied }: Offer): number {
  return applied.ok ? applied.value.tenderedMinor - applied.value.changeMinor : offeredMinor;
}

function detailOf(
  { applied, offeredMinor }: Offer,
  dueMinor: number,
  t: (key: 'given' | 'leaves' | 'leavesRefund', values: Record<string, string>) => string,
  amount: (minor: number) => string,
): string | null {
  if (!applied.ok) return null;
  const { changeMinor, amountMinor } = applied.value;
  if (changeMinor !== 0) return t('given', { given: amount(offeredMinor), change: amount(changeMinor) });
  const leftMinor = dueMinor - amountMinor;
  if (leftMinor === 0) return null;
  return t(dueMinor < 0 ? 'leavesRefund' : 'leaves', { left: amount(Math.abs(leftMinor)) });
}
