import Database from 'better-sqlite3';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE, openStoreReader } from '../../db/open-store.ts';
import { verifyStore, type Progress, type VerifyReport } from '../../db/verify.ts';

/** Lets another program, which knows nothing of triggers and checks, change a copy of a till, and verifies that. */
export function verifyChanged(
  till: string,
  change: (db: Database.Database) => void,
  progress?: Progress,
): VerifyReport {
  const folder = mkdtempSync(`${till}-changed-`);
  try {
    copyFileSync(join(till, DATABASE_FILE), join(folder, DATABASE_FILE));
    changeDatabase(join(folder, DATABASE_FILE), change);
    const store = openStoreReader(folder);
    try {
      return verifyStore(store, progress);
    } finally {
      store.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function changeDatabase(path: string, change: (db: Database.Database) => void): void {
  const db = new Database(path);
  try {
    db.pragma('ignore_check_constraints = ON');
    db.exec('DROP TRIGGER journal_refuses_update; DROP TRIGGER journal_refuses_delete');
    change(db);
  } finally {
    db.close();
  }
}
