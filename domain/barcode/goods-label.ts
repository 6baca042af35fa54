import type { Gs1Reading } from './gs1-reading.ts';
import { resolveGs1Date } from './gs1-date.ts';

/** A batch that the shop may not sell, recalled by its maker or the authorities: the article's barcode and its AI 10. */
export interface BlockedBatch {
  /** 8, 12, 13 or 14 digits, as they are printed. */
  readonly barcode: string;
  readonly batch: string;
}

/** Why the goods in hand may not be sold, going by their own label. `date` is the last on which they could be, `YYYY-MM-DD`. */
export type LabelFault =
  { readonly kind: 'expired'; readonly date: string } | { readonly kind: 'blocked'; readonly batch: string };

/** AI 17 and 7003 (with hour and minute): the expiry; AI 16: the last day of sale. Best before (15) is advice and forbids nothing. */
const LAST_DAYS = new Set(['17', '7003', '16']);

/** Looks for what forbids the sale of labelled goods on a date, `YYYY-MM-DD`; on the last day itself they may be sold. */
export function findLabelFault(
  { elements, gtin14, batch }: Gs1Reading,
  today: string,
  blockedBatches: readonly BlockedBatch[],
): LabelFault | null {
  const isBlocked = blockedBatches.some(
    (blocked) => blocked.batch === batch && blocked.barcode.padStart(14, '0') === gtin14,
  );
  if (isBlocked && batch !== null) return { kind: 'blocked', batch };
  const year = Number(today.slice(0, 4));
  const dates = elements
    .filter(({ ai }) => LAST_DAYS.has(ai))
    .map(({ value }) => resolveGs1Date(value.slice(0, 6), year))
    .sort();
  const [earliest] = dates;
  return earliest !== undefined && earliest < today ? { kind: 'expired', date: earliest } : null;
}
