/** What a person may do at central. Looking at registers, exceptions and the day takes no more than being signed in. */
export const officeRights = [
  'registers-manage',
  'exceptions-resolve',
  'members-find',
  'members-see',
  'members-manage',
  'points-adjust',
  'promotions-manage',
  'catalogue-manage',
  'settings-manage',
  'staff-manage',
  'users-manage',
  'audit-see',
] as const;
export type OfficeRight = (typeof officeRights)[number];

/** `manager` is of some shops, and does there what needs no other shop; `office` runs the chain; `owner` decides who does. */
export const officeRoles = ['owner', 'office', 'manager'] as const;
export type OfficeRole = (typeof officeRoles)[number];

const managerRights: readonly OfficeRight[] = ['exceptions-resolve', 'members-find', 'staff-manage'];

export const rightsOfRole: Readonly<Record<OfficeRole, readonly OfficeRight[]>> = {
  owner: officeRights,
  office: officeRights.filter((right) => right !== 'users-manage'),
  manager: managerRights,
};

/** Who asks. */
export interface Caller {
  readonly userId: string;
  readonly login: string;
  readonly name: string;
  readonly role: OfficeRole;
  /** The shops that a manager is limited to; null for all. */
  readonly shops: readonly string[] | null;
  readonly mustChangePassword: boolean;
}

export function mayDo(caller: Caller, right: OfficeRight): boolean {
  return rightsOfRole[caller.role].includes(right);
}

export function maySeeShop(caller: Caller, shopCode: string): boolean {
  return caller.shops === null || caller.shops.includes(shopCode);
}
