import { sumSalesBetween } from '../../db/chain-day.ts';
import type { JournalRow } from '../../db/journal.ts';
import type { StoreReader } from '../../db/open-store.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { dayAnswer, type DayAnswer, type DayRequest } from '../protocol/hold.ts';
import type { CentralFault } from './central-fault.ts';
import type { Central } from './central.ts';
import type { TillPort } from './till-port.ts';

/** A closed shift, as it was compared with what central has of it. */
export interface ComparedDay {
  readonly businessDate: string;
  readonly status: DayAnswer['status'];
}

export interface DayComparison {
  /** Compares what was closed since it was compared last; nothing where that is nothing. */
  compare(): Promise<Result<ComparedDay | null, CentralFault | { readonly kind: 'disk' }>>;
  last(): ComparedDay | null;
}

/** A till that was away for longer compares its newest days only. */
const CLOSINGS_MAX = 14;

/**
 * Compares each Z with central: how many sales, their sum, the last hash. It is known which ones were compared for as long as the till
 * runs; after a start the newest are compared once more.
 */
export function createDayComparison(till: TillPort, central: Central): DayComparison {
  let comparedPosition = 0;
  let last: ComparedDay | null = null;

  return {
    last: () => last,
    async compare() {
      const due = till.read((store) => closingsAfter(store, comparedPosition));
      if (!due.ok) return fail({ kind: 'disk' });
      for (const { row, day } of due.value) {
        const answered = await central.ask({
          method: 'POST',
          target: '/v1/days',
          body: day,
          answer: dayAnswer,
        });
        if (!answered.ok) return answered;
        const { status } = answered.value;
        last = { businessDate: day.businessDate, status };
        if (status === 'waiting') break;
        comparedPosition = row.position;
      }
      return ok(due.value.length > 0 ? last : null);
    },
  };
}

function closingsAfter(store: StoreReader, position: number): { row: JournalRow; day: DayRequest }[] {
  const closings = store.journal.latest('shift.closed', CLOSINGS_MAX + 1);
  return closings
    .flatMap((row, place) => {
      const before = closings[place + 1];
      // The oldest only says where the one after it begins, unless it is the first of all.
      if (!before && place === CLOSINGS_MAX) return [];
      return row.position > position ? [{ row, day: dayOf(store, row, before) }] : [];
    })
    .reverse();
}

/** A shift from the entry after the Z before it, or from the start of its epoch, to its own Z. */
function dayOf(store: StoreReader, row: JournalRow, before: JournalRow | undefined): DayRequest {
  const firstSeq = before && before.epoch === row.epoch ? before.seq + 1 : 1;
  const firstPosition = row.position - (row.seq - firstSeq);
  const { zNumber } = JSON.parse(row.payload) as { readonly zNumber: number };
  return {
    businessDate: row.business_date,
    epoch: row.epoch,
    zNumber,
    firstSeq,
    lastSeq: row.seq,
    ...sumSalesBetween(store.db, firstPosition, row.position),
    lastHash: row.hash.toString('hex'),
  };
}
