import { isAnchored } from '../../db/anchor.ts';
import { comparePlaces, type JournalPlace } from '../../db/chain-state.ts';
import type { JournalRow } from '../../db/journal.ts';
import type { StoreReader } from '../../db/open-store.ts';
import type { PushAnswer } from '../protocol/push.ts';

/**
 * What an answer to a push means for this journal.
 *
 * - `known`: central has the own entries up to `acknowledged`; `anchor` is its signature over that one, null where it signed for
 *   an entry that a restore lost here.
 * - `fork`: central has another journal of this till. `at` is the last own entry that both should have, to be shown to central
 *   alone, so that people there are told too; null where central knows already.
 * - `malformed`: no central says so.
 */
export type ReadPush =
  | { readonly kind: 'known'; readonly acknowledged: JournalPlace | null; readonly anchor: string | null }
  | { readonly kind: 'fork'; readonly at: JournalPlace | null }
  | { readonly kind: 'malformed'; readonly detail: string };

/**
 * Reads what central says that it has against what is here. Only own entries are ever taken for acknowledged: a place that this
 * journal does not reach is in another one, and what lies before it here was not sent by that.
 */
export function readPush(
  { chain, journal }: StoreReader,
  sent: readonly JournalRow[],
  { status, acknowledged, anchor }: Pick<PushAnswer, 'status' | 'acknowledged' | 'anchor'>,
): ReadPush {
  if (status === 'fork') return { kind: 'fork', at: null };
  const isStored = status === 'stored';
  if (acknowledged === null) {
    return isStored ? malformed('stored, and nothing is there') : known(null, null);
  }
  const [first, last] = [sent[0]!, sent.at(-1)!];
  const lastKnown = journal.row(chain.positionOf(acknowledged));
  if (chain.isBeyond(acknowledged)) return { kind: 'fork', at: placeOf(lastKnown) };
  if (isStored && comparePlaces(acknowledged, last) < 0) return malformed('stored, and not there');
  // What is behind an entry does not follow it: central took that place for another one.
  if (!isStored && comparePlaces(acknowledged, first) >= 0) return { kind: 'fork', at: placeOf(lastKnown) };
  if (lastKnown && comparePlaces(acknowledged, lastKnown) === 0) {
    if (anchor !== null && isAnchored(journal, lastKnown, anchor)) return known(acknowledged, anchor);
    if (anchor === null || last.position === lastKnown.position) return malformed('not signed by central');
    return { kind: 'fork', at: acknowledged };
  }
  // Central has what this till sold after the backup that it was restored from. Its new epoch follows an entry from before.
  if (isStored) return known(placeOf(last), null);
  const isNext = lastKnown !== null && first.position === lastKnown.position + 1;
  return isNext ? { kind: 'fork', at: placeOf(lastKnown) } : known(placeOf(lastKnown), null);
}

function known(acknowledged: JournalPlace | null, anchor: string | null): ReadPush {
  return { kind: 'known', acknowledged, anchor };
}

function malformed(detail: string): ReadPush {
  return { kind: 'malformed', detail };
}

function placeOf(row: JournalRow | null): JournalPlace | null {
  return row && { epoch: row.epoch, seq: row.seq };
}
