import { isSignedBy } from '../seal/signature.ts';
import { entryOf, type JournalReader, type JournalRow } from './journal.ts';
import type { StoreReader } from './open-store.ts';
import { faultAt, type VerifyFault } from './verify-fault.ts';

/** Whether central signed for an entry: over its place and its hash. */
export function isAnchored(
  journal: JournalReader,
  { epoch, seq, hash }: JournalRow,
  anchor: string,
): boolean {
  const key = centralKey(journal);
  return key !== null && isSignedBy(key, `${epoch}:${seq}:${hash.toString('hex')}`, anchor);
}

/** Central's key, as the till was told it when it joined: one that has left may still send, and is still signed for. */
function centralKey(journal: JournalReader): string | null {
  const [row] = journal.latest('chain.joined', 1);
  const entry = row && entryOf(row);
  return entry?.type === 'chain.joined' ? entry.payload.centralKey : null;
}

/**
 * What central acknowledged last against the journal: it must be there, and be what central signed for. A journal that was cut
 * before it, or computed afresh with the till's own key, shows by that.
 */
export function checkAnchor({ chain, journal }: StoreReader): VerifyFault | null {
  const { acknowledged, anchor } = chain.state();
  if (!acknowledged) return null;
  const row = journal.bySeq(acknowledged.epoch, acknowledged.seq);
  if (!row) return { kind: 'anchor', ...acknowledged, detail: 'central has an entry that is missing here' };
  if (anchor === null || isAnchored(journal, row, anchor)) return null;
  return faultAt(row, 'anchor', 'central signed for another entry in this place');
}
