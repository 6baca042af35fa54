import type { Authorization } from '../../domain/basket.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import {
  isWithinRole,
  rightsNotPractised,
  type Measure,
  type Right,
  type StaffMember,
} from '../../domain/staff.ts';
import { NOTE_MAX_LENGTH } from '../../domain/basket.ts';
import { roleOf, SYSTEM_ACTOR, type Register } from '../register.ts';
import { checkBadge, checkPin } from './sign-in.ts';

/** How somebody allows what the one at the till may not do alone: a second person's PIN or badge, or one's own reason. */
export interface Approval {
  readonly staffCode?: string | undefined;
  readonly pin?: string | undefined;
  readonly badge?: string | undefined;
  readonly reason?: string | undefined;
}

/**
 * Whether this may be done, and who allowed it. One's own role is asked first; where it does not suffice the approval
 * decides: somebody else whose role does, or, where the shop lets a sole trader allow things alone, a reason.
 * With nobody signed in the till acts for itself (replay, commands of IT's), which the entry shows as `system`.
 */
export function authorize(
  register: Register,
  right: Right,
  measure: Measure = {},
  approval: Approval = {},
): Result<Authorization> {
  const given = checkReason(approval.reason);
  if (!given.ok) return given;
  const reason = given.value;
  const session = register.session;
  if (!session) return ok({ by: SYSTEM_ACTOR, approvedBy: SYSTEM_ACTOR, reason });
  if (register.identity.isTraining && rightsNotPractised.includes(right))
    return fail({ code: 'not-in-training' });
  const { member } = session;
  if (mayAlone(register, member, right, measure)) return ok({ by: member.id, approvedBy: member.id, reason });

  const second = checkSecond(register, approval);
  if (second) return second.ok ? approveBySecond(register, right, measure, second.value, reason) : second;
  const isSoleTrader = register.settings.secondPerson === 'own-with-reason';
  if (!isSoleTrader || !roleOf(register, member)?.rights.includes(right)) {
    return fail({ code: 'approval-needed', right });
  }
  return reason ? ok({ by: member.id, approvedBy: member.id, reason }) : fail({ code: 'reason-missing' });
}

/** A reason without the blanks around it, null where there is none, refused where it is too long. */
export function checkReason(given: string | undefined): Result<string | null> {
  const reason = given?.trim() || null;
  if (reason === null || reason.length <= NOTE_MAX_LENGTH) return ok(reason);
  return fail({ code: 'text-too-long', field: 'reason', max: NOTE_MAX_LENGTH });
}

/** Whether what somebody allowed may go as far as this by now; where it may not, it must be asked for again. */
export function isStillAllowed(
  register: Register,
  right: Right,
  measure: Measure,
  { approvedBy, reason }: Authorization,
): boolean {
  if (approvedBy === SYSTEM_ACTOR) return true;
  if (register.settings.secondPerson === 'own-with-reason' && reason !== null) return true;
  const member = register.store.staff.byId(approvedBy);
  return member !== null && mayAlone(register, member, right, measure);
}

/** Who the second person is; null where none was given. */
function checkSecond(register: Register, { staffCode, pin, badge }: Approval): Result<StaffMember> | null {
  if (badge !== undefined) return checkBadge(register, badge);
  return staffCode === undefined || pin === undefined ? null : checkPin(register, staffCode, pin);
}

function approveBySecond(
  register: Register,
  right: Right,
  measure: Measure,
  second: StaffMember,
  reason: string | null,
): Result<Authorization> {
  const by = register.session!.member;
  if (second.id === by.id) return fail({ code: 'approval-same-person' });
  if (!mayAlone(register, second, right, measure)) {
    return fail({ code: 'approval-insufficient', right, name: second.name });
  }
  return ok({ by: by.id, approvedBy: second.id, reason });
}

function mayAlone(register: Register, member: StaffMember, right: Right, measure: Measure): boolean {
  const role = roleOf(register, member);
  return role !== null && isWithinRole(role, right, measure);
}
