import type { Change, Scope } from '../../protocol/feed.ts';
import type { Queryable } from '../database.ts';

type ValueOf<S extends Scope> = NonNullable<Extract<Change, { scope: S }>['value']>;

/** One thing that registers are told of, as it is now. */
export interface Reference<S extends Scope> {
  readonly key: string;
  /** Null for all shops. */
  readonly shop: string | null;
  readonly value: ValueOf<S>;
}

interface Row {
  readonly key: string;
  readonly shop: string;
  readonly value: string;
}

/** All of a scope, or those of some keys, or of one shop, in order of their keys. What is gone is not among them. */
export async function readReferences<S extends Scope>(
  client: Queryable,
  scope: S,
  keys: readonly string[] | null = null,
  shop: string | null = null,
): Promise<Reference<S>[]> {
  const { rows } = await client.query<Row>(
    `SELECT key, shop, value FROM reference
     WHERE scope = $1 AND value IS NOT NULL AND ($2::text[] IS NULL OR key = ANY ($2))
       AND ($3::text IS NULL OR shop = $3)
     ORDER BY key, shop`,
    [scope, keys, shop],
  );
  return rows.map((row) => referenceOf<S>(row));
}

/** One of them, kept from others until the transaction ends; null where it is not there. */
export async function lockReference<S extends Scope>(
  client: Queryable,
  scope: S,
  key: string,
  shop: string | null = null,
): Promise<ValueOf<S> | null> {
  const { rows } = await client.query<Row>(
    `SELECT key, shop, value FROM reference
     WHERE scope = $1 AND key = $2 AND shop = $3 AND value IS NOT NULL FOR UPDATE`,
    [scope, key, shop ?? ''],
  );
  const [row] = rows;
  return row ? (JSON.parse(row.value) as ValueOf<S> | null) : null;
}

export function referenceOf<S extends Scope>({ key, shop, value }: Row): Reference<S> {
  return { key, shop: shop === '' ? null : shop, value: JSON.parse(value) as ValueOf<S> };
}
