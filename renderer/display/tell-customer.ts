import { create } from 'zustand';
import { useCheckout, type Finished } from '../checkout/checkout-state.ts';
import { shell } from '../service/shell.ts';
import { useCounter } from '../state/counter.ts';
import { usePreferences } from '../state/preferences.ts';
import { useTill } from '../state/till.ts';
import { CUSTOMER_CHANNEL, type ChannelMessage, type CustomerMessage } from './customer-channel.ts';
import { paidView, saleView, type CustomerView } from './customer-view.ts';

/** Whether a customer's screen listens. */
export const useCustomerDisplay = create<{ readonly isOpen: boolean }>(() => ({ isOpen: false }));

const WINDOW_NAME = 'guitai-customer-display';
const WINDOW_FEATURES = 'popup,width=1024,height=768';

/** Opens the customer's screen, or brings it to the front. A browser opens windows only when somebody presses something. */
export function openCustomerDisplay(): void {
  if (shell) shell.showCustomerDisplay(true);
  else window.open('./display', WINDOW_NAME, WINDOW_FEATURES)?.focus();
}

/** Keeps the customer's screen in step with the counter. Costs nothing while there is none. */
export function followCustomerDisplay(): void {
  const channel = new BroadcastChannel(CUSTOMER_CHANNEL);
  const viewOf = customerViews();
  let said = '';
  const say = (isRepeated = false) => {
    const view = viewOf();
    if (!useCustomerDisplay.getState().isOpen) return;
    const message = messageOf(view);
    const text = JSON.stringify(message);
    if (text === said && !isRepeated) return;
    said = text;
    channel.postMessage(message);
  };
  channel.addEventListener('message', ({ data: { kind } }: MessageEvent<ChannelMessage>) => {
    if (kind !== 'opened' && kind !== 'closed') return;
    useCustomerDisplay.setState({ isOpen: kind === 'opened' });
    say(true);
  });
  for (const store of [useCounter, useCheckout, useTill, usePreferences]) store.subscribe(() => say());
  channel.postMessage({ kind: 'who' } satisfies ChannelMessage);
  followWish();
}

/** The desktop shell has the screen's window open for as long as the settings want it. */
function followWish(): void {
  let was: boolean | null = null;
  useTill.subscribe(({ status }) => {
    const isWanted = status?.settings.devices.customerDisplay ?? null;
    if (isWanted === null || isWanted === was) return;
    was = isWanted;
    shell?.showCustomerDisplay(isWanted);
  });
}

/** Returns a function that says what the customer sees now. The change stays until the next sale has a line. */
function customerViews(): () => CustomerView {
  let past: Finished | null = null;
  let wasSelling = false;
  return () => {
    const { snapshot, litLineId } = useCounter.getState();
    const { finished } = useCheckout.getState();
    const { session, status } = useTill.getState();
    const basket = snapshot?.basket ?? null;
    const isSelling = basket !== null && basket.lines.length > 0;
    // A sale is still on the counter for a moment once it is finished.
    if ((isSelling && !wasSelling) || !session) past = finished;
    wasSelling = isSelling;
    if (!session) return { kind: 'welcome' };
    if (isSelling) {
      const isPartPaid = basket.state === 'checkout' && snapshot !== null && snapshot.tenders.length > 0;
      return saleView(basket, snapshot?.offers ?? null, {
        lastLineId: litLineId,
        dueMinor: isPartPaid ? snapshot.dueMinor : null,
      });
    }
    if (!finished || finished === past) return { kind: 'welcome' };
    const names = new Map(status?.settings.tenders.map(({ code, name }) => [code, name]));
    return paidView(finished, names);
  };
}

function messageOf(view: CustomerView): CustomerMessage {
  const shop = useTill.getState().status?.settings.shop;
  return {
    kind: 'show',
    view,
    shopName: shop?.name ?? '',
    currency: shop?.currency ?? 'CNY',
    language: shop?.language ?? 'en',
    theme: document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light',
  };
}
