import { ensureTillKey } from '../../db/till-key.ts';
import { entryContext, reloadSettings, type Register } from '../register.ts';

/**
 * Sees that the key file is there and is the one that the journal knows. Where it was lost or exchanged the journal says so
 * before anything is signed with another key: a shop must be able to close its day, and nobody to do it unseen.
 */
export function keepTillKey(register: Register): void {
  const publicKey = ensureTillKey(register.store.folder);
  if (publicKey === register.identity.publicKey) return;
  register.store.commit((writer) => {
    writer.record({ type: 'key.replaced', payload: { publicKey } }, entryContext(register));
  });
  reloadSettings(register);
}
