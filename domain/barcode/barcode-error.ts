/**
 * Why a scanned or typed code was refused. Each has its sentence in every language in `text/barcode-text.ts`, with
 * these fields as placeholders. `scanned` and `value` are what was read, shortened for display.
 */
export type BarcodeError = ScanError | RetailError | InStoreError | Gs1Error | RouteError;

type ScanError =
  | { readonly code: 'barcode-empty' }
  | { readonly code: 'barcode-too-long'; readonly max: number }
  /** A control character or an invisible mark, as `U+200F`, at a position counted from 1. */
  | { readonly code: 'barcode-character'; readonly character: string; readonly position: number };

type RetailError =
  | { readonly code: 'barcode-not-digits'; readonly scanned: string }
  | { readonly code: 'barcode-length'; readonly length: number }
  | { readonly code: 'barcode-zero'; readonly scanned: string }
  | {
      readonly code: 'barcode-check-digit';
      readonly symbology: string;
      readonly scanned: string;
      readonly expected: number;
    }
  /** Eight digits that are no EAN-8 but a UPC-E; `recovered` is the UPC-A that it stands for, 12 digits. */
  | { readonly code: 'barcode-upce-for-ean8'; readonly scanned: string; readonly recovered: string }
  /** Eleven digits that are a UPC-A once its leading zero is put back; `recovered` has 12 digits. */
  | { readonly code: 'barcode-leading-zero-lost'; readonly scanned: string; readonly recovered: string }
  /** The scanner named a symbology that cannot have this length. */
  | { readonly code: 'barcode-aim-length'; readonly aim: string; readonly length: number };

type InStoreError = {
  readonly code: 'barcode-in-store-check-digit';
  readonly ruleId: string;
  readonly scanned: string;
};

type Gs1Error =
  | { readonly code: 'barcode-ai-unknown'; readonly ai: string }
  | { readonly code: 'barcode-ai-length'; readonly ai: string; readonly length: number }
  | { readonly code: 'barcode-ai-characters'; readonly ai: string }
  | { readonly code: 'barcode-ai-check-digit'; readonly ai: string; readonly value: string }
  | { readonly code: 'barcode-ai-date'; readonly ai: string; readonly value: string }
  /** `required` lists the identifiers of which one is missing, as `01, 02`. */
  | { readonly code: 'barcode-ai-requires'; readonly ai: string; readonly required: string }
  | { readonly code: 'barcode-ai-excludes'; readonly ai: string; readonly other: string }
  | { readonly code: 'barcode-ai-repeated'; readonly ai: string }
  | { readonly code: 'barcode-gs1-empty' }
  | { readonly code: 'barcode-gs1-brackets'; readonly position: number }
  | { readonly code: 'barcode-gs1-too-many'; readonly max: number }
  | { readonly code: 'barcode-link-no-key'; readonly scanned: string }
  | { readonly code: 'barcode-link-malformed'; readonly scanned: string }
  | { readonly code: 'barcode-link-qualifier'; readonly ai: string; readonly key: string };

type RouteError =
  | { readonly code: 'barcode-member-malformed'; readonly scanned: string }
  | { readonly code: 'barcode-coupon-malformed'; readonly scanned: string }
  | { readonly code: 'barcode-not-payment'; readonly scanned: string }
  | { readonly code: 'barcode-not-receipt'; readonly scanned: string }
  | { readonly code: 'barcode-unknown'; readonly scanned: string };

const SHOWN_MAX_LENGTH = 40;

/** What was read, short enough for a sentence. */
export function shortenScanned(text: string): string {
  return text.length <= SHOWN_MAX_LENGTH ? text : `${text.slice(0, SHOWN_MAX_LENGTH)}…`;
}
