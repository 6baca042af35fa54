import { create } from 'zustand';
import type { RegisterError } from '../../domain/errors.ts';
import type { Result } from '../../domain/result.ts';
import type { CounterSnapshot } from '../service/answers.ts';
import { ask, onConnection, type ScreenError, type ServiceFault } from '../service/connection.ts';
import { askApproval, isApprovalError, type Approval } from './approval.ts';
import { refreshTill } from './till.ts';

type Service = Parameters<Parameters<typeof ask>[0]>[0];

/** What stands at the left of the basket. */
export type Pane =
  | 'tiles'
  | 'member'
  | 'why'
  | 'checkout'
  | 'done'
  | 'refund'
  | 'line'
  | 'held'
  | 'discount'
  | 'drawer'
  | 'receipts'
  | 'price-check'
  | 'chain'
  | 'help';

/** What puts right what was refused, at a touch. */
export interface Mend {
  readonly label: 'withoutCoupon' | 'withoutPoints';
  readonly act: () => void;
}

/** A sentence beside what it is about: something refused, something done that can be undone, something to look at. */
export type Notice =
  | { readonly kind: 'fault'; readonly error: ScreenError; readonly mend?: Mend }
  | { readonly kind: 'done'; readonly text: string; readonly undo: (() => void) | null }
  | {
      readonly kind: 'attention';
      readonly text: string;
      /** Something that may be done about it at once. */
      readonly act?: { readonly label: string; readonly run: () => void } | null;
    };

interface CounterState {
  readonly snapshot: CounterSnapshot | null;
  readonly pane: Pane;
  readonly notice: Notice | null;
  /** The line that the keys act on: the newest, or one chosen by arrow or touch. */
  readonly chosenLineId: string | null;
  /** The line that was added or changed last. */
  readonly litLineId: string | null;
  /** The number of a receipt that was scanned, for the refund pane to open with; it takes it from here. */
  readonly scannedReceipt: string | null;
}

const initial: CounterState = {
  snapshot: null,
  pane: 'tiles',
  notice: null,
  chosenLineId: null,
  litLineId: null,
  scannedReceipt: null,
};
export const useCounter = create<CounterState>(() => initial);

export function showPane(pane: Pane): void {
  useCounter.setState({ pane });
}

/** Shows what can be returned of a receipt. */
export function showRefundOf(receiptNumber: string): void {
  useCounter.setState({ pane: 'refund', scannedReceipt: receiptNumber });
}

export function chooseLine(lineId: string | null): void {
  useCounter.setState({ chosenLineId: lineId });
}

export function notify(notice: Notice | null): void {
  useCounter.setState({ notice });
}

/** Puts what the service answered on the screen. */
export function showSnapshot(answered: CounterSnapshot): void {
  const { snapshot: before, chosenLineId, litLineId } = useCounter.getState();
  const snapshot = keepUnchanged(before, answered);
  const lines = snapshot.basket?.lines ?? [];
  const isThere = (lineId: string | null) => lines.some(({ id }) => id === lineId);
  useCounter.setState({
    snapshot,
    litLineId: snapshot.touchedLineId ?? (isThere(litLineId) ? litLineId : null),
    chosenLineId:
      snapshot.touchedLineId ?? (isThere(chosenLineId) ? chosenLineId : (lines.at(-1)?.id ?? null)),
  });
}

/**
 * Gives lines that are as they were, and the names of the rules, their old identity, so that a scan repaints its own line
 * and no other.
 */
function keepUnchanged(before: CounterSnapshot | null, after: CounterSnapshot): CounterSnapshot {
  if (!before?.basket || !after.basket) return after;
  const known = new Map(before.basket.lines.map((line) => [line.id, line]));
  const lines = after.basket.lines.map((line) => sameOr(known.get(line.id), line));
  const offers = after.offers && {
    ...after.offers,
    names: sameOr(before.offers?.names, after.offers.names),
    order: sameOr(before.offers?.order, after.offers.order),
  };
  return { ...after, basket: { ...after.basket, lines }, offers };
}

/** The old one where the new one says the same. */
function sameOr<T>(old: T | undefined, fresh: T): T {
  return old !== undefined && JSON.stringify(old) === JSON.stringify(fresh) ? old : fresh;
}

/**
 * Asks the service for something that may need a second person or a reason, and asks the cashier for that where it does.
 * The error of a cashier who gave up is the one that began it.
 */
export async function perform<T>(
  call: (service: Service, approval?: Approval) => Promise<Result<T>>,
): Promise<Result<T, RegisterError | ServiceFault>> {
  let result = await ask((service) => call(service));
  const given: Approval = {};
  for (let isAgain = false; !result.ok && isApprovalError(result.error); isAgain = true) {
    const answer = await askApproval(result.error, isAgain);
    if (!answer) return result;
    // A reason is asked for after the person who lends the right, and goes with them.
    const approval: Approval = Object.assign(given, answer);
    result = await ask((service) => call(service, approval));
  }
  return result;
}

/** Changes the sale on the counter and shows it; a refusal is shown as a notice unless the caller handles it. */
export async function change(
  call: (service: Service, approval?: Approval) => Promise<Result<CounterSnapshot>>,
  handle?: (error: ScreenError) => boolean,
): Promise<boolean> {
  const result = await perform(call);
  if (result.ok) {
    useCounter.setState({ notice: null });
    showSnapshot(result.value);
    return true;
  }
  if (!handle?.(result.error)) await refuse(result.error);
  return false;
}

/** Shows why something was not done. What the screen may have missed is read again. */
export async function refuse(error: ScreenError): Promise<void> {
  notify({ kind: 'fault', error });
  if (error.code === 'not-signed-in' || error.code === 'shift-not-open') await refreshTill();
  if (error.code === 'service-away' || error.code === 'service-failed') await readCounter();
}

/** Reads the sale from the service: at the start, and after a connection was lost. One in checkout reopens there. */
export async function readCounter(): Promise<void> {
  const result = await ask((service) => service.basket.read());
  if (!result.ok) return;
  showSnapshot(result.value);
  const { pane } = useCounter.getState();
  const isInCheckout = result.value.basket?.state === 'checkout';
  if (isInCheckout && pane !== 'checkout') showPane('checkout');
  if (!isInCheckout && pane === 'checkout') showPane('tiles');
}

/** Keeps the counter in step with the connection. */
export function followCounter(): void {
  onConnection((isConnected) => {
    if (isConnected) void readCounter();
  });
}
