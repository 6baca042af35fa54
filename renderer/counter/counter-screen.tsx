import { useEffect } from 'react';
import { Asking } from '../chain/asking.tsx';
import { ChainPane } from '../chain/chain-pane.tsx';
import { useCheckout } from '../checkout/checkout-state.ts';
import { CheckoutPane } from '../checkout/checkout-pane.tsx';
import { DonePane } from '../checkout/done-pane.tsx';
import { PayButton } from '../checkout/pay-button.tsx';
import { PrintQuestion } from '../devices/print-question.tsx';
import { ReceiptsPane } from '../receipt/receipts-pane.tsx';
import { RefundPane } from '../refund/refund-pane.tsx';
import { MemberPane } from '../member/member-pane.tsx';
import { MemberStrip } from '../member/member-strip.tsx';
import { takeMemberScan } from '../member/membership.ts';
import { takeScans } from '../scanner/take-scans.ts';
import { useCounter } from '../state/counter.ts';
import { usePreferences } from '../state/preferences.ts';
import { counterText } from '../text/counter-text.ts';
import { useText } from '../text/use-text.ts';
import { Basket } from './basket.tsx';
import { CounterKeys } from './counter-keys.tsx';
import './counter.css';
import './panes.css';
import { DiscountPane } from './discount-pane.tsx';
import { DrawerPane } from './drawer-pane.tsx';
import { HelpPane } from './help-pane.tsx';
import { HeldPane } from './held-pane.tsx';
import { LastArticle } from './last-article.tsx';
import { LinePane } from './line-pane.tsx';
import { NoticeBar } from './notice-bar.tsx';
import { OfferRow } from './offer-row.tsx';
import { PriceCheckPane } from './price-check-pane.tsx';
import { checkPrice } from './price-check.ts';
import { QuestionPane } from './question-pane.tsx';
import { takeScan, useQuestions } from './ring.ts';
import { SellPane } from './sell-pane.tsx';
import { TopBar } from './top-bar.tsx';
import { Totals } from './totals.tsx';
import { useIdleLock } from './use-idle-lock.ts';
import { WhyPane } from './why-pane.tsx';

/** The counter: choosing at the left, the sale at the right, Pay always in the same place. */
export function CounterScreen() {
  const t = useText(counterText);
  useIdleLock();
  useEffect(() => takeScans(routeScan), []);
  const isTraining = useCounter((state) => state.snapshot?.isTraining === true);
  return (
    <div className="counter">
      <CounterKeys />
      <TopBar />
      <main className="left" aria-label={t('left')}>
        <LeftPane />
      </main>
      <section className="right" aria-label={t('counter')}>
        <MemberStrip />
        <RightMiddle />
        <OfferRow />
        <Totals />
        <PayButton />
      </section>
      {isTraining && <p className="training" aria-hidden="true" data-mark={t('trainingMark')} />}
    </div>
  );
}

/** While prices are only checked, nothing that is scanned is sold; while a member is looked for, a card is theirs first. */
function routeScan(code: string): void {
  const { pane } = useCounter.getState();
  if (pane === 'price-check') void checkPrice(code);
  else if (pane === 'member') void takeMemberScan(code);
  else takeScan(code);
}

/** The basket; in scan mode it stands at the left, and the article scanned last here. */
function RightMiddle() {
  const isTicketShown = usePreferences((state) => state.isScanMode);
  const pane = useCounter((state) => state.pane);
  const isAsking = useQuestions((state) => state.waiting.length > 0);
  const isBeginning = useCheckout((state) => state.isBeginning);
  return (
    <div className="middle">
      {isTicketShown && pane === 'tiles' && !isAsking ? <LastArticle /> : <Basket />}
      <Asking isPending={isBeginning} />
      <NoticeBar />
      <PrintQuestion />
    </div>
  );
}

function LeftPane() {
  const pane = useCounter((state) => state.pane);
  const question = useQuestions((state) => state.waiting[0] ?? null);
  const waiting = useQuestions((state) => state.waiting.length);
  if (question && pane !== 'checkout') {
    return <QuestionPane key={question.id} question={question} waiting={waiting - 1} />;
  }
  switch (pane) {
    case 'tiles':
      return <SellPane />;
    case 'member':
      return <MemberPane />;
    case 'why':
      return <WhyPane />;
    case 'checkout':
      return <CheckoutPane />;
    case 'done':
      return <DonePane />;
    case 'refund':
      return <RefundPane />;
    case 'receipts':
      return <ReceiptsPane />;
    case 'line':
      return <LinePane />;
    case 'held':
      return <HeldPane />;
    case 'discount':
      return <DiscountPane />;
    case 'drawer':
      return <DrawerPane />;
    case 'price-check':
      return <PriceCheckPane />;
    case 'chain':
      return <ChainPane />;
    case 'help':
      return <HelpPane />;
  }
}
