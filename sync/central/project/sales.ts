import type { Queryable } from '../database.ts';
import { columnsOf } from './columns.ts';
import type { SaleFact } from './read-entry.ts';

/** A sale with the entry that tells of it. */
export interface PlacedSale {
  readonly fact: SaleFact;
  readonly register: string;
  readonly epoch: number;
  readonly seq: number;
  /** As far as the register's clock can be believed. */
  readonly atUtcMs: number;
  readonly businessDate: string;
}

/** Keeps sales; the ids of those that were new. A sale whose id another entry has is not one. */
export async function keepSales(client: Queryable, sales: readonly PlacedSale[]): Promise<Set<string>> {
  if (sales.length === 0) return new Set();
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO sale (id, register, epoch, seq, receipt_number, business_date, at_utc_ms, member, total_minor)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::integer[], $4::integer[], $5::text[], $6::text[], $7::bigint[],
       $8::uuid[], $9::bigint[])
     ON CONFLICT DO NOTHING RETURNING id`,
    columnsOf(
      sales,
      ({ fact }) => fact.saleId,
      ({ register }) => register,
      ({ epoch }) => epoch,
      ({ seq }) => seq,
      ({ fact }) => fact.receiptNumber,
      ({ businessDate }) => businessDate,
      ({ atUtcMs }) => atUtcMs,
      ({ fact }) => fact.loyalty?.memberId ?? null,
      ({ fact }) => fact.totalMinor,
    ),
  );
  return new Set(rows.map(({ id }) => id));
}
