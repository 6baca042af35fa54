import { z } from 'zod';
import { languages } from '../../domain/text/language.ts';

/**
 * The fields that inputs are made of. Bounds here keep calls small and integers exact; what is too much for a sale is
 * the use case's to say, because it can say it in a sentence.
 */

/** Far above any amount, price or quantity that a use case accepts, and far below where integers stop being exact. */
const INTEGER_MAX = 1_000_000_000_000_000;

/** Money in minor units, a unit price in 1/10,000 of the major unit, or a quantity in thousandths. */
export const integer = z.int().min(-INTEGER_MAX).max(INTEGER_MAX);

export const id = z.uuid();
/** A code that somebody made up or scanned: of an article, a department, a tender, a person. */
export const code = z.string().min(1).max(64);
/** A full QR code holds fewer; the scanner's reader refuses more than 4,096 with a sentence. */
export const scanned = z.string().max(8_192);
/** A reason, note or label. The use case refuses more than 200 characters with a sentence. */
export const freeText = z.string().max(1_000);
export const name = z.string().max(200);
export const receiptNumber = z.string().min(1).max(64);
export const age = z.int().min(0).max(150);
export const language = z.enum(languages);
export const businessDate = z.iso.date();
/** Of a file on this machine. */
export const path = z.string().min(1).max(4_096);
export const pin = z.string().max(16);

/** What a reader says of a badge or card. */
export const badge = z.string().max(256);

/** A second person's code and PIN, or badge, or one's own reason. */
export const approval = z.strictObject({
  staffCode: code.optional(),
  pin: pin.optional(),
  badge: badge.optional(),
  reason: freeText.optional(),
});

/** A discount by hand: a share in basis points, or an amount off in minor units. Null takes it away. */
export const discount = z
  .union([z.strictObject({ rateBp: integer }), z.strictObject({ amountMinor: integer })])
  .nullable();

/** For calls that take nothing: whatever is sent along is refused. */
export const nothing = z.void();

/** A page of a list that may be looked through: what is typed, who, which day, and where the page begins. */
export const pageBounds = {
  text: z.string().max(100).optional(),
  actor: code.optional(),
  businessDate: businessDate.optional(),
  before: z.int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
  limit: z.int().min(1).max(100),
};
