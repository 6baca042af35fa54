/** What a person may do at the till. A right that a role lacks can be lent by a second person's PIN. */
export const rights = [
  'sell',
  'shift-open',
  'shift-close',
  'report-x',
  'line-discount',
  'basket-discount',
  'price-override',
  'line-void',
  'basket-void',
  'refund',
  'refund-without-receipt',
  'refund-other-tender',
  'tax-exempt',
  'drawer-open',
  'cash-move',
  'reprint',
  'staff-manage',
  'settings-manage',
  'catalogue-manage',
  'stock-adjust',
  'maintain',
  'member-see',
  'member-manage',
  'points-adjust',
  'promotions-manage',
] as const;
export type Right = (typeof rights)[number];

/** What is not practised: it would reach beyond the books for practice, or is no work of the counter's. */
export const rightsNotPractised: readonly Right[] = [
  'staff-manage',
  'settings-manage',
  'catalogue-manage',
  'stock-adjust',
  'maintain',
  'promotions-manage',
];

/** A role's rights and how far its holder may go alone. Percentages in basis points, amounts in minor units. */
export interface Role {
  readonly code: string;
  readonly name: string;
  readonly rights: readonly Right[];
  readonly discountMaxBp: number;
  /** How far below the list price a price set by hand may go. */
  readonly priceOverrideMaxBp: number;
  readonly refundWithoutReceiptMaxMinor: number;
  readonly cashMoveMaxMinor: number;
}

export interface StaffMember {
  readonly id: string;
  /** What the person types or scans to sign in. */
  readonly code: string;
  readonly name: string;
  readonly roleCode: string;
  readonly isActive: boolean;
}

/** What a right is used for, where its limit depends on how far it goes. */
export interface Measure {
  readonly bp?: number;
  readonly amountMinor?: number;
}

/** Whether a role suffices for this much of a right. */
export function isWithinRole(role: Role, right: Right, measure: Measure = {}): boolean {
  if (!role.rights.includes(right)) return false;
  const { bp = 0, amountMinor = 0 } = measure;
  switch (right) {
    case 'line-discount':
    case 'basket-discount':
      return bp <= role.discountMaxBp;
    case 'price-override':
      return bp <= role.priceOverrideMaxBp;
    case 'refund-without-receipt':
      return Math.abs(amountMinor) <= role.refundWithoutReceiptMaxMinor;
    case 'cash-move':
      return Math.abs(amountMinor) <= role.cashMoveMaxMinor;
    default:
      return true;
  }
}

export const PIN_PATTERN = /^\d{4,8}$/;
/** What a reader of badges or cards types: long enough not to be guessed while wrong ones are counted. */
export const BADGE_PATTERN = /^[\x21-\x7e]{6,64}$/;
/** Five wrong PINs lock a person for five minutes: 10,000 four-digit PINs would then take a week. */
export const SIGN_IN_ATTEMPTS_MAX = 5;
export const SIGN_IN_LOCK_MS = 5 * 60_000;
