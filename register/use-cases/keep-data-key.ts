import { ensureDataKey, fingerprintOf } from '../../db/data-key.ts';
import type { Register } from '../register.ts';

/**
 * Sees that a till which has sealed nothing yet has a key to seal with. Where members are sealed already and the key is not
 * there, none is made in its place: the old one may come back, and a new one would open nothing.
 */
export function keepDataKey({ store }: Register): void {
  if (store.members.keyState() !== 'none') return;
  const fingerprint = fingerprintOf(ensureDataKey(store.folder));
  store.commit((writer) => writer.members.adoptKey(fingerprint));
}
