import { v7 as uuidv7 } from 'uuid';
import type { ExceptionKind } from '../../protocol/exception.ts';
import type { Queryable } from '../database.ts';
import { tellExceptions } from '../exceptions.ts';
import { columnsOf } from './columns.ts';

/** The entry that an exception is of. */
export interface ExceptionPlace {
  readonly kind: ExceptionKind;
  readonly register: string;
  readonly epoch: number;
  readonly seq: number;
}

/** What was looked at: one exception, or, without a subject, all that the entry has of the kind. */
export interface LookedAt extends ExceptionPlace {
  readonly subject?: string;
}

/** What could not be applied as an entry says. */
export interface RaisedException extends ExceptionPlace {
  readonly subject: string;
  readonly atUtcMs: number;
  readonly amountMinor: number;
  readonly points: number;
}

/**
 * Brings exceptions in line with what was looked at: those that were found are open, those of the places that were looked at
 * and not found are settled. What a person resolved stays as they left it.
 */
export async function settleExceptions(
  client: Queryable,
  looked: readonly LookedAt[],
  found: readonly RaisedException[],
  nowUtcMs: number,
): Promise<void> {
  if (looked.length === 0 && found.length === 0) return;
  const raised = await raise(client, found, nowUtcMs);
  const settled = await settle(client, looked, found, nowUtcMs);
  await tellExceptions(client, [...raised, ...settled], nowUtcMs);
}

async function raise(
  client: Queryable,
  found: readonly RaisedException[],
  nowUtcMs: number,
): Promise<string[]> {
  if (found.length === 0) return [];
  const once = [...new Map(found.map((each) => [keyOf(each), each])).values()];
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO exception (id, kind, register, epoch, seq, subject, at_utc_ms, amount_minor, points, raised_at_utc_ms)
     SELECT raised.*, $10 FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::integer[], $5::integer[], $6::text[],
       $7::bigint[], $8::bigint[], $9::bigint[]) AS raised
     ON CONFLICT (register, epoch, seq, kind, subject) DO UPDATE SET
       amount_minor = excluded.amount_minor, points = excluded.points, resolved_at_utc_ms = NULL
     WHERE exception.resolved_by IS NULL AND (exception.amount_minor, exception.points, exception.resolved_at_utc_ms)
       IS DISTINCT FROM (excluded.amount_minor, excluded.points, NULL::bigint)
     RETURNING id`,
    [
      ...columnsOf(
        once,
        () => uuidv7(),
        ({ kind }) => kind,
        ({ register }) => register,
        ({ epoch }) => epoch,
        ({ seq }) => seq,
        ({ subject }) => subject,
        ({ atUtcMs }) => atUtcMs,
        ({ amountMinor }) => amountMinor,
        ({ points }) => points,
      ),
      nowUtcMs,
    ],
  );
  return rows.map(({ id }) => id);
}

async function settle(
  client: Queryable,
  looked: readonly LookedAt[],
  found: readonly RaisedException[],
  nowUtcMs: number,
): Promise<string[]> {
  if (looked.length === 0) return [];
  const { rows } = await client.query<{ id: string }>(
    `UPDATE exception SET resolved_at_utc_ms = $10
     FROM unnest($1::text[], $2::uuid[], $3::integer[], $4::integer[], $11::text[])
       AS looked (kind, register, epoch, seq, subject)
     WHERE exception.register = looked.register AND exception.epoch = looked.epoch AND exception.seq = looked.seq
       AND exception.kind = looked.kind AND exception.subject = coalesce(looked.subject, exception.subject)
       AND exception.resolved_at_utc_ms IS NULL
       AND NOT EXISTS (
         SELECT FROM unnest($5::text[], $6::uuid[], $7::integer[], $8::integer[], $9::text[])
           AS found (kind, register, epoch, seq, subject)
         WHERE found.register = exception.register AND found.epoch = exception.epoch AND found.seq = exception.seq
           AND found.kind = exception.kind AND found.subject = exception.subject)
     RETURNING exception.id`,
    [
      ...placeColumns(looked),
      ...placeColumns(found),
      found.map(({ subject }) => subject),
      nowUtcMs,
      looked.map(({ subject }) => subject ?? null),
    ],
  );
  return rows.map(({ id }) => id);
}

function placeColumns(places: readonly ExceptionPlace[]): unknown[][] {
  return columnsOf(
    places,
    ({ kind }) => kind,
    ({ register }) => register,
    ({ epoch }) => epoch,
    ({ seq }) => seq,
  );
}

function keyOf({ kind, register, epoch, seq, subject }: RaisedException): string {
  return `${kind} ${register} ${epoch} ${seq} ${subject}`;
}
