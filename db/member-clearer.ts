import type { Database } from 'better-sqlite3';

/** Empties everything that knows members: rows, cards, search words, and which key sealed them. */
export function memberClearer(db: Database): () => void {
  const statements = [
    'DELETE FROM member',
    'DELETE FROM member_card',
    // What its pages held goes with them, as everything that is deleted.
    `INSERT INTO member_search (member_search) VALUES ('delete-all')`,
    'DELETE FROM sweep_pending',
    'DELETE FROM data_key',
    `DELETE FROM reference_digest WHERE name = 'member'`,
  ].map((sql) => db.prepare(sql));
  return () => {
    for (const statement of statements) statement.run();
  };
}
