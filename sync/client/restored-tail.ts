import { existsSync, readFileSync } from 'node:fs';
import { comparePlaces } from '../../db/chain-state.ts';
import { appendTail, type TailRow } from '../../db/journal-tail.ts';
import type { Store, StoreReader } from '../../db/open-store.ts';
import { signWithTillKey } from '../../db/till-key.ts';
import { ok, type Result } from '../../domain/result.ts';
import { PUSH_BYTES_MAX, PUSH_ENTRIES_MAX } from '../protocol/limits.ts';
import { journalAnswer, pushAnswer, type JournalPlace, type WireEntry } from '../protocol/push.ts';
import type { CentralFault } from './central-fault.ts';
import { openCentral, type Central } from './central.ts';
import { wireEntryOf } from './push.ts';
import { openTransport, parseCentralUrl } from './transport.ts';

/** What became of the entries that were made after a backup. */
export interface RestoredTail {
  /** Of the books that are replaced: sent to central before they are. */
  readonly sentCount: number;
  /** Of what central had: in the restored books again. */
  readonly fetchedCount: number;
  /** Why it was not all of it; null where it was. */
  readonly fault: CentralFault['kind'] | 'broken' | null;
}

const NOTHING: RestoredTail = { sentCount: 0, fetchedCount: 0, fault: null };
const TAIL_BYTES_MAX = 4_194_304;
/** What is held in memory at once: some months of a busy till. */
const TAIL_ENTRIES_MAX = 50_000;
/** Somebody waits for the restore. */
const PROGRESS_TIMEOUT_MS = 5_000;

/**
 * Completes restored books of a till that belongs to a chain, before their new epoch begins: what the books that are replaced have and
 * central does not is sent, and what central has of this till and the backup does not is fetched. Where central is not reached,
 * the backup goes on as it is; what central has stands there, and the replaced books are kept aside.
 */
export async function completeFromCentral(
  restored: Store,
  replaced: StoreReader | null,
): Promise<RestoredTail> {
  const identity = restored.till.identity();
  const { url, caFile } = restored.chain.state();
  if (!restored.chain.link() || !identity || url === null) return NOTHING;
  const { registerId } = identity;
  const central = openFor({ folder: restored.folder, registerId, url, caFile });
  if (!central) return { ...NOTHING, fault: 'certificate' };
  try {
    const isSame = replaced?.till.identity()?.registerId === registerId && replaced.chain.link() !== null;
    const sent = isSame ? await sendTail(central, replaced) : ok(0);
    if (!sent.ok) return { ...NOTHING, fault: sent.error.kind };
    return { sentCount: sent.value, ...(await fetchTail(central, restored, registerId)) };
  } finally {
    central.close();
  }
}

/** Null where the address is none, or what central is trusted by is not there, as on a new machine. */
function openFor({
  folder,
  registerId,
  url: address,
  caFile,
}: {
  readonly folder: string;
  readonly registerId: string;
  readonly url: string;
  readonly caFile: string | null;
}): Central | null {
  const url = parseCentralUrl(address);
  if (!url || (caFile !== null && !existsSync(caFile))) return null;
  const ca = caFile === null ? null : readFileSync(caFile, 'utf8');
  const transport = openTransport({ url, ca, progressTimeoutMs: PROGRESS_TIMEOUT_MS });
  return openCentral(transport, { registerId, sign: (text) => signWithTillKey(folder, text) });
}

/** What central has of a till's journal behind a place, oldest first, and whether there is more than is read at once. */
export async function readTail(
  central: Central,
  registerId: string,
  place: JournalPlace,
): Promise<Result<{ readonly rows: TailRow[]; readonly isMore: boolean }, CentralFault>> {
  const rows: TailRow[] = [];
  for (;;) {
    const answered = await askTail(central, rows.at(-1) ?? place);
    if (!answered.ok) return answered;
    const { entries, isMore } = answered.value;
    rows.push(...entries.map((entry) => rowOf(entry, registerId)));
    const isLast = !isMore || entries.length === 0;
    if (isLast || rows.length >= TAIL_ENTRIES_MAX) return ok({ rows, isMore: !isLast });
  }
}

/** Sends what central does not have, without noting it: these books are about to be replaced. */
async function sendTail(central: Central, store: StoreReader): Promise<Result<number, CentralFault>> {
  let { acknowledged } = store.chain.state();
  let sentCount = 0;
  for (;;) {
    const { rows, salts } = store.chain.entriesAfter(acknowledged, PUSH_ENTRIES_MAX, PUSH_BYTES_MAX);
    if (rows.length === 0) return ok(sentCount);
    const answered = await central.ask({
      method: 'POST',
      target: '/v1/push',
      body: {
        entries: rows.map(wireEntryOf),
        salts,
        waiting: { entries: 0, oldestAtUtcMs: null },
        sentAtUtcMs: Date.now(),
      },
      answer: pushAnswer,
    });
    if (!answered.ok) return answered;
    const { status, acknowledged: known } = answered.value;
    // What cannot be sent is kept aside with these books.
    if (status === 'fork' || known === null) return ok(sentCount);
    if (status === 'stored') {
      sentCount += rows.length;
      // Central may be further on by now than these books are: what they have after this was not sent by that.
      const { epoch, seq } = rows.at(-1)!;
      acknowledged = { epoch, seq };
      continue;
    }
    if (comparePlaces(known, rows[0]!) >= 0) return ok(sentCount);
    if (acknowledged && comparePlaces(known, acknowledged) === 0) return ok(sentCount);
    acknowledged = known;
  }
}

async function fetchTail(
  central: Central,
  store: Store,
  registerId: string,
): Promise<Pick<RestoredTail, 'fetchedCount' | 'fault'>> {
  let fetchedCount = 0;
  for (;;) {
    const head = store.journal.head();
    if (!head) return { fetchedCount, fault: 'broken' };
    const answered = await askTail(central, head);
    if (!answered.ok) return { fetchedCount, fault: answered.error.kind };
    const { entries, isMore } = answered.value;
    if (entries.length === 0) return { fetchedCount, fault: null };
    if (
      !appendTail(
        store,
        entries.map((entry) => rowOf(entry, registerId)),
      )
    ) {
      return { fetchedCount, fault: 'broken' };
    }
    fetchedCount += entries.length;
    if (!isMore) return { fetchedCount, fault: null };
  }
}

function askTail(central: Central, { epoch, seq }: JournalPlace) {
  return central.ask({
    method: 'GET',
    target: `/v1/journal?epoch=${epoch}&after=${seq}`,
    answer: journalAnswer,
    answerBytesMax: TAIL_BYTES_MAX,
  });
}

function rowOf(entry: WireEntry, register: string): TailRow {
  return {
    register,
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
    hash: Buffer.from(entry.hash, 'hex'),
  };
}
