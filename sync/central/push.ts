import type { PoolClient } from 'pg';
import { ok, type Result } from '../../domain/result.ts';
import { GENESIS_HASH, hashEntry } from '../../seal/entry-hash.ts';
import type { JournalPlace, PushAnswer, PushRequest, WireEntry } from '../protocol/push.ts';
import type { Central, CentralFault } from './central.ts';
import { sqlState, withTransaction } from './database.ts';
import { findKnown, hasHash, storeEntries, storeSalts, type StoredHead } from './entries.ts';
import { tellOfClock } from './push-clock.ts';
import { quarantine } from './quarantine.ts';
import type { KnownRegister, RegisterState } from './registers.ts';

const UNIQUE_VIOLATION = '23505';
/** Entries are acknowledged when they are on the disk, whatever the server is set to. A stronger setting than `on` stays. */
const BEGIN_DURABLY = `BEGIN; SELECT set_config('synchronous_commit', 'on', true)
  WHERE current_setting('synchronous_commit') IN ('off', 'local')`;

/**
 * Stores entries of a register's journal, each once for ever, in order and without a gap. Whoever answers after the commit
 * may say that they are durable.
 */
export async function push(
  central: Central,
  register: KnownRegister,
  request: PushRequest,
): Promise<Result<PushAnswer, CentralFault>> {
  const { entries } = request;
  try {
    const outcome = await withTransaction(
      central.pool,
      (client) => pushLocked(central, client, register.id, request),
      BEGIN_DURABLY,
    );
    return ok(answerOf(central, outcome));
  } catch (error) {
    // An entry's own id is there already, under another place.
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
    const outcome = await withTransaction(central.pool, async (client) => {
      const head = await lockHead(client, register.id);
      return fork(central, client, register.id, head, entries, placeOf(entries[0]!));
    });
    return ok(answerOf(central, outcome));
  }
}

interface Outcome {
  readonly status: PushAnswer['status'];
  readonly head: StoredHead | null;
  readonly next: JournalPlace | null;
  readonly duplicates: number;
}

async function pushLocked(
  central: Central,
  client: PoolClient,
  registerId: string,
  request: PushRequest,
): Promise<Outcome> {
  const { entries } = request;
  const { head, state, clockAheadMs } = await lockRegister(client, registerId);
  if (state === 'forked') return { status: 'fork', head, next: nextPlace(head), duplicates: 0 };
  const broken = entries.findIndex((entry, index) => !isWhole(registerId, entry, entries[index - 1]));
  if (broken !== -1) return fork(central, client, registerId, head, entries, placeOf(entries[broken]!));
  const isOld = (entry: WireEntry) => head !== null && comparePlaces(entry, head) <= 0;
  const old = entries.filter(isOld);
  const known = old.length === 0 ? [] : await findKnown(client, registerId, old);
  for (const entry of old) {
    const hash = known.find((each) => each.epoch === entry.epoch && each.seq === entry.seq)?.hash;
    // None is stored where an epoch has ended before that place: the till was restored, and its old books are sold with again.
    if (hash !== entry.hash) return fork(central, client, registerId, head, entries, placeOf(entry));
  }
  const fresh = entries.slice(old.length);
  const [first] = fresh;
  if (first !== undefined) {
    const follows = await doesFollow(client, registerId, first, head);
    if (follows === 'hole') return { status: 'expected', head, next: nextPlace(head), duplicates: 0 };
    if (follows === 'fork') return fork(central, client, registerId, head, entries, placeOf(first));
  }
  const nowUtcMs = central.nowUtcMs();
  await storeEntries(client, registerId, fresh, nowUtcMs);
  await storeSalts(client, request.salts);
  const last = fresh.at(-1);
  const newHead = last === undefined ? head : { epoch: last.epoch, seq: last.seq, hash: last.hash };
  await saveHead(client, registerId, newHead, fresh.length, request, nowUtcMs);
  if (newHead !== null && state === 'active') {
    const clock = { beforeMs: clockAheadMs, sentAtUtcMs: request.sentAtUtcMs, nowUtcMs };
    await tellOfClock(client, registerId, newHead, clock);
  }
  return { status: 'stored', head: newHead, next: null, duplicates: old.length };
}

