import { useEffect, useState } from 'react';
import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import { ask, type ScreenError } from '../service/connection.ts';
import { useTill } from '../state/till.ts';

interface Loaded {
  readonly receiptNumber: string;
  readonly document: ReceiptDocument | null;
  readonly fault: ScreenError | null;
}

/** The language that a shop's paper is in, whatever the screen's is. */
export function usePaperLanguage() {
  return useTill((state) => state.status?.settings.shop.language ?? 'en');
}

/** A receipt as it was first printed; nothing until it is read, which takes milliseconds. */
export function useReceiptDocument(receiptNumber: string | null): Loaded | null {
  const language = usePaperLanguage();
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  useEffect(() => {
    let isWanted = true;
    const read = async (number: string) => {
      const result = await ask((service) => service.sale.readReceipt({ receiptNumber: number, language }));
      if (!isWanted) return;
      setLoaded({
        receiptNumber: number,
        document: result.ok ? result.value : null,
        fault: result.ok ? null : result.error,
      });
    };
    if (receiptNumber !== null) void read(receiptNumber);
    return () => {
      isWanted = false;
    };
  }, [receiptNumber, language]);
  return loaded?.receiptNumber === receiptNumber ? loaded : null;
}
