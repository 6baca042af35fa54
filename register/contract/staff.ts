import { z } from 'zod';
import type { StaffMember } from '../../domain/staff.ts';
import { answers } from './answer.ts';
import { approval, code, id, name, nothing, pin } from './fields.ts';

const person = { code, name };

export const staffContract = {
  list: answers<StaffMember[]>().input(nothing),
  /** Without an id the person is new. */
  save: answers<StaffMember>().input(
    z.strictObject({
      ...person,
      id: id.optional(),
      roleCode: code,
      isActive: z.boolean().optional(),
      approval: approval.optional(),
    }),
  ),
  setPin: answers<null>().input(z.strictObject({ staffId: id, pin, approval: approval.optional() })),
  /** The first person of a new till, who may do everything. Refused once there is anybody. */
  addFirstManager: answers<StaffMember>().input(z.strictObject({ ...person, pin })),
};
