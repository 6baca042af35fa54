import type { Queryable } from '../database.ts';
import { columnsOf } from './columns.ts';
import type { PlacedSale } from './sales.ts';

/** A register's lease under one of the ids that a member has had. */
interface Lease {
  readonly register: string;
  readonly member: string;
  /** Who that is now. */
  readonly person: string;
  readonly points: number;
  readonly epoch: number;
  readonly seq: number;
}

/**
 * Takes what registers redeemed of points that are kept for them off their leases, which then say so. A lease that says it of an
 * entry already stays as it is, so that entries which are read again take nothing twice.
 */
export async function takeLeased(client: Queryable, sales: readonly PlacedSale[]): Promise<void> {
  const leasing = sales.filter(({ fact }) => (fact.loyalty?.central?.leased ?? 0) > 0);
  if (leasing.length === 0) return;
  const { leases, people } = await readLeases(client, leasing);
  const left = new Map(leases.map((each) => [`${each.register} ${each.member}`, each]));
  for (const sale of leasing) {
    const { memberId, central } = sale.fact.loyalty!;
    let points = central!.leased!;
    const of = [...left].filter(
      ([, lease]) =>
        lease.register === sale.register &&
        lease.person === people.get(memberId) &&
        lease.epoch === sale.epoch &&
        lease.seq < sale.seq,
    );
    // A till that has not heard yet who became whom took it off the one that it names.
    of.sort(([, a], [, b]) => Number(b.member === memberId) - Number(a.member === memberId));
    for (const [key, lease] of of) {
      const taken = Math.min(points, lease.points);
      points -= taken;
      left.set(key, { ...lease, points: lease.points - taken, seq: sale.seq });
    }
  }
  await client.query(
    `UPDATE lease SET points = used.points, seq = used.seq
     FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::integer[]) AS used (register, member, points, seq)
     WHERE lease.register = used.register AND lease.member = used.member`,
    columnsOf(
      [...left.values()],
      ({ register }) => register,
      ({ member }) => member,
      ({ points }) => points,
      ({ seq }) => seq,
    ),
  );
}

/** The registers' leases of the members of sales, with who the sales' members are now. */
async function readLeases(client: Queryable, sales: readonly PlacedSale[]) {
  const { rows } = await client.query<Lease & { readonly named: string }>(
    `SELECT DISTINCT asked.named, asked.person, lease.register, lease.member, lease.points, lease.epoch, lease.seq
     FROM (
       SELECT DISTINCT sold.register, sold.member AS named, coalesce(member.into_id, sold.member) AS person
       FROM unnest($1::uuid[], $2::uuid[]) AS sold (register, member) LEFT JOIN member ON member.id = sold.member
     ) AS asked
     JOIN LATERAL (SELECT asked.person AS id UNION SELECT id FROM member WHERE into_id = asked.person) AS had ON true
     JOIN lease ON lease.register = asked.register AND lease.member = had.id
     ORDER BY lease.register, lease.member`,
    columnsOf(
      sales,
      ({ register }) => register,
      ({ fact }) => fact.loyalty?.memberId,
    ),
  );
  return { leases: rows, people: new Map(rows.map(({ named, person }) => [named, person])) };
}
