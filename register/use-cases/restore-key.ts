import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DATA_KEY_FILE, writeDataKey } from '../../db/data-key.ts';
import type { Store } from '../../db/open-store.ts';
import { openDataKey } from '../../db/recovery-code.ts';
import { fail, ok, type Result } from '../../domain/result.ts';

/** How a restore comes by the key of a backup's members where the machine does not have it. */
export interface RestoreKey {
  readonly recoveryCode?: string | undefined;
  /** Leave them sealed: sales and everything else come back, and a code may still be entered later. */
  readonly isWithoutMemberData?: boolean | undefined;
}

/**
 * The key that goes into the folder with restored books: null where the folder's own opens them, where they have no members,
 * or where these are to stay sealed.
 */
export function keyForRestore(
  staged: Store,
  { recoveryCode, isWithoutMemberData }: RestoreKey,
): Result<Buffer | null> {
  const state = staged.members.keyState();
  if (state === 'none' || state === 'ready') return ok(null);
  if (staged.members.count() === 0) {
    staged.commit((writer) => writer.members.dropKey());
    return ok(null);
  }
  if (recoveryCode !== undefined) {
    const opened = openDataKey(staged.db, recoveryCode);
    return 'refused' in opened ? fail({ code: opened.refused }) : ok(opened.key);
  }
  return isWithoutMemberData === true ? ok(null) : fail({ code: 'recovery-code-needed' });
}

/** Puts the key of restored members in place. The key of whoever was there before is kept with their books. */
export function placeRestoredKey(folder: string, key: Buffer, aside: string): void {
  const current = join(folder, DATA_KEY_FILE);
  if (existsSync(current)) {
    mkdirSync(aside, { recursive: true, mode: 0o700 });
    cpSync(current, join(aside, DATA_KEY_FILE));
  }
  writeDataKey(folder, key);
}
