import type { Database } from 'better-sqlite3';
import { chainStateReader } from './chain-state.ts';
import { bytesOfId, idOfBytes } from './member-row.ts';

/** Kinds of reference data that central sends whole, by the names that the wire has for them. */
export const keyedScopes = [
  'article',
  'promotion',
  'member',
  'account',
  'coupon',
  'rule-use',
  'exception',
] as const;
export type KeyedScope = (typeof keyedScopes)[number];

/** A part of a kind, in the order of its keys: after one, up to and with another. Null: from the first, to the last. */
export interface KeyRange {
  readonly after: string | null;
  readonly upTo: string | null;
}

interface Keys {
  readonly table: string;
  /** Under an index, so that a part is found without reading the rest. */
  readonly key: string;
  /** The key is the 16 bytes of an id. */
  readonly isId?: true;
  readonly only?: string;
}

const keysOf: Readonly<Record<KeyedScope, Keys>> = {
  article: { table: 'article', key: 'code' },
  promotion: { table: 'promotion', key: 'id' },
  member: {
    table: 'member',
    key: 'id',
    isId: true,
    // Who was registered or changed here since central's figures: central may not know them yet.
    only: `id NOT IN (
      SELECT unhex(json_extract(payload, '$.memberId'), '-') FROM journal
      WHERE type IN ('member.registered', 'member.changed') AND position > @appliedPosition)`,
  },
  account: { table: 'central_account', key: 'member_id', isId: true },
  coupon: { table: 'central_coupon', key: 'id' },
  'rule-use': { table: 'central_rule_use', key: `rule_id || '|' || member_id || '|' || business_date` },
  exception: { table: 'central_exception', key: 'id' },
};

/** The first keys of a part, at most so many, in the order of their bytes. Where keys are ids, so are the ends of the part. */
export function readReferenceKeys(
  db: Database,
  scope: KeyedScope,
  { after, upTo }: KeyRange,
  limit: number,
): string[] {
  const { table, key, isId, only } = keysOf[scope];
  const bound = (end: string) => (isId ? bytesOfId(end) : end);
  const conditions = [
    ...(after === null ? [] : [`${key} > @after`]),
    ...(upTo === null ? [] : [`${key} <= @upTo`]),
    ...(only === undefined ? [] : [only]),
  ];
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const keys = db
    .prepare<unknown[], string | Buffer>(`SELECT ${key} FROM ${table} ${where} ORDER BY ${key} LIMIT @limit`)
    .pluck();
  const found = keys.all({
    limit,
    ...(after !== null && { after: bound(after) }),
    ...(upTo !== null && { upTo: bound(upTo) }),
    ...(only !== undefined && { appliedPosition: chainStateReader(db).appliedEntry() }),
  });
  return found.map((each) => (typeof each === 'string' ? each : idOfBytes(each)));
}
