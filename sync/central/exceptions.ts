import { v7 as uuidv7 } from 'uuid';
import type { ExceptionKind, WireException } from '../protocol/exception.ts';
import { publish, type Published } from './changes.ts';
import type { Queryable } from './database.ts';

/** What could not be applied as a journal says it. Amounts in minor units. */
export interface NewException {
  readonly kind: ExceptionKind;
  readonly registerId: string;
  readonly epoch: number;
  readonly seq: number;
  /** When it happened, by the register's clock. */
  readonly atUtcMs: number;
  /** A receipt number, a member's number, a coupon's code, a day: never a name. */
  readonly subject: string;
  /** What it costs the shop at most. */
  readonly amountMinor: number;
  /** Points that are missing. */
  readonly points: number;
}

/** Puts exceptions before people, at central and at the shop's tills. One that is there already stays as it is. */
export async function raiseExceptions(
  client: Queryable,
  exceptions: readonly NewException[],
  nowUtcMs: number,
): Promise<void> {
  if (exceptions.length === 0) return;
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO exception (id, kind, register, epoch, seq, subject, at_utc_ms, amount_minor, points, raised_at_utc_ms)
     SELECT *, $10::bigint FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::integer[], $5::integer[], $6::text[],
       $7::bigint[], $8::bigint[], $9::bigint[])
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      exceptions.map(() => uuidv7()),
      exceptions.map(({ kind }) => kind),
      exceptions.map(({ registerId }) => registerId),
      exceptions.map(({ epoch }) => epoch),
      exceptions.map(({ seq }) => seq),
      exceptions.map(({ subject }) => subject),
      exceptions.map(({ atUtcMs }) => atUtcMs),
      exceptions.map(({ amountMinor }) => wholeOf(amountMinor)),
      exceptions.map(({ points }) => wholeOf(points)),
      nowUtcMs,
    ],
  );
  await tellExceptions(
    client,
    rows.map(({ id }) => id),
    nowUtcMs,
  );
}

/** What a register says may differ from what central has by more than a number holds. */
function wholeOf(value: number): number {
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(value, Number.MAX_SAFE_INTEGER));
}

/** `by` is a user's name, null where what was missing came by itself. Returns how many were open till now. */
export async function resolveExceptions(
  client: Queryable,
  ids: readonly string[],
  { by, note }: { readonly by: string | null; readonly note: string | null },
  nowUtcMs: number,
): Promise<number> {
  const { rows } = await client.query<{ id: string }>(
    `UPDATE exception SET resolved_at_utc_ms = $2, resolved_by = $3, note = $4
     WHERE id = ANY($1::uuid[]) AND resolved_at_utc_ms IS NULL RETURNING id`,
    [ids, nowUtcMs, by, note],
  );
  await tellExceptions(
    client,
    rows.map(({ id }) => id),
    nowUtcMs,
  );
  return rows.length;
}

interface ExceptionRow extends Omit<WireException, 'till'> {
  readonly id: string;
  readonly shop: string;
  readonly shopName: string;
  readonly tillCode: string;
}

/** Tells a shop's registers of exceptions as they are now. */
export async function tellExceptions(
  client: Queryable,
  ids: readonly string[],
  nowUtcMs: number,
): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await client.query<ExceptionRow>(
    `SELECT e.id, e.kind, e.register AS "registerId", e.epoch, e.seq, e.at_utc_ms AS "atUtcMs", e.subject,
       e.amount_minor AS "amountMinor", e.points, e.resolved_at_utc_ms IS NOT NULL AS "isResolved", e.note,
       r.shop, s.name AS "shopName", r.till_code AS "tillCode"
     FROM exception e JOIN register r ON r.id = e.register JOIN shop s ON s.code = r.shop WHERE e.id = ANY($1::uuid[])`,
    [ids],
  );
  await publish(client, rows.map(publishedException), nowUtcMs);
}

function publishedException({ id, shop, shopName, tillCode, ...exception }: ExceptionRow): Published {
  const till = `${shopName} · ${tillCode}`;
  return { scope: 'exception', key: id, shop, value: { ...exception, till } };
}
