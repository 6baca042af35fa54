import { wireAccount, type WireAccount } from '../protocol/member.ts';
import type { Queryable } from './database.ts';

/** Points of a member, and what of them is kept for somebody. Those who became the member count as the member. */
export interface MemberPoints {
  /** As registers are told it; null for none. */
  readonly account: WireAccount | null;
  /** For sales under way. */
  readonly heldPoints: number;
  /** For registers, beyond their leases' end too, until they are given up. */
  readonly leasedPoints: number;
  /** For the register that asks. */
  readonly ownPoints: number;
  /** Whether it has a lease under the member's own id. */
  readonly hasOwn: boolean;
}

/** For whom it is looked at. What the sale itself holds is not among `heldPoints`. */
export interface Asking {
  readonly registerId: string;
  readonly saleId: string | null;
  readonly nowUtcMs: number;
}

/** What there is of members' points at one moment: one statement, so that a sale is in all of it or in nothing. */
export async function readPoints(
  client: Queryable,
  memberIds: readonly string[],
  { registerId, saleId, nowUtcMs }: Asking,
): Promise<ReadonlyMap<string, MemberPoints>> {
  const { rows } = await client.query<{
    id: string;
    account: string | null;
    held: number;
    leased: number;
    own: number;
    hasOwn: boolean;
  }>(
    `SELECT asked.id, account.value AS account, held.points AS held, leased.points AS leased, leased.own, leased."hasOwn"
     FROM unnest($1::uuid[]) AS asked (id)
     CROSS JOIN LATERAL (
       SELECT ARRAY(SELECT member.id FROM member WHERE member.id = asked.id OR member.into_id = asked.id) AS ids
     ) AS people
     LEFT JOIN reference AS account ON account.scope = 'account' AND account.key = asked.id::text AND account.shop = ''
     CROSS JOIN LATERAL (
       SELECT coalesce(sum(points), 0)::bigint AS points FROM hold
       WHERE member = ANY (people.ids) AND ends_at_utc_ms > $4
         AND (register <> $2 OR sale_id IS DISTINCT FROM $3::uuid)
     ) AS held
     CROSS JOIN LATERAL (
       SELECT coalesce(sum(points), 0)::bigint AS points,
         coalesce(sum(points) FILTER (WHERE register = $2), 0)::bigint AS own,
         coalesce(bool_or(register = $2 AND member = asked.id), false) AS "hasOwn"
       FROM lease WHERE member = ANY (people.ids)
     ) AS leased`,
    [memberIds, registerId, saleId, nowUtcMs],
  );
  return new Map(
    rows.map(({ id, account, held, leased, own, hasOwn }) => [
      id,
      {
        account: account === null ? null : wireAccount.parse(JSON.parse(account)),
        heldPoints: held,
        leasedPoints: leased,
        ownPoints: own,
        hasOwn,
      },
    ]),
  );
}

/** What is kept for nobody; negative where points went that were kept. */
export function freePoints({ account, heldPoints, leasedPoints }: MemberPoints): number {
  return (account?.availablePoints ?? 0) - heldPoints - leasedPoints;
}
