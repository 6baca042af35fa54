import { z } from 'zod';
import { integer, shortText, utcMs, uuid } from './fields.ts';

/**
 * What of a journal could not be applied as it says, though the sale stands: a manager looks at it, at central and at the till.
 * What it refers to is in `subject`: a receipt number, a member's number, a coupon's code, a type of entry, a day.
 */
export const exceptionKinds = [
  'member-unknown',
  'member-duplicate',
  'points-overdrawn',
  'coupon-unknown',
  'coupon-used-elsewhere',
  'coupon-void',
  'refund-unknown-sale',
  'refund-twice',
  'schema-too-new',
  'unreadable',
  'fork',
  'day-differs',
  'clock-wrong',
] as const;
export type ExceptionKind = (typeof exceptionKinds)[number];

export const wireException = z.object({
  kind: z.enum(exceptionKinds),
  registerId: uuid,
  /** Till and shop as people know them. */
  till: shortText,
  epoch: z.int().min(1),
  seq: z.int().min(0),
  atUtcMs: utcMs,
  subject: shortText,
  /** What it costs the shop at most, in minor units; 0 where nothing. */
  amountMinor: integer,
  /** Points that are missing. */
  points: integer,
  isResolved: z.boolean(),
  /** What whoever resolved it wrote. */
  note: shortText.nullable(),
});
export type WireException = z.infer<typeof wireException>;
