import { z } from 'zod';
import type { Role, StaffMember } from '../../domain/staff.ts';
import { answers } from './answer.ts';
import { badge, code, nothing, pin } from './fields.ts';

/** Who is at the till, and what they may do. */
export interface SessionView {
  readonly member: StaffMember;
  /** Null when the person's role was taken out of the settings. */
  readonly role: Role | null;
  readonly signedInAtUtcMs: number;
  /** The counter is locked: every call of it is refused with `till-locked` until this person, or another, signs in. */
  readonly isLocked: boolean;
}

/** Somebody who can sign in, as the sign-in screen offers them. */
export interface PersonView {
  readonly code: string;
  readonly name: string;
  /** Null when the person's role was taken out of the settings. */
  readonly roleName: string | null;
  readonly hasPin: boolean;
  readonly hasBadge: boolean;
  /** They are at the counter, or were when it was locked. */
  readonly isSignedIn: boolean;
}

export const sessionContract = {
  /** In place of whoever is signed in; the sale on the counter stays. It unlocks the counter too. */
  signIn: answers<SessionView>().input(z.strictObject({ staffCode: code, pin })),
  /** The same by what a reader says of a badge or card. */
  signInByBadge: answers<SessionView>().input(z.strictObject({ badge })),
  signOut: answers<null>().input(nothing),
  /** What the screen does when it lies idle. Null when nobody was signed in. */
  lock: answers<SessionView | null>().input(nothing),
  /**
   * Puts the counter on a till for practice, signed in as a practice person; anybody may. `TillStatus.identity` and every
   * snapshot say so. Who was at the real till is behind its lock, with the sale as it is.
   */
  startTraining: answers<SessionView>().input(nothing),
  /** Back to the real till. Nothing happens where there is no practice. */
  endTraining: answers<null>().input(nothing),
  /** Null when nobody is signed in. */
  who: answers<SessionView | null>().input(nothing),
  /** Whoever can sign in: first who is at the counter, the others by their codes. */
  people: answers<PersonView[]>().input(nothing),
};
