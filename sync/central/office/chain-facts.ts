import type { InStoreRule } from '../../../domain/barcode/in-store-rule.ts';
import { defaultSettings } from '../../../domain/default-settings.ts';
import { defaultLoyalty } from '../../../domain/loyalty/default-loyalty.ts';
import type { LoyaltySettings } from '../../../domain/loyalty/loyalty-settings.ts';
import type { PhoneHome } from '../../../domain/members/phone.ts';
import type { Shop } from '../chain.ts';
import type { Queryable } from '../database.ts';
import { readReferences } from './references.ts';

export async function readShops(client: Queryable): Promise<Shop[]> {
  const { rows } = await client.query<Shop>(
    `SELECT code, name, currency, zone, cut_over_minutes AS "cutOverMinutes" FROM shop ORDER BY code`,
  );
  return rows;
}

/** What prices of the catalogue are in: a chain has one currency, its first shop's. */
export async function chainCurrency(client: Queryable): Promise<string> {
  return (await chainHome(client)).currency;
}

/** How phones are written where the chain is. */
export async function chainHome(client: Queryable): Promise<PhoneHome> {
  const { rows } = await client.query<PhoneHome>(
    'SELECT currency, zone FROM shop ORDER BY created_at_utc_ms, code LIMIT 1',
  );
  return rows[0] ?? { currency: 'CNY', zone: 'Asia/Shanghai' };
}

/** How membership works, as the program has it until central has published something else. */
export async function readLoyalty(
  client: Queryable,
): Promise<{ readonly settings: LoyaltySettings; readonly isPublished: boolean }> {
  const [setting] = await readReferences(client, 'setting', ['loyalty']);
  if (setting) return { settings: setting.value.value as LoyaltySettings, isPublished: true };
  return { settings: defaultLoyalty(await chainCurrency(client)), isPublished: false };
}

/** The rules of the shops' own labels, where central has published any. */
export async function inStoreRules(client: Queryable): Promise<readonly InStoreRule[]> {
  const [setting] = await readReferences(client, 'setting', ['inStoreRules']);
  return (setting?.value.value as readonly InStoreRule[] | undefined) ?? [];
}

/** What the codes of coupons begin with, where central has published it. */
export async function couponPrefix(client: Queryable): Promise<string> {
  const [setting] = await readReferences(client, 'setting', ['couponPrefix']);
  return (setting?.value.value as string | null | undefined) ?? '';
}

/** The roles that a shop's tills know: what central has published, else those that a new till starts with. */
export async function roleCodes(client: Queryable, shop: Shop): Promise<{ code: string; name: string }[]> {
  const settings = await readReferences(client, 'setting', ['roles']);
  const own = settings.find((each) => each.shop === shop.code) ?? settings.find((each) => each.shop === null);
  const { code, name, currency, zone, cutOverMinutes } = shop;
  const language = currency === 'CNY' ? 'zh-CN' : 'en';
  const roles =
    (own?.value.value as { code: string; name: string }[] | undefined) ??
    defaultSettings({ code, name, currency, zone, cutOverMinutes, language }).roles;
  return roles.map((role) => ({ code: role.code, name: role.name }));
}

/** The departments that rules may name: of the shops' settings where central has published them, and those of articles. */
export async function departmentCodes(client: Queryable): Promise<ReadonlySet<string>> {
  const settings = await readReferences(client, 'setting', ['departments']);
  const set = settings.flatMap(({ value }) =>
    (value.value as readonly { code: string }[]).map(({ code }) => code),
  );
  const { rows } = await client.query<{ department: string }>(
    `SELECT DISTINCT value::jsonb ->> 'department' AS department FROM reference
     WHERE scope = 'article' AND value IS NOT NULL`,
  );
  return new Set([...set, ...rows.map(({ department }) => department)]);
}
