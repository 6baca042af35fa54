import type { Database } from 'better-sqlite3';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreFailure } from './store-error.ts';

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** Every migration, in order; versions are gapless from 1 so that a forgotten file shows. */
export function readMigrations(folder = join(import.meta.dirname, 'migrations')): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  return names.map((name, index) => {
    const version = Number.parseInt(name, 10);
    if (version !== index + 1) throw new Error(`migration ${name} is out of order`);
    return { version, name, sql: readFileSync(join(folder, name), 'utf8') };
  });
}

export function schemaVersion(db: Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

/**
 * Brings a database up to date, each migration in a transaction of its own. `beforeFirst` runs once when an existing
 * database is about to change, to take a backup. A database newer than this program is refused untouched.
 */
export function migrate(db: Database, migrations: readonly Migration[], beforeFirst: () => void): void {
  const version = schemaVersion(db);
  const known = migrations.length;
  if (version > known) throw new StoreFailure({ code: 'store-newer', version, known });
  const pending = migrations.slice(version);
  if (pending.length > 0 && version > 0) beforeFirst();
  for (const migration of pending) {
    db.transaction(() => {
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.version}`);
    }).immediate();
  }
}
