import { z } from 'zod';
import type { Role, StaffMember } from '../../domain/staff.ts';
import { answers } from './answer.ts';
import { code, nothing, pin } from './fields.ts';

/** Who is at the till, and what they may do. */
export interface SessionView {
  readonly member: StaffMember;
  /** Null when the person's role was taken out of the settings. */
  readonly role: Role | null;
  readonly signedInAtUtcMs: number;
}

export const sessionContract = {
  signIn: answers<SessionView>().input(z.strictObject({ staffCode: code, pin })),
  signOut: answers<null>().input(nothing),
  /** Null when nobody is signed in. */
  who: answers<SessionView | null>().input(nothing),
};
