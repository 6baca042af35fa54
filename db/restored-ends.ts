import type { JournalPlace } from './chain-state.ts';
import { cuttableTypes } from './cut-journal.ts';
import type { StoreReader } from './open-store.ts';

/** An entry that books ended with, in the backup that they were restored from. */
export interface RestoredEnd extends JournalPlace {
  readonly position: number;
  readonly hash: Buffer;
}

/**
 * Where backups ended that the books of a till of a chain were restored from, behind which nothing was done that the journal says of
 * the shop, nor that central is known to have; the last restore's first. More than one where a backup was made between a restore and what
 * central had been sent. None where a sale or anything else follows that cannot be written again at another place.
 */
export function findRestoredEnds({ chain, journal }: StoreReader): RestoredEnd[] {
  if (!chain.link()) return [];
  const acknowledged = chain.positionOf(chain.state().acknowledged);
  const ends: RestoredEnd[] = [];
  for (let position = journal.head()?.position ?? 0; position > acknowledged; position -= 1) {
    const row = journal.row(position);
    if (!row || !cuttableTypes.has(row.type)) break;
    const before = row.type === 'epoch.started' ? journal.row(position - 1) : null;
    if (before) ends.push(before);
  }
  return ends;
}
