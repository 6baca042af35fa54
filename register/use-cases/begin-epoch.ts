import { v7 as uuidv7 } from 'uuid';
import type { EntryContext } from '../../db/journal.ts';
import type { Store, StoreWriter } from '../../db/open-store.ts';
import { ensureTillKey } from '../../db/till-key.ts';
import { businessDateAt, utcOffsetMinutesAt } from '../../domain/business-date.ts';
import { SYSTEM_ACTOR, type Clock } from '../register.ts';

/** The columns of the entries that restored books go on with, which the till itself makes. */
export function restoredContext({ till, shifts }: Store, clock: Clock): () => EntryContext {
  const { shop } = till.settings();
  const atUtcMs = clock.nowUtcMs();
  const zone = shop?.zone ?? 'UTC';
  const openShift = shifts.open();
  return () => ({
    id: uuidv7(),
    atUtcMs,
    utcOffsetMinutes: utcOffsetMinutesAt(atUtcMs, zone),
    businessDate: openShift?.businessDate ?? businessDateAt(atUtcMs, zone, shop?.cutOverMinutes ?? 0),
    shift: openShift?.number ?? 0,
    actor: SYSTEM_ACTOR,
  });
}

interface NewEpoch {
  readonly epoch: number;
  /** Entries of central's were appended, which say how the reference data was then. */
  readonly hasTail: boolean;
}

/** Has restored books go on under a new epoch, with the key of the folder that they are for. */
export function beginEpoch(
  { folder, journal, ...store }: Store,
  writer: StoreWriter,
  { epoch, hasTail }: NewEpoch,
  context: () => EntryContext,
): void {
  const { seq, hash } = journal.head()!;
  const payload = {
    epoch,
    reason: 'restore',
    publicKey: ensureTillKey(folder),
    restoredHeadSeq: seq,
    restoredHeadHash: hash.toString('hex'),
  } as const;
  writer.record({ type: 'epoch.started', payload }, context());
  if (hasTail) recordReferences(store, writer, context);
}

/** Entries that were fetched say how the reference data was then; here it is as it was at the backup, until central sends it. */
function recordReferences(
  { catalogue, members, promotions, chain }: Pick<Store, 'catalogue' | 'members' | 'promotions' | 'chain'>,
  writer: StoreWriter,
  context: () => EntryContext,
): void {
  const cursor = chain.state().cursor ?? '';
  const record = (type: 'catalogue.pulled' | 'members.pulled' | 'promotions.pulled', digest: string) =>
    writer.record({ type, payload: { cursor, changedCount: 0, removedCount: 0, digest } }, context());
  record('catalogue.pulled', catalogue.storedDigest());
  record('members.pulled', members.storedDigest());
  record('promotions.pulled', promotions.storedDigest());
}
