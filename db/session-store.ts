import type { Database } from 'better-sqlite3';

/** Who was at the counter when the process that sold went away. */
export interface StoredSession {
  readonly staffId: string;
  readonly signedInAtUtcMs: number;
  /** When the counter was last used for something. */
  readonly usedAtUtcMs: number;
  readonly isLocked: boolean;
}

export interface SessionReader {
  read(): StoredSession | null;
}

export interface SessionWriter {
  save(session: StoredSession): void;
  clear(): void;
}

interface SessionRow {
  readonly staff_id: string;
  readonly signed_in_at_utc: number;
  readonly used_at_utc: number;
  readonly is_locked: number;
}

export function sessionReader(db: Database): SessionReader {
  const read = db.prepare<[], SessionRow>('SELECT * FROM session');
  return {
    read() {
      const row = read.get();
      if (!row) return null;
      return {
        staffId: row.staff_id,
        signedInAtUtcMs: row.signed_in_at_utc,
        usedAtUtcMs: row.used_at_utc,
        isLocked: row.is_locked === 1,
      };
    },
  };
}

export function sessionWriter(db: Database): SessionWriter {
  const save = db.prepare(
    `INSERT OR REPLACE INTO session (only, staff_id, signed_in_at_utc, used_at_utc, is_locked) VALUES (1, ?, ?, ?, ?)`,
  );
  const clear = db.prepare('DELETE FROM session');
  return {
    save: ({ staffId, signedInAtUtcMs, usedAtUtcMs, isLocked }) =>
      void save.run(staffId, signedInAtUtcMs, usedAtUtcMs, isLocked ? 1 : 0),
    clear: () => void clear.run(),
  };
}
