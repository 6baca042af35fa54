import type { Queryable } from '../database.ts';
import { columnsOf } from './columns.ts';
import type { PlacedSale } from './sales.ts';

/** Where members bought last, by who they are now; whatever the order in which sales arrive, the last one counts. */
export async function keepHomes(client: Queryable, sales: readonly PlacedSale[]): Promise<void> {
  const bought = sales.filter(({ fact }) => fact.loyalty?.isVisit);
  if (bought.length === 0) return;
  await client.query(
    `INSERT INTO member_home (member, shop, bought_at_utc_ms)
     SELECT DISTINCT ON (person) person, shop, at_utc_ms FROM (
       SELECT coalesce(member.into_id, bought.member) AS person, register.shop, bought.at_utc_ms
       FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) AS bought (member, register, at_utc_ms)
       JOIN register ON register.id = bought.register LEFT JOIN member ON member.id = bought.member) AS visit
     ORDER BY person, at_utc_ms DESC, shop DESC
     ${ON_LATER}`,
    columnsOf(
      bought,
      ({ fact }) => fact.loyalty?.memberId,
      ({ register }) => register,
      ({ atUtcMs }) => atUtcMs,
    ),
  );
}

/** Who became another shops where the two of them shopped last. */
export async function passHomeOn(client: Queryable, fromId: string, intoId: string): Promise<void> {
  await client.query(
    `WITH gone AS (DELETE FROM member_home WHERE member = $1 RETURNING shop, bought_at_utc_ms)
     INSERT INTO member_home (member, shop, bought_at_utc_ms) SELECT $2, shop, bought_at_utc_ms FROM gone
     ${ON_LATER}`,
    [fromId, intoId],
  );
}

const ON_LATER = `ON CONFLICT (member) DO UPDATE SET shop = excluded.shop, bought_at_utc_ms = excluded.bought_at_utc_ms
  WHERE (member_home.bought_at_utc_ms, member_home.shop) < (excluded.bought_at_utc_ms, excluded.shop)`;
