import { z } from 'zod';
import { base64, count, day, integer, utcMs, uuid } from './fields.ts';

const consent = z.object({
  kind: z.enum(['messages', 'wechat', 'personal-offers', 'partners']),
  isGiven: z.boolean(),
  atUtcMs: utcMs,
});

/** A member as tills keep one: what is personal is sealed under the chain's data key with the member's salt. */
export const wireMember = z.object({
  number: z.string().min(1).max(64),
  /** Base64 of 16 bytes. */
  salt: base64.max(32),
  sealed: base64.max(4_000),
  /** Hex of the keyed hash of the phone; null without one. */
  phoneHash: z.string().max(64).nullable(),
  /** Hex of the keyed hash of name and day of birth; null without both. */
  namesakeHash: z.string().max(64).nullable(),
  cards: z.array(z.string().max(64)).max(10),
  consents: z.array(consent).max(4),
  joinedAtUtcMs: utcMs,
  /** Ids of members who turned out to be this one. */
  formerIds: z.array(uuid).max(100),
  /**
   * The words that find the member, with blanks between them, as this version's central computes them: in a snapshot, so
   * that a register need not. Null has the register compute them.
   */
  words: z.string().max(4_000).nullable(),
});
export type WireMember = z.infer<typeof wireMember>;

/** Points and tier of a member as central has them. */
export const wireAccount = z.object({
  /** Open lots less what is owed. */
  points: integer,
  /** What may be spent now: active, not held. */
  availablePoints: count,
  /** The lots that end first, at most five; `atUtcMs` is the first moment at which they are gone. */
  expiring: z.array(z.object({ points: count, atUtcMs: utcMs })).max(5),
  /** Points that become active later. */
  pending: z.array(z.object({ points: count, atUtcMs: utcMs })).max(5),
  tier: z.string().max(64).nullable(),
  reviewOn: day.nullable(),
  isInGrace: z.boolean(),
  /** What the chain's tiers measure, in their window, as of this account. */
  measured: count,
  /** Over the whole life: minor units, and purchases that count. */
  spentMinor: integer,
  visits: count,
});
export type WireAccount = z.infer<typeof wireAccount>;

/** A coupon with a code of its own. */
export const wireCoupon = z.object({
  code: z.string().min(1).max(64),
  ruleId: z.string().min(1).max(64),
  memberId: uuid.nullable(),
  /** The last day on which it counts. */
  expiresOn: day.nullable(),
  useCount: count,
  isVoided: z.boolean(),
});
export type WireCoupon = z.infer<typeof wireCoupon>;
