import { useEffect } from 'react';
import { typeEntry } from '../counter/entry.ts';
import { OpenDrawer, ReceiptPrint } from '../devices/receipt-print.tsx';
import { keysOf } from '../keys/actions.ts';
import { useKeys } from '../keys/use-keys.ts';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { usePoints } from '../member/points-words.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { Money, useMoney } from '../parts/money.tsx';
import { ReceiptActions } from '../receipt/receipt-actions.tsx';
import { useReceiptDocument } from '../receipt/receipt-document.ts';
import { ReceiptPaper } from '../receipt/receipt-paper.tsx';
import { showPane, useCounter } from '../state/counter.ts';
import { useTill } from '../state/till.ts';
import { offersText } from '../text/offers-text.ts';
import { receiptText } from '../text/receipt-text.ts';
import { useText } from '../text/use-text.ts';
import { useCheckout, type Finished } from './checkout-state.ts';
import { pressPay, startNextSale } from './pay.ts';
import { useTenderName } from './received-card.tsx';
import { useEnter } from './use-enter.ts';
import './done.css';

/** An amount of more characters than this leaves no room beside the receipt at its full size. */
const LONG_AMOUNT = 9;

/** A finished sale: the change stays on the screen until the next article is scanned or a key is pressed. */
export function DonePane() {
  const finished = useCheckout((state) => state.finished);
  const isNextBegun = useCounter((state) => (state.snapshot?.basket ?? null) !== null);
  useEffect(() => {
    if (isNextBegun || !finished) showPane('tiles');
  }, [isNextBegun, finished]);
  return finished && <Done finished={finished} />;
}

function Done({ finished }: { readonly finished: Finished }) {
  const t = useText(receiptText);
  const { sale } = finished;
  const receipt = useReceiptDocument(sale.receiptNumber);
  const reprintKey = useTill((state) => keysOf(state.status?.settings.keys ?? {}).reprint);
  useEnter(() => void pressPay());
  useTypingOn();
  useKeys({
    pay: (event) => {
      if (!event.repeat) void pressPay();
    },
    back: startNextSale,
  });
  const title = t(sale.totalMinor < 0 ? 'refundDone' : 'paid');
  return (
    <section className="done" aria-label={title}>
      <header>
        <Icon name="check" />
        <h1>{title}</h1>
        <span className="meta">{sale.receiptNumber}</span>
      </header>
      <div className="done-columns">
        <div className="done-figures">
          <BigFigure finished={finished} />
          <Sums finished={finished} />
          <Told icon="database" text={t('saved')} />
          <ReceiptPrint receiptNumber={sale.receiptNumber} />
          <OpenDrawer />
          <Told icon="receipt" text={t('kept', { key: reprintKey })} />
          <ReceiptActions receiptNumber={sale.receiptNumber} />
          <p className="done-next muted">
            <Icon name="scan" />
            {t('scanNext')}
          </p>
        </div>
        <ScrollRegion className="done-paper" label={t('paper')}>
          {receipt?.document && <ReceiptPaper document={receipt.document} />}
        </ScrollRegion>
      </div>
    </section>
  );
}

/** Whoever types goes on to the next sale: what is typed is in its search box already. */
function useTypingOn(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      if (!/^[\p{L}\p{N}]$/u.test(event.key) || document.querySelector('[role=dialog], [role=menu]')) return;
      event.preventDefault();
      typeEntry(event.key);
      showPane('tiles');
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

/** What the hand does now: give this back, or nothing more than what was paid. */
function BigFigure({ finished: { sale } }: { readonly finished: Finished }) {
  const t = useText(receiptText);
  const { amount } = useMoney();
  const paidMinor = sale.totalMinor + sale.roundingMinor;
  const isRefund = paidMinor < 0;
  const shown = amount(isRefund ? -paidMinor : sale.changeMinor || paidMinor);
  const label = isRefund ? 'giveBack' : sale.changeMinor > 0 ? 'change' : 'amountPaid';
  return (
    <div className="big" role="status">
      <div className="label muted">{t(label)}</div>
      <span className={shown.length > LONG_AMOUNT ? 'money figure long' : 'money figure'}>{shown}</span>
    </div>
  );
}

function Sums({ finished: { sale, tenders } }: { readonly finished: Finished }) {
  const t = useText(receiptText);
  const isRefund = sale.totalMinor < 0;
  return (
    <dl className="sums">
      <div>
        <dt>{t(isRefund ? 'refundDue' : 'due')}</dt>
        <dd>
          <Money minor={Math.abs(sale.totalMinor)} />
        </dd>
      </div>
      {sale.roundingMinor !== 0 && (
        <div>
          <dt>{t('rounding')}</dt>
          <dd>
            <Money minor={sale.roundingMinor} />
          </dd>
        </div>
      )}
      {tenders.map((tender) => (
        <TenderSum key={tender.id} {...tender} />
      ))}
      {sale.points && <PointsSums {...sale.points} />}
    </dl>
  );
}

/** What the sale earned and took of its member's points, and how many there are now. */
function PointsSums({ earned, redeemed, balance }: NonNullable<Finished['sale']['points']>) {
  const t = useText(offersText);
  const say = usePoints();
  return (
    <>
      {earned !== 0 && <PointsSum label={t('earned')} text={say(earned)} />}
      {redeemed !== 0 && <PointsSum label={t('redeemed')} text={say(redeemed)} />}
      <PointsSum label={t('balance')} text={say(balance)} />
    </>
  );
}

function PointsSum({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </div>
  );
}

function TenderSum({ tenderCode, tenderedMinor, reference }: Finished['tenders'][number]) {
  const name = useTenderName(tenderCode);
  const { amount } = useMoney();
  return (
    <div>
      <dt>
        {name} {reference !== null && <span className="meta">{reference}</span>}
      </dt>
      <dd className="money">{amount(Math.abs(tenderedMinor))}</dd>
    </div>
  );
}

function Told({ icon, text }: { readonly icon: IconName; readonly text: string }) {
  return (
    <p className="told">
      <Icon name={icon} />
      {text}
    </p>
  );
}