/** Whether its hash is over what it says, and it follows the one before it in the same push. */
function isWhole(registerId: string, entry: WireEntry, before: WireEntry | undefined): boolean {
  if (before !== undefined) {
    const isNext = entry.epoch === before.epoch && entry.seq === before.seq + 1;
    const isNewEpoch = entry.epoch > before.epoch && entry.seq === 1;
    if (!(isNext || isNewEpoch) || entry.prevHash !== before.hash) return false;
  }
  const hash = hashEntry({
    register: registerId,
    epoch: entry.epoch,
    seq: entry.seq,
    id: entry.id,
    type: entry.type,
    schema: entry.schema,
    at_utc: entry.atUtcMs,
    utc_offset: entry.utcOffsetMinutes,
    business_date: entry.businessDate,
    shift: entry.shift,
    actor: entry.actor,
    payload: entry.payload,
    prev_hash: Buffer.from(entry.prevHash, 'hex'),
  });
  return hash.toString('hex') === entry.hash;
}

/**
 * How an entry that is new stands to what is stored: a new epoch goes on from whatever the backup ended with that the till was
 * restored from, so from any entry that is here.
 */
async function doesFollow(
  client: PoolClient,
  registerId: string,
  first: WireEntry,
  head: StoredHead | null,
): Promise<'follows' | 'hole' | 'fork'> {
  if (head === null) {
    if (first.seq !== 1) return 'hole';
    return first.prevHash === GENESIS_HASH.toString('hex') ? 'follows' : 'fork';
  }
  if (first.epoch === head.epoch) {
    if (first.seq !== head.seq + 1) return 'hole';
    return first.prevHash === head.hash ? 'follows' : 'fork';
  }
  if (first.seq !== 1) return 'hole';
  const isKnown = first.prevHash === head.hash || (await hasHash(client, registerId, first.prevHash));
  return isKnown ? 'follows' : 'hole';
}

async function fork(
  central: Central,
  client: PoolClient,
  registerId: string,
  head: StoredHead | null,
  entries: readonly WireEntry[],
  at: JournalPlace,
): Promise<Outcome> {
  await quarantine(client, registerId, entries, at, central.nowUtcMs());
  return { status: 'fork', head, next: nextPlace(head), duplicates: 0 };
}

interface LockedRegister {
  readonly head: StoredHead | null;
  readonly state: RegisterState;
  /** As the push before said it. */
  readonly clockAheadMs: number | null;
}

async function lockRegister(client: PoolClient, registerId: string): Promise<LockedRegister> {
  const { rows } = await client.query<StoredHead & Omit<LockedRegister, 'head'>>(
    `SELECT epoch, seq, encode(hash, 'hex') AS hash, state, clock_ahead_ms AS "clockAheadMs" FROM register
     WHERE id = $1 FOR NO KEY UPDATE`,
    [registerId],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`register ${registerId} is gone`);
  const { epoch, seq, hash, state, clockAheadMs } = row;
  return { head: epoch === null ? null : { epoch, seq, hash }, state, clockAheadMs };
}

async function lockHead(client: PoolClient, registerId: string): Promise<StoredHead | null> {
  return (await lockRegister(client, registerId)).head;
}

async function saveHead(
  client: PoolClient,
  registerId: string,
  head: StoredHead | null,
  added: number,
  { waiting, sentAtUtcMs }: PushRequest,
  nowUtcMs: number,
): Promise<void> {
  await client.query(
    `UPDATE register SET epoch = $2, seq = $3, hash = decode($4, 'hex'), entry_count = entry_count + $5,
       waiting_entries = $6, waiting_oldest_at_utc_ms = $7, clock_ahead_ms = $8, contacted_at_utc_ms = $9 WHERE id = $1`,
    [
      registerId,
      head?.epoch ?? null,
      head?.seq ?? null,
      head?.hash ?? null,
      added,
      waiting.entries,
      waiting.oldestAtUtcMs,
      sentAtUtcMs - nowUtcMs,
      nowUtcMs,
    ],
  );
}

function answerOf(central: Central, { status, head, next, duplicates }: Outcome): PushAnswer {
  return {
    status,
    acknowledged: head && { epoch: head.epoch, seq: head.seq },
    anchor: head && central.keys.sign(`${head.epoch}:${head.seq}:${head.hash}`),
    next,
    duplicates,
    centralUtcMs: central.nowUtcMs(),
  };
}

function nextPlace(head: StoredHead | null): JournalPlace {
  return head === null ? { epoch: 1, seq: 1 } : { epoch: head.epoch, seq: head.seq + 1 };
}

function placeOf({ epoch, seq }: JournalPlace): JournalPlace {
  return { epoch, seq };
}

function comparePlaces(a: JournalPlace, b: JournalPlace): number {
  return a.epoch - b.epoch || a.seq - b.seq;
}
