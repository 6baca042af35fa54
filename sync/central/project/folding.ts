import { balanceOf, type PointsAccount } from '../../../domain/loyalty/points-lots.ts';
import type { LotMove } from '../../../domain/facts/loyalty-facts.ts';
import type { EventPlace, MemberEvent, ReversalEvent, SaleEvent } from './member-event.ts';
import type { MemberState } from './member-state.ts';
import type { Rulebook } from './rulebook.ts';

/** One line of a member's statement: what moved the points, and the balance after it. */
export interface Booking {
  readonly at: EventPlace;
  readonly kind: 'opening' | 'earn' | 'redeem' | 'unearn' | 'return' | 'adjust' | 'expire';
  readonly points: number;
  readonly balance: number;
}

/** Points that a sale redeemed and that were not there. */
export interface Overdraft {
  readonly at: EventPlace;
  readonly points: number;
  /** What they paid, in minor units. */
  readonly amountMinor: number;
}

/** What a reversal needs of a sale that came before it. */
export interface KnownSale {
  readonly event: MemberEvent & { readonly body: SaleEvent };
  readonly lotId: string | null;
  /** In the order in which they were taken; what was not there is the last of them. */
  readonly takes: readonly LotMove[];
  readonly tierBefore: string | null;
  unearned: number;
  returned: number;
  reversedMinor: number;
  isBack: boolean;
}

/** A member's events so far, while they are folded. */
export interface Folding {
  state: MemberState;
  readonly rules: Rulebook;
  readonly sales: Map<string, KnownSale>;
  readonly waiting: Map<string, (MemberEvent & { readonly body: ReversalEvent })[]>;
  readonly bookings: Booking[];
  readonly overdrafts: Overdraft[];
}

/** Stands for points that were redeemed and not there: no lot is called so. */
export const NO_LOT = '';

/** Moves points, with a line of the statement where the balance moves with them. */
export function book(folding: Folding, at: EventPlace, kind: Booking['kind'], account: PointsAccount): void {
  const before = balanceOf(folding.state.account);
  const balance = balanceOf(account);
  folding.state = { ...folding.state, account };
  if (balance !== before) folding.bookings.push({ at, kind, points: balance - before, balance });
}
