import type { BarcodeError } from './barcode/barcode-error.ts';
import type { ChainError } from './chain/chain-error.ts';
import type { DeviceFault } from './devices/device-fault.ts';
import type { RedemptionFault } from './loyalty/redemption-fault.ts';
import type { PhoneFault } from './members/phone-fault.ts';
import type { Right } from './staff.ts';
import type { TenderError } from './tender-error.ts';

/**
 * Everything that can go wrong in a way that somebody must act on. Each code means a different action for the person
 * at the till; its sentence in every language is in `text/error-text.ts`, with these fields as placeholders.
 */
export type RegisterError =
  | TenderError
  | BasketError
  | LoyaltyError
  | MemberError
  | ChainError
  | StaffError
  | ShiftError
  | HardwareError
  | StoreError
  | ImportFailure
  | UsageError;

type BasketError =
  | { readonly code: 'code-unreadable'; readonly fault: BarcodeError }
  | { readonly code: 'code-unknown'; readonly scanned: string }
  | { readonly code: 'code-not-for-sale'; readonly scanned: string }
  /** By the goods' own label; `date` was the last on which they could be sold, `YYYY-MM-DD`. */
  | { readonly code: 'goods-expired'; readonly name: string; readonly date: string }
  | { readonly code: 'batch-blocked'; readonly name: string; readonly batch: string }
  | { readonly code: 'label-currency'; readonly name: string }
  | { readonly code: 'article-unknown'; readonly articleCode: string }
  | { readonly code: 'article-needs-price'; readonly name: string; readonly articleCode: string }
  | { readonly code: 'article-has-price'; readonly name: string; readonly articleCode: string }
  | {
      readonly code: 'article-needs-weight';
      readonly name: string;
      readonly articleCode: string;
      /** Per kilogram. */
      readonly unitPriceE4: number;
    }
  | {
      readonly code: 'article-needs-age';
      readonly name: string;
      readonly age: number;
      /** Null where it is the department that asks. */
      readonly articleCode: string | null;
    }
  | { readonly code: 'department-unknown'; readonly department: string }
  | { readonly code: 'quantity-invalid'; readonly quantity: string }
  | { readonly code: 'quantity-not-whole'; readonly name: string }
  | { readonly code: 'tare-exceeds-weight'; readonly tareGrams: number }
  | { readonly code: 'price-invalid'; readonly price: string }
  | { readonly code: 'price-below-floor'; readonly floor: string }
  | { readonly code: 'discount-invalid'; readonly discount: string }
  | { readonly code: 'discount-outgrown'; readonly name: string }
  | { readonly code: 'basket-discount-outgrown' }
  | { readonly code: 'text-too-long'; readonly field: TextField; readonly max: number }
  | { readonly code: 'text-missing'; readonly field: TextField }
  | { readonly code: 'basket-full'; readonly max: number }
  | { readonly code: 'held-full'; readonly max: number }
  | { readonly code: 'basket-empty' }
  | { readonly code: 'basket-not-empty' }
  | { readonly code: 'basket-unknown' }
  | { readonly code: 'basket-in-checkout' }
  | { readonly code: 'basket-not-in-checkout' }
  | { readonly code: 'amount-too-large'; readonly name: string }
  | { readonly code: 'basket-too-large'; readonly maxBytes: number }
  | { readonly code: 'line-unknown' }
  | { readonly code: 'line-linked' }
  | { readonly code: 'line-is-return' }
  | { readonly code: 'tenders-taken'; readonly amount: string }
  | { readonly code: 'tenders-full'; readonly max: number }
  | { readonly code: 'tender-unknown'; readonly tender: string }
  | { readonly code: 'tender-needs-reference'; readonly tender: string }
  | { readonly code: 'still-due'; readonly due: string }
  | { readonly code: 'receipt-unknown'; readonly receipt: string }
  | { readonly code: 'receipt-line-unknown'; readonly lineNo: number; readonly receipt: string }
  | { readonly code: 'nothing-left-to-return'; readonly left: string; readonly name: string }
  | { readonly code: 'refund-tender-not-original'; readonly tender: string };

type MemberError =
  | { readonly code: 'member-unknown'; readonly member: string }
  | { readonly code: 'member-empty' }
  | { readonly code: 'member-phone-invalid'; readonly phone: string; readonly fault: PhoneFault }
  | { readonly code: 'member-phone-taken'; readonly number: string }
  | { readonly code: 'member-birthday-invalid'; readonly birthday: string }
  | { readonly code: 'member-email-invalid'; readonly email: string }
  | { readonly code: 'member-card-invalid'; readonly card: string }
  | { readonly code: 'member-card-taken'; readonly card: string; readonly number: string }
  | { readonly code: 'member-cards-full'; readonly max: number }
  | { readonly code: 'member-same' }
  | { readonly code: 'members-sealed' }
  | { readonly code: 'recovery-code-needed' }
  | { readonly code: 'recovery-code-wrong' }
  | { readonly code: 'recovery-code-none' };

