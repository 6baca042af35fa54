import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RegisterError } from '../../domain/errors.ts';
import { writeOwnerFile } from '../owner-file.ts';

const NOTE_FILE = 'last-restore.json';

/** A restore that was asked for at the screen, kept beside the books because it outlives them. */
export interface RestoreNote {
  readonly file: string;
  readonly beganAtUtcMs: number;
  /** When the backup was made. */
  readonly backupAtUtcMs: number;
  /** Under which the till was to go on. */
  readonly epoch: number;
  /** `begun` until it ended; one that was killed stays so. */
  readonly outcome: { readonly state: 'begun' } | RestoreOutcome;
}

export type RestoreOutcome =
  /** Where what was there before is kept; null where it is not known by name. */
  | { readonly state: 'done'; readonly aside: string | null }
  /** Nothing was changed. */
  | { readonly state: 'failed'; readonly error: RegisterError }
  /** It was cut short before anything was changed. */
  | { readonly state: 'interrupted' };

/** How the last restore from the screen ended. */
export interface LastRestore extends RestoreNote {
  readonly outcome: RestoreOutcome;
}

export function writeRestoreNote(folder: string, note: RestoreNote): void {
  writeOwnerFile(join(folder, NOTE_FILE), JSON.stringify(note));
}

/**
 * The last restore that nobody has acknowledged, or null. `epoch` is the till's own: the swap is one rename, so it alone
 * tells whether a restore that was killed had come so far.
 */
export function readLastRestore(folder: string, epoch: number): LastRestore | null {
  const path = join(folder, NOTE_FILE);
  if (!existsSync(path)) return null;
  try {
    const note = JSON.parse(readFileSync(path, 'utf8')) as RestoreNote;
    const { outcome } = note;
    if (outcome.state !== 'begun') return { ...note, outcome };
    return {
      ...note,
      outcome: epoch >= note.epoch ? { state: 'done', aside: null } : { state: 'interrupted' },
    };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export function forgetLastRestore(folder: string): void {
  rmSync(join(folder, NOTE_FILE), { force: true });
}
