import type { WireEntry } from '../protocol/push.ts';
import type { Queryable } from './database.ts';

/** The last entry of a journal that is stored; its hash in hex. */
export interface StoredHead {
  readonly epoch: number;
  readonly seq: number;
  readonly hash: string;
}

/** Those of the places that are stored, in no order: what lies between them, of an epoch that a restore left, is not asked for. */
export async function findKnown(
  client: Queryable,
  registerId: string,
  places: readonly WireEntry[],
): Promise<StoredHead[]> {
  const { rows } = await client.query<StoredHead>(
    `SELECT epoch, seq, encode(hash, 'hex') AS hash FROM unnest($2::integer[], $3::integer[]) AS place (epoch, seq)
     JOIN entry USING (epoch, seq) WHERE register = $1`,
    [registerId, places.map(({ epoch }) => epoch), places.map(({ seq }) => seq)],
  );
  return rows;
}

/** Looks at all that a register ever sent: only a till that was restored asks for it, once. */
export async function hasHash(client: Queryable, registerId: string, hash: string): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT FROM entry WHERE register = $1 AND hash = decode($2, 'hex') LIMIT 1`,
    [registerId, hash],
  );
  return rows.length > 0;
}

export async function storeEntries(
  client: Queryable,
  registerId: string,
  entries: readonly WireEntry[],
  nowUtcMs: number,
): Promise<void> {
  if (entries.length === 0) return;
  await client.query(
    `INSERT INTO entry (register, epoch, seq, id, type, schema, at_utc_ms, utc_offset_minutes, business_date, shift, actor,
       payload, prev_hash, hash, received_at_utc_ms)
     SELECT $1, epoch, seq, id, type, schema, at_utc_ms, utc_offset_minutes, business_date, shift, actor,
       payload, decode(prev_hash, 'hex'), decode(hash, 'hex'), $15
     FROM unnest($2::integer[], $3::integer[], $4::uuid[], $5::text[], $6::integer[], $7::bigint[], $8::integer[],
       $9::text[], $10::integer[], $11::text[], $12::text[], $13::text[], $14::text[])
       AS sent (epoch, seq, id, type, schema, at_utc_ms, utc_offset_minutes, business_date, shift, actor, payload, prev_hash, hash)`,
    [
      registerId,
      entries.map(({ epoch }) => epoch),
      entries.map(({ seq }) => seq),
      entries.map(({ id }) => id),
      entries.map(({ type }) => type),
      entries.map(({ schema }) => schema),
      entries.map(({ atUtcMs }) => atUtcMs),
      entries.map(({ utcOffsetMinutes }) => utcOffsetMinutes),
      entries.map(({ businessDate }) => businessDate),
      entries.map(({ shift }) => shift),
      entries.map(({ actor }) => actor),
      entries.map(({ payload }) => payload),
      entries.map(({ prevHash }) => prevHash),
      entries.map(({ hash }) => hash),
      nowUtcMs,
    ],
  );
}

/** The first salt that comes for a member counts: a second one would not open what is sealed already. */
export async function storeSalts(client: Queryable, salts: Readonly<Record<string, string>>): Promise<void> {
  const members = Object.keys(salts);
  if (members.length === 0) return;
  await client.query(
    `INSERT INTO member_salt (member, salt) SELECT member, decode(salt, 'base64')
     FROM unnest($1::uuid[], $2::text[]) AS sent (member, salt)
     WHERE NOT EXISTS (SELECT FROM erased_member WHERE erased_member.id = sent.member) ON CONFLICT DO NOTHING`,
    [members, Object.values(salts)],
  );
}
