import type { RegisterError } from '../../../domain/errors.ts';
import type { ImportFileError } from '../../../domain/import-error.ts';
import type { PromotionFault } from '../../../domain/promotions/promotion-fault.ts';
import type { OfficeRight } from './rights.ts';

/** Why central does not do what a person asks; each tells them something else to do. */
export type OfficeError =
  | { readonly code: 'signed-out' }
  | { readonly code: 'sign-in-wrong' }
  | { readonly code: 'sign-in-locked'; readonly untilUtcMs: number }
  | { readonly code: 'sign-in-busy' }
  | { readonly code: 'password-must-change' }
  | { readonly code: 'password-wrong' }
  | { readonly code: 'password-short'; readonly min: number }
  | { readonly code: 'password-same' }
  | { readonly code: 'right-missing'; readonly right: OfficeRight }
  | { readonly code: 'other-shop' }
  | { readonly code: 'malformed'; readonly detail: string }
  | { readonly code: 'file-too-large'; readonly maxMegabytes: number }
  | { readonly code: 'gone' }
  | { readonly code: 'busy' }
  | { readonly code: 'login-taken'; readonly login: string }
  | { readonly code: 'last-owner' }
  | { readonly code: 'shop-unknown'; readonly shop: string }
  | { readonly code: 'shop-taken'; readonly shop: string }
  | { readonly code: 'till-taken'; readonly till: string }
  | { readonly code: 'already-revoked' }
  | { readonly code: 'already-resolved' }
  | { readonly code: 'reason-missing' }
  | { readonly code: 'points-invalid' }
  | { readonly code: 'points-not-there'; readonly available: number }
  | { readonly code: 'member-same' }
  | { readonly code: 'member-sealed' }
  | { readonly code: 'member-cards-full'; readonly max: number }
  | { readonly code: 'member-entry'; readonly fault: RegisterError }
  | { readonly code: 'day-over' }
  | { readonly code: 'price-invalid' }
  | { readonly code: 'coupon-none' }
  | { readonly code: 'coupon-unknown' }
  | { readonly code: 'coupon-void' }
  | { readonly code: 'file-invalid'; readonly fault: ImportFileError }
  | { readonly code: 'promotions-invalid'; readonly faults: readonly PromotionFault[] }
  | { readonly code: 'setting-invalid'; readonly detail: string }
  | { readonly code: 'staff-code-taken'; readonly staffCode: string }
  | { readonly code: 'role-unknown'; readonly role: string };

export type OfficeErrorCode = OfficeError['code'];

/** Under which HTTP status an error is answered; what is none of these is 422: asked well, and not to be done. */
const statusOf: Partial<Record<OfficeErrorCode, number>> = {
  'signed-out': 401,
  'sign-in-wrong': 401,
  'sign-in-locked': 403,
  'sign-in-busy': 503,
  'password-must-change': 403,
  'right-missing': 403,
  'other-shop': 403,
  malformed: 400,
  'file-too-large': 413,
  gone: 404,
  busy: 503,
};

export function officeStatus({ code }: OfficeError): number {
  return statusOf[code] ?? 422;
}
