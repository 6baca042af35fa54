import { fail, ok, type Result } from '../../domain/result.ts';
import type { JournalRow } from '../../db/journal.ts';
import { PUSH_BYTES_MAX, PUSH_ENTRIES_MAX } from '../protocol/limits.ts';
import { pushAnswer, type JournalPlace, type PushAnswer, type WireEntry } from '../protocol/push.ts';
import type { CentralFault } from './central-fault.ts';
import type { Central } from './central.ts';
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

  function readBatch() {
    return till.read(({ chain }) => {
      const { acknowledged } = chain.state();
      const batch = chain.entriesAfter(acknowledged, entriesMax, PUSH_BYTES_MAX);
      return batch.rows.length === 0 ? null : { ...batch, acknowledged, waiting: chain.waiting() };
    });
  }

  /** Less at once may get through, or is all that central takes; an entry alone is tried again as it is. */
  function shrink(fault: CentralFault): void {
    const isTooMuch =
      (fault.kind === 'unreachable' && fault.isSlow) ||
      (fault.kind === 'refused' && (fault.code === 'too-large' || fault.code === 'malformed'));
    if (isTooMuch) entriesMax = Math.max(1, Math.floor(entriesMax / 2));
  }

  /** Keeps what central has. Answers whether that took the till any further. */
  function keep(
    { acknowledged, anchor }: PushAnswer,
    before: JournalPlace | null,
  ): Result<boolean, PushFault> {
    const kept = till.commit(({ writer }) => {
      writer.chain.saveState({
        acknowledged,
        anchor,
        contactedAtUtcMs: till.nowUtcMs(),
        outageSinceUtcMs: null,
        fault: null,
      });
    });
    return kept.ok ? ok(!isSamePlace(acknowledged, before)) : fail({ kind: 'disk' });
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
      const answer = answered.value;
      if (answer.status === 'fork') return fail({ kind: 'fork' });
      const kept = keep(answer, batch.acknowledged);
      if (!kept.ok) return kept;
      // Central that wants what it was just sent would be asked for ever.
      if (!kept.value) {
        return fail({ kind: 'malformed', detail: 'a push that led nowhere', isTooLong: false });
      }
      if (answer.status === 'stored') entriesMax = Math.min(PUSH_ENTRIES_MAX, entriesMax * 2);
      return ok(true);
    },
  };
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
