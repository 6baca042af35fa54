import type { PoolClient } from 'pg';
import type { Queryable } from '../database.ts';
import { columnsOf } from './columns.ts';
import { READ_TYPES, type RawEntry } from './read-entry.ts';

/** Registers of one transaction: enough that few of them wait for another turn, few enough that other workers find some. */
const REGISTERS_MAX = 64;
/** The least that a register's turn is worth. */
const TURN_ENTRIES_MIN = 20;

/** A register with entries that are in no account yet; its row of `applied` is locked. */
export interface RegisterWork {
  readonly register: string;
  readonly shop: string;
  /** Shop and till as people know them. */
  readonly till: string;
  readonly zone: string;
  readonly enrolledAtUtcMs: number;
  readonly epoch: number;
  readonly seq: number;
  readonly believedAtUtcMs: number;
  /** In order. */
  readonly entries: readonly RawEntry[];
}

/** Takes registers that no other worker has, or the one that is named, with about so many of their entries. */
export async function takeWork(
  client: PoolClient,
  entriesMax: number,
  onlyRegister: string | null,
): Promise<RegisterWork[]> {
  const { rows: registers } = await client.query<Omit<RegisterWork, 'entries'>>(
    `SELECT applied.register, register.shop, register.shop || '-' || register.till_code AS till, shop.zone,
       register.enrolled_at_utc_ms AS "enrolledAtUtcMs", applied.epoch, applied.seq,
       applied.believed_at_utc_ms AS "believedAtUtcMs"
     FROM applied JOIN register ON register.id = applied.register JOIN shop ON shop.code = register.shop
     WHERE register.epoch IS NOT NULL AND (register.epoch, register.seq) > (applied.epoch, applied.seq)
       AND ($2::uuid IS NULL OR applied.register = $2)
     LIMIT $1 FOR UPDATE OF applied SKIP LOCKED`,
    [REGISTERS_MAX, onlyRegister],
  );
  if (registers.length === 0) return [];
  const share = Math.floor(entriesMax / registers.length);
  const turn = onlyRegister === null ? Math.max(TURN_ENTRIES_MIN, share) : entriesMax;
  const entries = await readEntries(client, registers, turn);
  return registers.map((register) => ({ ...register, entries: entries.get(register.register) ?? [] }));
}

async function readEntries(
  client: Queryable,
  registers: readonly Omit<RegisterWork, 'entries'>[],
  turn: number,
): Promise<ReadonlyMap<string, RawEntry[]>> {
  const { rows } = await client.query<RawEntry>(
    `SELECT next.* FROM unnest($1::uuid[], $2::integer[], $3::integer[]) AS place (register, epoch, seq)
     CROSS JOIN LATERAL (
       SELECT register, epoch, seq, type, schema, at_utc_ms AS "atUtcMs", business_date AS "businessDate",
         CASE WHEN type = ANY ($5) THEN payload END AS payload, received_at_utc_ms AS "receivedAtUtcMs"
       FROM entry WHERE entry.register = place.register AND (entry.epoch, entry.seq) > (place.epoch, place.seq)
       ORDER BY entry.epoch, entry.seq LIMIT $4) AS next`,
    [
      ...columnsOf(
        registers,
        ({ register }) => register,
        ({ epoch }) => epoch,
        ({ seq }) => seq,
      ),
      turn,
      READ_TYPES,
    ],
  );
  return Map.groupBy(rows, ({ register }) => register);
}
