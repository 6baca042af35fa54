import { QrCode } from '../receipt/receipt-paper.tsx';
import type { CustomerView } from './customer-view.ts';
import type { CustomerWords } from './customer-words.ts';
import { Figure } from './sale-screen.tsx';

interface PaidScreenProps {
  readonly view: Extract<CustomerView, { kind: 'paid' }>;
  readonly words: CustomerWords;
}

/** What the customer gets back, how they paid, and the receipt's code for their phone. It stays until the next sale. */
export function PaidScreen({ view, words: { t, amount, points: sayPoints } }: PaidScreenProps) {
  const { isRefund, totalMinor, changeMinor, tenders, points, receiptNumber } = view;
  const label = isRefund ? 'givenBack' : changeMinor > 0 ? 'change' : 'paid';
  return (
    <main className="customer-columns">
      <section className="customer-paid" aria-label={t('thanks')}>
        <h1>{t('thanks')}</h1>
        <p className="muted">{t(label)}</p>
        <Figure text={amount(changeMinor > 0 ? changeMinor : totalMinor)} />
        <dl>
          <div>
            <dt>{t('amount')}</dt>
            <dd>{amount(totalMinor)}</dd>
          </div>
          {tenders.map(({ name, amountMinor }) => (
            <div key={`${name} ${amountMinor}`}>
              <dt>{name}</dt>
              <dd>{amount(amountMinor)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="customer-sums" aria-label={t('receipt')}>
        <h2>{t('receipt')}</h2>
        <div className="customer-code">
          <QrCode text={receiptNumber} />
        </div>
        {points && (
          <dl>
            <div className="first-below">
              <dt>{t('earned')}</dt>
              <dd>{sayPoints(points.earned)}</dd>
            </div>
            <div>
              <dt>{t('balance')}</dt>
              <dd>{sayPoints(points.balance)}</dd>
            </div>
          </dl>
        )}
      </section>
    </main>
  );
}
