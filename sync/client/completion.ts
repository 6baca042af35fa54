import type { TailRow } from '../../db/journal-tail.ts';
import { findRestoredEnds } from '../../db/restored-ends.ts';
import type { Central } from './central.ts';
import type { CentralFault } from './central-fault.ts';
import { planCompletion, type CompletionPlan } from './completion-plan.ts';
import type { NextTurn } from './loop.ts';
import { readTail } from './restored-tail.ts';
import type { Standing } from './standing.ts';
import type { SyncNote, TillPort } from './till-port.ts';

/** Puts books in place that are completed by a plan, while nobody has the folder's open. False where the tail is not in them. */
export type CompleteBooks = (plan: CompletionPlan, atUtcMs: number) => boolean;

interface CompletionParts {
  readonly till: TillPort;
  readonly central: Central;
  readonly registerId: string;
  readonly standing: Standing;
  readonly note: SyncNote;
  readonly completeBooks: CompleteBooks;
  /** All else may begin. */
  readonly onOver: () => void;
}

/** What is done before anything is sent or fetched: books that were restored without central get what they lack. */
export interface Completion {
  isOver(): boolean;
  /** When to try again; null once there is nothing to wait for. */
  turn(): Promise<NextTurn | null>;
  /** It is over, or cannot be done for now. */
  readonly tried: Promise<void>;
  stop(): void;
}

/** A sale that is being paid is soon over. */
const LATER_MS = 1_000;
/** After so many, whoever waits is told that it will come. */
const PUT_OFF_MAX = 3;

/**
 * Completes restored books before anything of them is sent, because what was sent is there to stay: as long as central has not said what
 * it has, nothing is sent. The till sells all the while; a sale that is made ends this, and what it had sent stands at central alone.
 */
export function createCompletion(parts: CompletionParts): Completion {
  const { till, central, registerId, standing, note, onOver } = parts;
  const tried = Promise.withResolvers<void>();
  let isOver = false;
  let putOffs = 0;
  let fetched: Awaited<ReturnType<typeof readTail>> | null = null;

  function over(): null {
    isOver = true;
    fetched = null;
    tried.resolve();
    onOver();
    return null;
  }

  function failed(fault: CentralFault | { readonly kind: 'disk' }): NextTurn {
    tried.resolve();
    return standing.failed('push', fault);
  }

  function later(): NextTurn {
    putOffs += 1;
    if (putOffs >= PUT_OFF_MAX) tried.resolve();
    return { inMs: LATER_MS, mayWake: false };
  }

  async function turn(): Promise<NextTurn | null> {
    const found = till.read(findRestoredEnds);
    if (!found.ok) return failed({ kind: 'disk' });
    const first = found.value.at(-1);
    if (!first) return over();
    fetched ??= await readTail(central, registerId, first);
    if (!fetched.ok) {
      const { error } = fetched;
      fetched = null;
      // It will say no more of it.
      return error.kind === 'refused' || error.kind === 'revoked' ? over() : failed(error);
    }
    standing.succeeded('push');
    return complete(fetched.value.rows, fetched.value.isMore);
  }

  function complete(tail: readonly TailRow[], isMore: boolean): NextTurn | null {
    // Somebody may have sold while it came.
    const planned = till.read((store) => planCompletion(store, findRestoredEnds(store), tail));
    if (!planned.ok) return failed({ kind: 'disk' });
    if (!planned.value) return over();
    const isWhole = exchangeBooks(parts, planned.value);
    if (isWhole === null) return later();
    note(isWhole ? 'restore-completed' : 'restore-not-completed', { entries: tail.length });
    if (!isWhole || !isMore) return over();
    // The rest is behind what is there by now.
    fetched = null;
    return { inMs: 0, mayWake: true };
  }

  return {
    isOver: () => isOver,
    async turn() {
      if (isOver) return null;
      try {
        return await turn();
      } catch (error) {
        // What is broken by a bug must not keep the till from sending for ever.
        over();
        throw error;
      }
    },
    tried: tried.promise,
    stop: () => tried.resolve(),
  };
}

/** Whether what central has is in the books; null where they cannot be exchanged now. */
function exchangeBooks(
  { till, completeBooks }: Pick<CompletionParts, 'till' | 'completeBooks'>,
  plan: CompletionPlan,
): boolean | null {
  if (!till.mayExchange()) return null;
  const atUtcMs = till.nowUtcMs();
  let isWhole = false;
  const exchanged = till.exchange(() => void (isWhole = completeBooks(plan, atUtcMs)));
  if (!exchanged.ok) return null;
  till.reload();
  return isWhole;
}
