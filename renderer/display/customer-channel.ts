import type { Language } from '../../domain/text/language.ts';
import type { CustomerView } from './customer-view.ts';

/** Where the counter and the customer's screen hear each other: pages of one origin, in one browser. */
export const CUSTOMER_CHANNEL = 'guitai-customer-display';

/** What the counter says. The screen has no way to the service: this is all that it knows. */
export interface CustomerMessage {
  readonly kind: 'show';
  readonly view: CustomerView;
  readonly shopName: string;
  readonly currency: string;
  readonly language: Language;
  readonly theme: 'light' | 'dark';
}

/** What goes the other way, and the counter's question whether there is a screen. */
export type PresenceMessage = { readonly kind: 'who' | 'opened' | 'closed' };

export type ChannelMessage = CustomerMessage | PresenceMessage;
