import { useEffect } from 'react';
import { create } from 'zustand';
import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import { useCheckout, type Finished } from '../checkout/checkout-state.ts';
import { ask } from '../service/connection.ts';
import { useTill } from '../state/till.ts';
import { emptyRoll, printOn, type PaperRoll } from './paper-roll.ts';
import { isSimulated } from './simulated.ts';

interface PrinterState {
  readonly roll: PaperRoll;
  readonly isDrawerOpen: boolean;
  /** The receipt that was sent to it last, so that coming back to the counter prints nothing twice. */
  readonly lastReceipt: string | null;
}

/** The simulated printer, and the drawer that hangs on it. */
export const usePrinter = create<PrinterState>(() => ({
  roll: emptyRoll,
  isDrawerOpen: false,
  lastReceipt: null,
}));

export function changeRoll(change: (roll: PaperRoll) => PaperRoll): void {
  usePrinter.setState(({ roll }) => ({ roll: change(roll) }));
}

/** Prints on the simulated printer; does nothing where there is none. */
export function printSimulated(document: ReceiptDocument): void {
  if (isSimulated()) changeRoll((roll) => printOn(roll, document));
}

/** Opens the simulated drawer; does nothing where there is none. */
export function openSimulatedDrawer(): void {
  if (isSimulated()) usePrinter.setState({ isDrawerOpen: true });
}

export function closeDrawer(): void {
  usePrinter.setState({ isDrawerOpen: false });
}

/** Prints the receipt of each sale once it is in the books, and opens the drawer for cash. */
export function usePrintedSales(): void {
  const finished = useCheckout((state) => state.finished);
  useEffect(() => {
    if (finished && finished.sale.receiptNumber !== usePrinter.getState().lastReceipt)
      void printSale(finished);
  }, [finished]);
}

async function printSale({ sale: { receiptNumber }, tenders }: Finished): Promise<void> {
  usePrinter.setState({ lastReceipt: receiptNumber });
  const settings = useTill.getState().status?.settings;
  const cashCodes = settings?.tenders.filter(({ kind }) => kind === 'cash').map(({ code }) => code) ?? [];
  if (tenders.some(({ tenderCode }) => cashCodes.includes(tenderCode))) openSimulatedDrawer();
  const language = settings?.shop.language ?? 'en';
  const document = await ask((service) => service.sale.readReceipt({ receiptNumber, language }));
  // Where it cannot be read the change screen says why, and the receipts have it.
  if (document.ok) printSimulated(document.value);
}
