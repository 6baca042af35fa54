import { z } from 'zod';
import { loyaltySettings } from '../../../domain/loyalty/loyalty-schema.ts';
import type { LoyaltySettings } from '../../../domain/loyalty/loyalty-settings.ts';
import { strictestPolicy } from '../../../domain/chain/offline-policy.ts';
import { fail, ok } from '../../../domain/result.ts';
import { offlinePolicy, POLICY_KEY, type OfflinePolicy } from '../../protocol/policy.ts';
import { publish } from '../changes.ts';
import { noteAudit } from './audit.ts';
import { readLoyalty, readShops } from './chain-facts.ts';
import { change, procedure } from './procedure.ts';
import { lockReference, readReferences } from './references.ts';

const LOYALTY_KEY = 'loyalty';
const LOYALTY_MAX_LENGTH = 100_000;

/** By shop what its registers may do while central is away, and for the whole chain how membership works. */
const read = procedure('settings-manage', z.strictObject({}), async ({ pool }) => {
  const shops = await readShops(pool);
  const policies = await readReferences(pool, 'policy');
  const policyOf = (shop: string): OfflinePolicy =>
    (policies.find((each) => each.shop === shop) ?? policies.find((each) => each.shop === null))?.value ??
    strictestPolicy;
  const { settings, isPublished } = await readLoyalty(pool);
  return ok({
    shops: shops.map((shop) => ({ ...shop, policy: policyOf(shop.code) })),
    loyalty: settings,
    isLoyaltyPublished: isPublished,
  });
});

const savePolicy = procedure(
  'settings-manage',
  z.strictObject({ shop: z.string().min(1).max(64), policy: offlinePolicy }),
  (office, caller, { shop, policy }) =>
    change(office, async (client) => {
      const shops = await readShops(client);
      if (!shops.some(({ code }) => code === shop)) return fail({ code: 'shop-unknown', shop });
      const before = await lockReference(client, 'policy', POLICY_KEY, shop);
      await publish(client, [{ scope: 'policy', key: POLICY_KEY, shop, value: policy }], office.nowUtcMs());
      await noteAudit(client, caller, {
        action: 'policy-changed',
        subject: shop,
        shop,
        before: before ?? null,
        after: policy,
      });
      return ok(null);
    }),
);

/** The section as JSON, checked as a till checks it. It is the whole chain's: points are spent in every shop. */
const saveLoyalty = procedure(
  'settings-manage',
  z.strictObject({ text: z.string().max(LOYALTY_MAX_LENGTH) }),
  (office, caller, { text }) =>
    change(office, async (client) => {
      const json = parseJson(text);
      if (!json.ok) return fail({ code: 'setting-invalid', detail: json.error });
      const checked = loyaltySettings.safeParse(json.value);
      if (!checked.success) {
        const [issue] = checked.error.issues;
        const detail = `${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}`;
        return fail({ code: 'setting-invalid', detail });
      }
      const fault = tierFault(checked.data);
      if (fault !== null) return fail({ code: 'setting-invalid', detail: fault });
      const before = await lockReference(client, 'setting', LOYALTY_KEY);
      const value = { value: checked.data };
      await publish(client, [{ scope: 'setting', key: LOYALTY_KEY, shop: null, value }], office.nowUtcMs());
      await noteAudit(client, caller, {
        action: 'setting-changed',
        subject: LOYALTY_KEY,
        before: before?.value ?? null,
        after: checked.data,
      });
      return ok(null);
    }),
);

export const settingProcedures = {
  'settings.read': read,
  'settings.save-policy': savePolicy,
  'settings.save-loyalty': saveLoyalty,
};

function parseJson(text: string) {
  try {
    return ok(JSON.parse(text) as unknown);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

/** As `findSettingsFault` has it of a till's settings. */
function tierFault({ tiers: { list } }: LoyaltySettings): string | null {
  const codes = new Set(list.map(({ code }) => code));
  if (codes.size < list.length) return 'tiers.list: a code stands there twice';
  const isOrdered = list.every(({ from }, place) =>
    place === 0 ? from === 0 : from > list[place - 1]!.from,
  );
  return isOrdered ? null : 'tiers.list: from begins with 0 and rises';
}
