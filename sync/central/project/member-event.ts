import type { LotOpened } from '../../../domain/facts/loyalty-facts.ts';

/**
 * Where an event stands among all of a member's. It comes from the entry alone, so that whatever arrives late, and in whatever
 * order, takes the place that it has.
 */
export interface EventPlace {
  /** When it happened, as far as the register's clock can be believed (`believedTime`). */
  readonly atUtcMs: number;
  readonly registerId: string;
  readonly epoch: number;
  readonly seq: number;
  /** Several of one entry: from 0. */
  readonly place: number;
}

/** What a sale did to its member's points, as the till tells it. */
export interface SaleEvent {
  readonly kind: 'sale';
  readonly saleId: string;
  /** As the till knew it. */
  readonly memberNumber: string;
  readonly earned: number;
  readonly redeemed: number;
  /** What the redeemed points paid, in minor units. */
  readonly redeemedMinor: number;
  readonly spentMinor: number;
  readonly isVisit: boolean;
}

/** What goods that came back undo of one sale. */
export interface ReversalEvent {
  readonly kind: 'reversal';
  readonly saleId: string;
  readonly unearned: number;
  readonly returned: number;
  readonly spentMinor: number;
  readonly isWholeSale: boolean;
}

/** What an import brought. */
export interface OpeningEvent {
  readonly kind: 'opening';
  readonly lots: readonly LotOpened[];
  readonly tier: string | null;
  readonly reviewOn: string | null;
  readonly spentMinor: number;
  readonly visits: number;
}

/** Somebody at central gave points, or took some away. */
export interface AdjustmentEvent {
  readonly kind: 'adjustment';
  readonly points: number;
  /** Names the lot that given points make. */
  readonly lotId: string;
  readonly reason: string;
  readonly actor: string;
}

/** Points that may not be spent; null holds all. */
export interface HoldEvent {
  readonly kind: 'hold';
  readonly holdId: string;
  readonly points: number | null;
  readonly reason: string;
  readonly actor: string;
}

export interface ReleaseEvent {
  readonly kind: 'release';
  readonly holdId: string;
  readonly reason: string;
  readonly actor: string;
}

/** Somebody at central gave a tier. */
export interface TierEvent {
  readonly kind: 'tier';
  readonly tier: string;
  /** The day of its review, where it was chosen: `YYYY-MM-DD`. */
  readonly reviewOn?: string;
  readonly reason: string;
  readonly actor: string;
}

export type MemberEventBody =
  SaleEvent | ReversalEvent | OpeningEvent | AdjustmentEvent | HoldEvent | ReleaseEvent | TierEvent;

/** Something that happened to a member's points or tier. */
export interface MemberEvent {
  readonly at: EventPlace;
  /** The shop's day, `YYYY-MM-DD`, and its zone. */
  readonly day: string;
  readonly zone: string;
  readonly body: MemberEventBody;
}

/** Negative where `a` stands before `b`. */
export function comparePlaces(a: EventPlace, b: EventPlace): number {
  if (a.atUtcMs !== b.atUtcMs) return a.atUtcMs - b.atUtcMs;
  if (a.registerId !== b.registerId) return a.registerId < b.registerId ? -1 : 1;
  return a.epoch - b.epoch || a.seq - b.seq || a.place - b.place;
}
