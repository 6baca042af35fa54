import Database from 'better-sqlite3';
import { accessSync, constants } from 'node:fs';
import type { RegisterError } from '../domain/errors.ts';

/** A failure of opening or writing that a person can act on. Thrown inside `db`, turned into a value at its edge. */
export class StoreFailure extends Error {
  readonly error: RegisterError;

  constructor(error: RegisterError) {
    super(error.code);
    this.name = 'StoreFailure';
    this.error = error;
  }
}

/** What a thrown error means for the person at the till, or null when it is a bug and not the machine's fault. */
export function storeErrorOf(thrown: unknown, folder: string): RegisterError | null {
  if (thrown instanceof StoreFailure) return thrown.error;
  if (thrown instanceof Database.SqliteError) return sqliteErrorOf(thrown.code, thrown.message, folder);
  if (thrown instanceof Error && 'code' in thrown) return systemErrorOf(String(thrown.code), folder);
  return null;
}

function sqliteErrorOf(code: string, message: string, folder: string): RegisterError | null {
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_NOMEM') return { code: 'store-full', folder };
  if (code.startsWith('SQLITE_BUSY')) return { code: 'store-in-use' };
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
    return { code: 'store-corrupt', detail: onOneLine(message) };
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_PERM')
    return { code: 'store-read-only', folder };
  if (code.startsWith('SQLITE_CANTOPEN'))
    return folderErrorOf(folder) ?? { code: 'store-io', folder, detail: code };
  if (code.startsWith('SQLITE_IOERR')) return { code: 'store-io', folder, detail: code };
  return null;
}

/** A damaged schema is quoted by SQLite with its line breaks; what a person is told is one sentence. */
function onOneLine(message: string): string {
  return message.replaceAll(/\s+/g, ' ');
}

/** SQLite does not say why it could not open a file, so the folder is asked; null when it may be written to. */
function folderErrorOf(folder: string): RegisterError | null {
  try {
    accessSync(folder, constants.W_OK);
    return null;
  } catch (error) {
    return storeErrorOf(error, folder);
  }
}

function systemErrorOf(code: string, folder: string): RegisterError | null {
  switch (code) {
    case 'ENOSPC':
    case 'EFBIG':
    case 'EDQUOT':
      return { code: 'store-full', folder };
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return { code: 'store-read-only', folder };
    case 'EIO':
    case 'EISDIR':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'ENAMETOOLONG':
    case 'ELOOP':
    case 'EMFILE':
    case 'ENFILE':
      return { code: 'store-io', folder, detail: code };
    default:
      return null;
  }
}
