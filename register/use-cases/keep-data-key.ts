import { ensureDataKey, fingerprintOf, readDataKey } from '../../db/data-key.ts';
import type { Register } from '../register.ts';

/**
 * Sees that a till which has sealed nothing yet has a key to seal with. Where members are sealed already and the key is not
 * there, none is made in its place: the old one may come back, and a new one would open nothing. Nor is one made at a till of a
 * chain, whose members are sealed under the chain's, which lies in its folder or comes from central: one of its own would seal
 * what nobody else opens.
 */
export function keepDataKey({ store }: Register): void {
  const state = store.members.keyState();
  // Nobody is sealed under the other key: the machine stopped while a chain's was put in its place.
  const isUnused = state === 'foreign' && store.members.count() === 0;
  if (state !== 'none' && !isUnused) return;
  const key = store.chain.link() ? readDataKey(store.folder) : ensureDataKey(store.folder);
  if (!key) return;
  const fingerprint = fingerprintOf(key);
  store.commit((writer) => {
    writer.members.dropKey();
    writer.members.adoptKey(fingerprint);
  });
}
