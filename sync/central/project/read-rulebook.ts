import { defaultLoyalty } from '../../../domain/loyalty/default-loyalty.ts';
import type { LoyaltySettings } from '../../../domain/loyalty/loyalty-settings.ts';
import type { Queryable } from '../database.ts';
import { createRulebook, type Rulebook } from './rulebook.ts';

/** How the chain's membership worked at any time; where nobody ever said, as the program would have it. */
export async function readRulebook(client: Queryable): Promise<Rulebook> {
  const { rows } = await client.query<{ fromUtcMs: number; settings: string }>(
    `SELECT from_utc_ms AS "fromUtcMs", settings FROM loyalty_rules ORDER BY from_utc_ms, change`,
  );
  if (rows.length > 0) {
    return createRulebook(
      rows.map(({ fromUtcMs, settings }) => ({
        fromUtcMs,
        settings: JSON.parse(settings) as LoyaltySettings,
      })),
    );
  }
  const { rows: shops } = await client.query<{ currency: string }>(
    'SELECT currency FROM shop ORDER BY code LIMIT 1',
  );
  return createRulebook([{ fromUtcMs: 0, settings: defaultLoyalty(shops[0]?.currency ?? 'CNY') }]);
}
