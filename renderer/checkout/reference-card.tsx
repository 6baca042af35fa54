import { useEffect, useRef } from 'react';
import { REFERENCE_MAX_LENGTH } from '../../domain/tender.ts';
import { checkoutText } from '../text/checkout-text.ts';
import { useErrorText, useText } from '../text/use-text.ts';
import { typeReference, useCheckout } from './checkout-state.ts';
import type { CheckoutNow } from './use-checkout-now.ts';

const hints = { card: 'fromTerminal', 'payment-code': 'scanCode', other: 'fromVoucher' } as const;

/** The reference that a terminal prints, or the customer's payment code: for every way of paying but cash. */
export function ReferenceCard({ now: { tender } }: { readonly now: CheckoutNow }) {
  const t = useText(checkoutText);
  const errorText = useErrorText();
  const input = useRef<HTMLInputElement>(null);
  const reference = useCheckout((state) => state.reference);
  const refused = useCheckout((state) => state.fault);
  const fault = refused?.code === 'tender-needs-reference' ? refused : null;
  useEffect(() => {
    if (fault) input.current?.focus();
  }, [fault]);
  if (tender.kind === 'cash') return null;
  return (
    <div className="card reference">
      <label className="field">
        <span className="label">{t(tender.needsReference ? 'referenceNeeded' : 'reference')}</span>
        <input
          ref={input}
          autoComplete="off"
          maxLength={REFERENCE_MAX_LENGTH}
          value={reference}
          onFocus={() => useCheckout.setState({ field: 'reference' })}
          aria-invalid={fault !== null}
          onChange={(event) => typeReference(event.target.value)}
        />
      </label>
      {fault ? (
        <p className="fault" role="alert">
          {errorText(fault)}
        </p>
      ) : (
        <p className="meta">{t(hints[tender.kind])}</p>
      )}
    </div>
  );
}
