import { z } from 'zod';
import { ok } from '../../domain/result.ts';
import { PUSH_BYTES_MAX, PUSH_ENTRIES_MAX } from '../protocol/limits.ts';
import type { JournalAnswer, WireEntry } from '../protocol/push.ts';
import type { Queryable } from './database.ts';
import { registerRoute } from './register-route.ts';

/** Types of entries that a member's salt belongs to. */
const SALTED_TYPES: ReadonlySet<string> = new Set(['member.registered', 'member.changed']);

/** A register's own entries, for one that was restored from an older backup. */
export const journalRoute = registerRoute({
  method: 'GET',
  path: '/v1/journal',
  mayBeRevoked: false,
  query: z.object({ epoch: z.coerce.number().int().min(1), after: z.coerce.number().int().min(0) }),
  async run({ pool }, { register, query }) {
    return ok(await readJournal(pool, register.id, query.epoch, query.after));
  },
});

async function readJournal(
  client: Queryable,
  registerId: string,
  epoch: number,
  after: number,
): Promise<JournalAnswer> {
  const { rows } = await client.query<WireEntry>(
    `SELECT epoch, seq, id, type, schema, at_utc_ms AS "atUtcMs", utc_offset_minutes AS "utcOffsetMinutes",
       business_date AS "businessDate", shift, actor, payload, encode(prev_hash, 'hex') AS "prevHash", encode(hash, 'hex') AS hash
     FROM entry WHERE register = $1 AND (epoch, seq) > ($2, $3) ORDER BY epoch, seq LIMIT $4`,
    [registerId, epoch, after, PUSH_ENTRIES_MAX + 1],
  );
  const entries = firstOf(rows);
  const members = entries.filter(({ type }) => SALTED_TYPES.has(type)).map(memberOf);
  const { rows: salts } = await client.query<{ member: string; salt: string }>(
    `SELECT member, encode(salt, 'base64') AS salt FROM member_salt WHERE member::text = ANY($1) AND salt IS NOT NULL`,
    [members.filter((member) => member !== null)],
  );
  return {
    entries,
    salts: Object.fromEntries(salts.map(({ member, salt }) => [member, salt])),
    isMore: entries.length < rows.length,
  };
}

/** As many as an answer may have, but at least one. */
function firstOf(rows: readonly WireEntry[]): WireEntry[] {
  let bytes = 0;
  const over = rows.findIndex(({ payload }, index) => {
    bytes += Buffer.byteLength(payload);
    return index >= PUSH_ENTRIES_MAX || (index > 0 && bytes > PUSH_BYTES_MAX);
  });
  return over === -1 ? [...rows] : rows.slice(0, over);
}

/** Whom an entry is about; null where it cannot be read, which a register sees that has it too. */
function memberOf({ payload }: WireEntry): string | null {
  try {
    const value = JSON.parse(payload) as { readonly memberId?: unknown } | null;
    return typeof value?.memberId === 'string' ? value.memberId : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
