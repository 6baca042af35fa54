import { fingerprintOf, readFingerprint, writeDataKey } from '../../db/data-key.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { reloadSettings, type Register } from '../register.ts';
import { authorize, type Approval } from './authorize.ts';
import type { Joining } from './join-chain.ts';

/** Whether a till of a chain may ask to be known by another key. */
export function checkMayRenewKey(register: Register, approval: Approval = {}): Result<null> {
  if (register.identity.isTraining) return fail({ code: 'not-in-training' });
  const allowed = authorize(register, 'settings-manage', {}, approval);
  if (!allowed.ok) return allowed;
  return register.store.chain.link() ? ok(null) : fail({ code: 'chain-none' });
}

/**
 * Central knows the till by the key that it has now: it goes on with its chain from where it stood, under the same shop and till. The
 * key that members are sealed under, which a new machine may lack, is put back. The journal says of the till's key what there is
 * to say since that was made.
 */
export function renewKey(register: Register, joining: Joining, approval: Approval = {}): Result<null> {
  const may = checkMayRenewKey(register, approval);
  if (!may.ok) return may;
  const { store } = register;
  const { chainId, dataKey, url, caFile } = joining;
  if (store.chain.link()?.chainId !== chainId) return fail({ code: 'central-answer-invalid', url });
  const fingerprint = fingerprintOf(dataKey);
  const isAdopted = readFingerprint(store.db)?.equals(fingerprint) === true;
  // All members of a chain are sealed under its key: whatever else is here opens none of them.
  if (!isAdopted || store.members.keyState() !== 'ready') writeDataKey(store.folder, dataKey);
  store.commit((writer) => {
    if (!isAdopted) {
      writer.members.dropKey();
      writer.members.adoptKey(fingerprint);
    }
    writer.chain.saveState({ url, caFile, fault: null });
  });
  reloadSettings(register);
  return ok(null);
}
