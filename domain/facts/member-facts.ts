import type { Authorization } from '../basket.ts';

/** What a member allowed. */
export const consentKinds = ['messages', 'wechat', 'personal-offers', 'partners'] as const;
export type ConsentKind = (typeof consentKinds)[number];

export interface Consent {
  readonly kind: ConsentKind;
  readonly isGiven: boolean;
  readonly atUtcMs: number;
}

/**
 * What may stand in the journal of a member: the name, phone and birthday are in `sealed` (base64), which only the
 * member's own key opens, and a phone is known by its keyed hash alone.
 */
export interface MemberRecord {
  readonly memberId: string;
  /** The number on the card, which a person may say. */
  readonly number: string;
  readonly sealed: string;
  /** Hex of the keyed hash; null without a phone. */
  readonly phoneHash: string | null;
  readonly cards: readonly string[];
  readonly consents: readonly Consent[];
  readonly joinedAtUtcMs: number;
}

/** Each of these carries the digest of all members after it. */
export interface MemberRegistered extends MemberRecord {
  readonly digest: string;
}

export interface MemberChanged extends MemberRecord {
  readonly digest: string;
}

/** Two that were one: cards, points, coupons and purchases of the first are the second's from here on. */
export interface MembersMerged {
  readonly fromMemberId: string;
  readonly intoMemberId: string;
  readonly authorization: Authorization;
  readonly digest: string;
}

/** Key, row and search words of a member are gone; what is sealed in earlier entries cannot be read any more. */
export interface MemberErased {
  readonly memberId: string;
  readonly authorization: Authorization;
  readonly digest: string;
}

export interface MembersImported {
  readonly fileName: string;
  readonly fileSha256: string;
  readonly addedCount: number;
  readonly changedCount: number;
  readonly unchangedCount: number;
  readonly rejectedCount: number;
  readonly digest: string;
}
