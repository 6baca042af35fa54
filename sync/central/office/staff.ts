import { randomBytes, scrypt } from 'node:crypto';
import type { PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { PIN_PATTERN } from '../../../domain/staff.ts';
import type { WireStaff } from '../../protocol/feed.ts';
import { publish } from '../changes.ts';
import { noteAudit } from './audit.ts';
import { readShops, roleCodes } from './chain-facts.ts';
import type { OfficeError } from './office-error.ts';
import { change, procedure } from './procedure.ts';
import { lockReference, readReferences } from './references.ts';
import { maySeeShop } from './rights.ts';

/** A person who works at a shop's tills. */
export interface ShopStaff {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly roleCode: string;
  readonly isActive: boolean;
  readonly hasPin: boolean;
}

const shopCode = z.string().min(1).max(64);
const staffInput = z.strictObject({
  shop: shopCode,
  /** Null for somebody new. */
  id: z.uuid().nullable(),
  code: z.string().trim().min(1).max(20),
  name: z.string().trim().min(1).max(60),
  roleCode: z.string().min(1).max(32),
  isActive: z.boolean(),
  /** Null leaves the one that there is. */
  pin: z.string().regex(PIN_PATTERN).nullable(),
});

const list = procedure(
  'staff-manage',
  z.strictObject({ shop: shopCode }),
  async ({ pool }, caller, { shop: code }) => {
    if (!maySeeShop(caller, code)) return fail({ code: 'other-shop' });
    const shop = (await readShops(pool)).find((each) => each.code === code);
    if (!shop) return fail({ code: 'shop-unknown', shop: code });
    const staff = await readReferences(pool, 'staff', null, code);
    const people = staff
      .map(({ key, value }): ShopStaff => {
        const { pin, ...person } = value;
        return { id: key, ...person, hasPin: pin !== null };
      })
      .sort((a, b) => a.code.localeCompare(b.code));
    return ok({ people, roles: await roleCodes(pool, shop) });
  },
);

/** Saves a person of a shop's tills. A PIN goes out as its scrypt hash, and is kept as that alone. */
const save = procedure('staff-manage', staffInput, async (office, caller, input) => {
  if (!maySeeShop(caller, input.shop)) return fail({ code: 'other-shop' });
  const pin = input.pin === null ? null : await hashPin(input.pin);
  return change(office, async (client) => {
    const checked = await checkPerson(client, input);
    if (!checked.ok) return checked;
    const { code, name, roleCode, isActive } = input;
    const { before, id } = checked.value;
    const value: WireStaff = { code, name, roleCode, isActive, pin: pin ?? before?.pin ?? null };
    await publish(client, [{ scope: 'staff', key: id, shop: input.shop, value }], office.nowUtcMs());
    await noteAudit(client, caller, {
      action: 'staff-saved',
      subject: code,
      shop: input.shop,
      before: before ? { code: before.code, roleCode: before.roleCode, isActive: before.isActive } : null,
      after: { code, roleCode, isActive },
    });
    if (pin) await noteAudit(client, caller, { action: 'pin-set', subject: code, shop: input.shop });
    return ok({ id });
  });
});

export const staffProcedures = { 'staff.list': list, 'staff.save': save };

async function checkPerson(
  client: PoolClient,
  { shop: shopCodeGiven, id, code, roleCode }: z.infer<typeof staffInput>,
): Promise<Result<{ readonly before: WireStaff | null; readonly id: string }, OfficeError>> {
  const shop = (await readShops(client)).find((each) => each.code === shopCodeGiven);
  if (!shop) return fail({ code: 'shop-unknown', shop: shopCodeGiven });
  const roles = await roleCodes(client, shop);
  if (!roles.some((role) => role.code === roleCode)) return fail({ code: 'role-unknown', role: roleCode });
  const staff = await readReferences(client, 'staff', null, shop.code);
  const isTaken = staff.some(({ key, value }) => value.code === code && key !== id);
  if (isTaken) return fail({ code: 'staff-code-taken', staffCode: code });
  if (id === null) return ok({ before: null, id: uuidv7() });
  const before = await lockReference(client, 'staff', id, shop.code);
  return before ? ok({ before, id }) : fail({ code: 'gone' });
}

const SALT_BYTES = 16;
/** As tills hash PINs: scrypt with N 16,384, r 8, p 1. */
const PIN_KEY_BYTES = 32;

function hashPin(pin: string): Promise<NonNullable<WireStaff['pin']>> {
  const salt = randomBytes(SALT_BYTES);
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, PIN_KEY_BYTES, (error, key) => {
      if (error) reject(error);
      else resolve({ salt: salt.toString('base64'), hash: key.toString('base64') });
    });
  });
}
