import { fail, ok, type Result } from '../../domain/result.ts';
import type { StaffListing } from '../../db/staff-store.ts';
import { BADGE_PATTERN, PIN_PATTERN, type StaffMember } from '../../domain/staff.ts';
import { entryContext, roleOf, type Register } from '../register.ts';
import { authorize, type Approval } from './authorize.ts';
import { hashBadge, hashPin } from './sign-in.ts';

const CODE_PATTERN = /^[A-Za-z0-9]{1,16}$/;
const NAME_MAX_LENGTH = 60;

/** A person as a manager enters them; without an id they are new. */
export interface StaffInput {
  readonly id?: string | undefined;
  readonly code: string;
  readonly name: string;
  readonly roleCode: string;
  readonly isActive?: boolean | undefined;
}

export function listStaff(register: Register): StaffListing[] {
  return register.store.staff.all();
}

/** Adds or changes a person. The last one who may manage staff keeps that right, or nobody could give it again. */
export function saveStaff(
  register: Register,
  input: StaffInput,
  approval: Approval = {},
): Result<StaffMember> {
  const { store } = register;
  const authorized = authorize(register, 'staff-manage', {}, approval);
  if (!authorized.ok) return authorized;
  const name = input.name.trim();
  if (!CODE_PATTERN.test(input.code)) return fail({ code: 'staff-invalid', field: 'code' });
  if (!name || name.length > NAME_MAX_LENGTH) return fail({ code: 'staff-invalid', field: 'name' });
  if (!register.settings.roles.some(({ code }) => code === input.roleCode)) {
    return fail({ code: 'staff-invalid', field: 'role' });
  }
  const holder = store.staff.byCode(input.code);
  if (holder && holder.id !== input.id) return fail({ code: 'staff-code-taken', staff: input.code });
  const before = input.id === undefined ? null : store.staff.byId(input.id);
  if (input.id !== undefined && !before) return fail({ code: 'staff-unknown', staff: input.id });
  const member: StaffMember = {
    id: input.id ?? register.newId(),
    code: input.code,
    name,
    roleCode: input.roleCode,
    isActive: input.isActive ?? true,
  };
  if (before && !mayManage(register, member) && isLastManager(register, before))
    return fail({ code: 'last-manager' });
  store.commit((writer) => {
    writer.record({ type: 'staff.saved', payload: { member } }, entryContext(register));
  });
  // What changes about whoever is signed in holds from the next call on.
  const { session, lockedSession } = register;
  if (session?.member.id === member.id) register.session = member.isActive ? { ...session, member } : null;
  if (lockedSession?.member.id === member.id) {
    register.lockedSession = member.isActive ? { ...lockedSession, member } : null;
  }
  return ok(member);
}

/** Sets a person's PIN: one's own, or anybody's with the right. It also lifts a lock. */
export function setPin(
  register: Register,
  staffId: string,
  pin: string,
  approval: Approval = {},
): Result<null> {
  const member = register.store.staff.byId(staffId);
  if (!member) return fail({ code: 'staff-unknown', staff: staffId });
  if (!PIN_PATTERN.test(pin)) return fail({ code: 'pin-invalid' });
  if (register.session?.member.id !== staffId) {
    const authorized = authorize(register, 'staff-manage', {}, approval);
    if (!authorized.ok) return authorized;
  }
  const { salt, pinHash } = hashPin(pin);
  register.store.commit((writer) => {
    writer.credentials.setPin(staffId, salt, pinHash);
    writer.record({ type: 'staff.pin-set', payload: { staffId } }, entryContext(register));
  });
  return ok(null);
}

/** Gives a person the badge or card that they sign in with from now on; null takes it away. */
export function setBadge(
  register: Register,
  staffId: string,
  badge: string | null,
  approval: Approval = {},
): Result<null> {
  const { staff } = register.store;
  if (!staff.byId(staffId)) return fail({ code: 'staff-unknown', staff: staffId });
  const authorized = authorize(register, 'staff-manage', {}, approval);
  if (!authorized.ok) return authorized;
  const code = badge?.trim() ?? null;
  if (code !== null && !BADGE_PATTERN.test(code)) return fail({ code: 'badge-invalid' });
  const hashed = code === null ? null : hashBadge(register, code);
  const holder = hashed && staff.byBadgeHash(hashed.badgeHash);
  if (holder && holder.id !== staffId) return fail({ code: 'badge-taken', name: holder.name });
  register.store.commit((writer) => {
    writer.credentials.setBadge(staffId, hashed);
    const payload = { staffId, hasBadge: hashed !== null };
    writer.record({ type: 'staff.badge-set', payload }, entryContext(register));
  });
  return ok(null);
}

function mayManage(register: Register, member: StaffMember): boolean {
  return member.isActive && (roleOf(register, member)?.rights.includes('staff-manage') ?? false);
}

/** Whether nobody else who may manage staff has a PIN to sign in with. */
function isLastManager(register: Register, member: StaffMember): boolean {
  const { staff } = register.store;
  const managers = staff
    .all()
    .filter((each) => mayManage(register, each) && staff.credential(each.id) !== null);
  return managers.length === 1 && managers[0]!.id === member.id;
}