type StaffError =
  | { readonly code: 'not-signed-in' }
  | { readonly code: 'till-locked'; readonly name: string }
  | { readonly code: 'sign-in-wrong'; readonly attemptsLeft: number }
  | { readonly code: 'sign-in-locked'; readonly minutes: number }
  | { readonly code: 'badge-wrong'; readonly attemptsLeft: number }
  | { readonly code: 'badge-locked'; readonly minutes: number }
  | { readonly code: 'approval-needed'; readonly right: Right }
  | { readonly code: 'approval-insufficient'; readonly right: Right; readonly name: string }
  | { readonly code: 'approval-same-person' }
  | { readonly code: 'reason-missing' }
  | { readonly code: 'staff-unknown'; readonly staff: string }
  | { readonly code: 'staff-code-taken'; readonly staff: string }
  | { readonly code: 'staff-invalid'; readonly field: TextField }
  | { readonly code: 'pin-invalid' }
  | { readonly code: 'badge-invalid' }
  | { readonly code: 'badge-taken'; readonly name: string }
  | { readonly code: 'last-manager' }
  | { readonly code: 'not-in-training' }
  | { readonly code: 'training-without-role' };

type ShiftError =
  | { readonly code: 'shift-not-open' }
  | { readonly code: 'shift-already-open'; readonly number: number }
  | { readonly code: 'shift-basket-open' }
  | { readonly code: 'z-unknown'; readonly zNumber: number }
  | { readonly code: 'z-none' }
  | { readonly code: 'entry-unknown'; readonly epoch: number; readonly seq: number }
  | { readonly code: 'amount-invalid'; readonly amount: string }
  | { readonly code: 'count-invalid' }
  | { readonly code: 'count-missing' }
  | { readonly code: 'count-outdated' }
  | { readonly code: 'clock-jumped'; readonly hours: number };

/** What a device refuses that somebody asked something of; what a device does by itself is a state, not an error. */
type HardwareError =
  | { readonly code: 'device-failed'; readonly device: string; readonly fault: DeviceFault }
  | { readonly code: 'printer-none' }
  | { readonly code: 'drawer-none' }
  | { readonly code: 'print-job-gone' }
  | { readonly code: 'print-job-waiting' }
  | { readonly code: 'scale-none' }
  | { readonly code: 'not-simulated' };

type StoreError =
  | { readonly code: 'store-locked'; readonly pid: number }
  | { readonly code: 'store-missing'; readonly folder: string }
  | { readonly code: 'store-in-use' }
  | { readonly code: 'till-restoring' }
  | { readonly code: 'store-older'; readonly version: number; readonly known: number }
  | { readonly code: 'store-newer'; readonly version: number; readonly known: number }
  | { readonly code: 'store-corrupt'; readonly detail: string }
  | { readonly code: 'store-read-only'; readonly folder: string }
  | { readonly code: 'store-full'; readonly folder: string }
  | { readonly code: 'store-io'; readonly folder: string; readonly detail: string }
  | { readonly code: 'store-not-empty'; readonly folder: string }
  | { readonly code: 'settings-invalid'; readonly section: string; readonly detail: string }
  | {
      readonly code: 'backup-invalid';
      readonly file: string;
      readonly reason: BackupReason;
      /** What the machine or the proof of the books said of it, where they did. */
      readonly cause: string;
    }
  | { readonly code: 'file-exists'; readonly file: string }
  | { readonly code: 'file-unreadable'; readonly file: string; readonly detail: string }
  | { readonly code: 'file-unwritable'; readonly file: string; readonly detail: string };

type ImportFailure =
  | { readonly code: 'import-file-invalid'; readonly detail: string }
  | { readonly code: 'replay-row-invalid'; readonly line: number; readonly detail: string }
  | { readonly code: 'verify-failed'; readonly detail: string }
  | { readonly code: 'cancelled' };

type LoyaltyError =
  | RedemptionFault
  | { readonly code: 'points-invalid'; readonly points: string }
  | { readonly code: 'hold-unknown' }
  | { readonly code: 'lot-unknown' }
  | { readonly code: 'tier-unknown'; readonly tier: string }
  | { readonly code: 'promotion-unknown'; readonly rule: string }
  /** `detail` has a line for each fault of the file. */
  | { readonly code: 'promotions-invalid'; readonly detail: string }
  | { readonly code: 'coupon-unknown'; readonly coupon: string }
  | { readonly code: 'coupon-used'; readonly coupon: string }
  | { readonly code: 'coupon-ended'; readonly coupon: string; readonly on: string }
  | { readonly code: 'coupon-void'; readonly coupon: string }
  | { readonly code: 'coupon-not-theirs'; readonly coupon: string }
  | { readonly code: 'coupon-none'; readonly rule: string }
  | { readonly code: 'coupon-count-invalid'; readonly max: number }
  | { readonly code: 'coupons-full'; readonly max: number };

/** What was asked cannot be meant, or a bug stopped the program. */
type UsageError =
  | { readonly code: 'usage'; readonly detail: string }
  | { readonly code: 'program-failed'; readonly detail: string };

/** Why a file is no usable backup, or a till cannot be backed up; in words in `text/backup-text.ts`. */
export type BackupReason =
  | 'missing'
  | 'unreadable'
  | 'foreign'
  | 'newer'
  | 'damaged'
  | 'checksum'
  | 'oversized'
  | 'other-till'
  | 'no-till'
  | 'books-broken';

/** A text that a person enters; its name in every language is in `text/field-text.ts`. */
export type TextField = 'reason' | 'label' | 'note' | 'reference' | 'name' | 'code' | 'role';

export type ErrorCode = RegisterError['code'];
