import { fail, type Result } from '../../domain/result.ts';
import { PIN_PATTERN, type StaffMember } from '../../domain/staff.ts';
import type { Register } from '../register.ts';
import { saveStaff, setPin } from './manage-staff.ts';

/** Whether nobody can sign in yet: a new till, or one whose setting up was cut short. */
export function isWithoutStaff({ store }: Register): boolean {
  return store.staff.all().every(({ id }) => store.staff.credential(id) === null);
}

/**
 * Adds the first person of a till, who may manage staff, with a PIN. Refused with `not-signed-in` once somebody can sign
 * in: from then on people are added by those who may.
 */
export function addFirstManager(
  register: Register,
  { code, name, pin }: { readonly code: string; readonly name: string; readonly pin: string },
): Result<StaffMember> {
  if (!isWithoutStaff(register)) return fail({ code: 'not-signed-in' });
  if (!PIN_PATTERN.test(pin)) return fail({ code: 'pin-invalid' });
  const role = register.settings.roles.find(({ rights }) => rights.includes('staff-manage'));
  if (!role) return fail({ code: 'staff-invalid', field: 'role' });
  // The person may be there without a PIN, from a setting up that was cut short between the two.
  const id = register.store.staff.byCode(code)?.id;
  const saved = saveStaff(register, { id, code, name, roleCode: role.code });
  if (!saved.ok) return saved;
  const set = setPin(register, saved.value.id, pin);
  return set.ok ? saved : set;
}
