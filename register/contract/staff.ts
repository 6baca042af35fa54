import { z } from 'zod';
import type { StaffListing } from '../../db/staff-store.ts';
import type { StaffMember } from '../../domain/staff.ts';
import { answers } from './answer.ts';
import { approval, badge, code, id, name, nothing, pin } from './fields.ts';

const person = { code, name };

export const staffContract = {
  list: answers<StaffListing[]>().input(nothing),
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
  /** What a reader says of the badge; null takes it away. */
  setBadge: answers<null>().input(
    z.strictObject({ staffId: id, badge: badge.nullable(), approval: approval.optional() }),
  ),
  /** The first person of a new till, who may do everything. Refused once there is anybody. */
  addFirstManager: answers<StaffMember>().input(z.strictObject({ ...person, pin })),
};
