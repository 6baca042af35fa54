import { readDataKey, writeDataKey } from '../../db/data-key.ts';
import { lockDataKey, newRecoveryCode, openDataKey } from '../../db/recovery-code.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Register } from '../register.ts';
import { authorize, type Approval } from './authorize.ts';

/**
 * Makes a recovery code for the members' key, which is kept locked under it in the database and so in every backup from now
 * on. The code is kept nowhere: whoever asks for it writes it down. An earlier one opens only backups made before.
 */
export function makeRecoveryCode(register: Register, approval: Approval = {}): Result<string> {
  const allowed = authorize(register, 'maintain', {}, approval);
  if (!allowed.ok) return allowed;
  const { store } = register;
  const key = store.members.keyState() === 'ready' ? readDataKey(store.folder) : null;
  if (!key) return fail({ code: 'members-sealed' });
  const code = newRecoveryCode();
  const locked = lockDataKey(key, code);
  store.commit((writer) => writer.members.saveRecovery(locked));
  return ok(code);
}

/** Gives a till its members' key back. Nothing happens where it has it. */
export function enterRecoveryCode(register: Register, code: string, approval: Approval = {}): Result<null> {
  const allowed = authorize(register, 'maintain', {}, approval);
  if (!allowed.ok) return allowed;
  const { store } = register;
  if (store.members.keyState() === 'ready') return ok(null);
  const opened = openDataKey(store.db, code);
  if ('refused' in opened) return fail({ code: opened.refused });
  writeDataKey(store.folder, opened.key);
  return ok(null);
}
