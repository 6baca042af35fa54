import { fail, ok, type Result } from '../../domain/result.ts';
import type { JournalRow } from '../../db/journal.ts';
import { PUSH_BYTES_MAX, PUSH_ENTRIES_MAX } from '../protocol/limits.ts';
import { pushAnswer, type JournalPlace, type PushAnswer, type WireEntry } from '../protocol/push.ts';
import type { CentralFault } from './central-fault.ts';
import type { Central } from './central.ts';
import { readPush, type ReadPush } from './push-answer.ts';
import type { TillPort } from './till-port.ts';

/** Why a batch did not get there. `fork`: a person at central must look. `disk`: what central said cannot be kept here. */
export type PushFault = CentralFault | { readonly kind: 'fork' } | { readonly kind: 'disk' };

export interface Pusher {
  /** Sends one batch. `true` where more may be left. */
  step(): Promise<Result<boolean, PushFault>>;
}

/**
 * Sends the journal, one batch after the other, each once the one before it is acknowledged. What central has is asked of
 * central, and kept in the same commit that it is learned in: a till that dies sends a batch again, and central knows it.
 */
export function createPusher(till: TillPort, central: Central): Pusher {
  let entriesMax = PUSH_ENTRIES_MAX;
  /** The own entry that is to be shown to central alone, because it seems to have another history of this till. */
  let shown: JournalPlace | null = null;

  function readBatch() {
    return till.read(({ chain, journal }) => {
      const { acknowledged } = chain.state();
      // What was acknowledged beyond the journal's end says nothing of what lies before it: central is asked again.
      const isBeyond = acknowledged !== null && chain.isBeyond(acknowledged);
      const alone = shown ?? (isBeyond ? journal.head() : null);
      const batch = alone
        ? chain.entriesAfter({ epoch: alone.epoch, seq: alone.seq - 1 }, 1, PUSH_BYTES_MAX)
        : chain.entriesAfter(acknowledged, entriesMax, PUSH_BYTES_MAX);
      if (batch.rows.length === 0) return null;
      return { ...batch, acknowledged, isShown: alone !== null, waiting: chain.waiting() };
    });
  }

  /** Less at once may get through, or is all that central takes; an entry alone is tried again as it is. */
  function shrink(fault: CentralFault): void {
    const isTooMuch =
      (fault.kind === 'unreachable' && fault.isSlow) ||
      (fault.kind === 'refused' && (fault.code === 'too-large' || fault.code === 'malformed'));
    if (isTooMuch) entriesMax = Math.max(1, Math.floor(entriesMax / 2));
  }

  /** Reads an answer, and keeps what central has of this journal. */
  function keep(answer: PushAnswer, sent: readonly JournalRow[]): Result<ReadPush> {
    return till.commit(({ store, writer }) => {
      const read = readPush(store, sent, answer);
      if (read.kind === 'known') {
        const { acknowledged, anchor } = read;
        const contactedAtUtcMs = till.nowUtcMs();
        writer.chain.saveState({
          acknowledged,
          anchor,
          contactedAtUtcMs,
          outageSinceUtcMs: null,
          fault: null,
        });
      }
      return read;
    });
  }

  return {
    async step() {
      const read = readBatch();
      if (!read.ok) return fail({ kind: 'disk' });
      const batch = read.value;
      if (!batch) return ok(false);
      const answered = await central.ask({
        method: 'POST',
        target: '/v1/push',
        body: {
          entries: batch.rows.map(wireEntryOf),
          salts: batch.salts,
          waiting: {
            entries: Math.max(0, batch.waiting.entries - batch.rows.length),
            oldestAtUtcMs:
              batch.waiting.oldestAtUtcMs === null ? null : Math.max(0, batch.waiting.oldestAtUtcMs),
          },
          sentAtUtcMs: till.nowUtcMs(),
        },
        answer: pushAnswer,
        isIndivisible: batch.rows.length === 1,
      });
      if (!answered.ok) {
        shrink(answered.error);
        return answered;
      }
      const kept = keep(answered.value, batch.rows);
      if (!kept.ok) return fail({ kind: 'disk' });
      const { value: known } = kept;
      if (known.kind === 'malformed') return malformed(known.detail);
      shown = known.kind === 'fork' ? (known.at ?? shown) : null;
      if (known.kind === 'fork') return fail({ kind: 'fork' });
      // Central that wants what it was just sent would be asked for ever.
      if (!batch.isShown && isSamePlace(known.acknowledged, batch.acknowledged)) {
        return malformed('a push that led nowhere');
      }
      if (answered.value.status === 'stored') entriesMax = Math.min(PUSH_ENTRIES_MAX, entriesMax * 2);
      return ok(true);
    },
  };
}

function malformed(detail: string): Result<never, PushFault> {
  return fail({ kind: 'malformed', detail, isTooLong: false });
}

function isSamePlace(a: JournalPlace | null, b: JournalPlace | null): boolean {
  return a?.epoch === b?.epoch && a?.seq === b?.seq;
}

/** An entry as it lies in the journal, in the words of the wire. */
export function wireEntryOf(row: JournalRow): WireEntry {
  return {
    epoch: row.epoch,
    seq: row.seq,
    id: row.id,
    type: row.type,
    schema: row.schema,
    atUtcMs: row.at_utc,
    utcOffsetMinutes: row.utc_offset,
    businessDate: row.business_date,
    shift: row.shift,
    actor: row.actor,
    payload: row.payload,
    prevHash: row.prev_hash.toString('hex'),
    hash: row.hash.toString('hex'),
  };
}
