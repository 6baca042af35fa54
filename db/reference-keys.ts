import type { Database } from 'better-sqlite3';
import { idOfBytes } from './member-row.ts';

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

const columns: Readonly<Record<KeyedScope, string>> = {
  article: 'SELECT code FROM article',
  promotion: 'SELECT id FROM promotion',
  // Who was registered or changed here since central's figures: central may not know them yet.
  member: `SELECT id FROM member WHERE id NOT IN (
    SELECT unhex(json_extract(payload, '$.memberId'), '-') FROM journal
    WHERE type IN ('member.registered', 'member.changed') AND position > @appliedPosition)`,
  account: 'SELECT member_id FROM central_account',
  coupon: 'SELECT id FROM central_coupon',
  'rule-use': `SELECT rule_id || '|' || member_id || '|' || business_date FROM central_rule_use`,
  exception: 'SELECT id FROM central_exception',
};

/** What there is of a kind, by the keys that the wire has for it. */
export function readReferenceKeys(db: Database, scope: KeyedScope, appliedPosition: number): string[] {
  const keys = db.prepare<unknown[], string | Buffer>(columns[scope]).pluck();
  const found = scope === 'member' ? keys.all({ appliedPosition }) : keys.all();
  return found.map((key) => (typeof key === 'string' ? key : idOfBytes(key)));
}
