import type { BarcodeError } from './barcode/barcode-error.ts';
import type { PhoneFault } from './members/phone-fault.ts';

/** Why a whole file cannot be imported; lines count from 1. Sentences are in `text/import-text.ts`. */
export type ImportFileError =
  | { readonly code: 'file-unopened'; readonly detail: string }
  | { readonly code: 'file-bad-gzip' }
  | { readonly code: 'file-not-text'; readonly line: number }
  | { readonly code: 'file-empty' }
  | { readonly code: 'file-quotes-unbalanced'; readonly line: number }
  | { readonly code: 'file-row-too-long'; readonly line: number; readonly max: number }
  | { readonly code: 'file-too-many-rows'; readonly max: number }
  | { readonly code: 'file-too-large'; readonly maxMillions: number }
  | { readonly code: 'file-too-many-columns'; readonly found: number; readonly max: number }
  | { readonly code: 'file-without-codes'; readonly found: string }
  | { readonly code: 'file-without-names'; readonly found: string }
  | { readonly code: 'file-without-members'; readonly found: string }
  | { readonly code: 'file-column-twice'; readonly first: string; readonly second: string };

/** Why one row was left out while the rest of its file goes in. */
export type ImportRowError =
  | BarcodeError
  | { readonly code: 'row-cell-count'; readonly found: number; readonly expected: number }
  | { readonly code: 'row-code-missing' }
  | { readonly code: 'row-code-invalid'; readonly value: string }
  | { readonly code: 'row-code-twice'; readonly value: string; readonly firstLine: number }
  | { readonly code: 'row-barcode-taken'; readonly other: string }
  | { readonly code: 'row-barcode-is-label'; readonly barcode: string; readonly ruleId: string }
  | { readonly code: 'row-name-missing' }
  | {
      readonly code: 'row-text-too-long';
      readonly column: string;
      readonly length: number;
      readonly max: number;
    }
  | { readonly code: 'row-too-many-barcodes'; readonly found: number; readonly max: number }
  | { readonly code: 'row-price-invalid'; readonly column: string; readonly value: string }
  | { readonly code: 'row-unit-unknown'; readonly value: string }
  | { readonly code: 'row-age-invalid'; readonly value: string; readonly max: number }
  | MemberRowError;

/** Why a member's row was left out. */
export type MemberRowError =
  | { readonly code: 'row-member-code-missing' }
  | { readonly code: 'row-member-code-twice'; readonly value: string; readonly firstLine: number }
  | { readonly code: 'row-member-empty' }
  | { readonly code: 'row-phone-invalid'; readonly value: string; readonly fault: PhoneFault }
  | { readonly code: 'row-phone-taken'; readonly other: string }
  | { readonly code: 'row-card-taken'; readonly card: string; readonly other: string }
  | { readonly code: 'row-birthday-invalid'; readonly value: string }
  | { readonly code: 'row-email-invalid'; readonly value: string }
  | { readonly code: 'row-too-many-cards'; readonly found: number; readonly max: number }
  | {
      readonly code: 'row-number-invalid';
      readonly column: string;
      readonly value: string;
      readonly max: number;
    }
  | { readonly code: 'row-date-invalid'; readonly column: string; readonly value: string }
  | { readonly code: 'row-tier-invalid'; readonly value: string }
  | { readonly code: 'row-consent-unknown'; readonly value: string };
