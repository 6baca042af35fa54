import type { Database } from 'better-sqlite3';
import { EMPTY_DIGEST } from '../seal/set-digest.ts';

/** The digest of a reference table that is kept row by row. */
export function readDigestOf(db: Database, name: 'article' | 'member' | 'promotion'): string {
  const digest = db.prepare<[string], string>('SELECT digest FROM reference_digest WHERE name = ?').pluck();
  return digest.get(name) ?? EMPTY_DIGEST;
}
