import { fail, ok, type Result } from '../../domain/result.ts';
import { feedAnswer, type Change, type FeedAnswer } from '../protocol/feed.ts';
import { FEED_CHANGES_MAX } from '../protocol/limits.ts';
import { applyChanges, type ChangePage } from './apply-changes.ts';
import type { CentralFault } from './central-fault.ts';
import type { Central } from './central.ts';
import type { SealedFault } from './sync-fault.ts';
import type { SyncNote, TillPort } from './till-port.ts';
import { findMissing, wholePage, type WholePage } from './whole-part.ts';

/** Why what changed did not get in. `disk`: it cannot be kept here. `sealed`: there are members in it, and no key to find them by. */
export type PullFault = CentralFault | { readonly kind: 'disk' } | SealedFault;

/**
 * How a pull went on: more is there, all is in, it waits for a sale that is being paid, or it takes a snapshot, because the till
 * has nothing yet or what changed since is not kept any more.
 */
export type PullStep = 'more' | 'done' | 'later' | 'snapshot';

export interface Puller {
  /** Fetches and applies one page, or takes out some of what is not there any more. */
  step(): Promise<Result<PullStep, PullFault>>;
  /** Central has no snapshot: all of it comes through the feed, page by page. */
  beginWithoutSnapshot(): void;
}

/** What a page may take of the till's time: half a frame, so that a scan that comes meanwhile is not felt. */
const PAGE_MS = 5;
const PAGE_CHANGES_FIRST = 50;
const PAGE_CHANGES_MIN = 10;
/** So many times something is taken out before central is asked again: what it changed meanwhile must not wait for the rest. */
const STEPS_MAX = 100;
/** More than any page that is asked for; promotions may have 64 kB each. */
const PAGE_BYTES_MAX = 16_777_216;

/**
 * Fetches what the chain has decided. A page and the cursor behind it are one commit, so central is asked for as much at once as this
 * machine applies in a few milliseconds. `onPulledAll` is called whenever nothing more is there.
 */
export function createPuller(
  till: TillPort,
  central: Central,
  note: SyncNote,
  onPulledAll: () => void,
): Puller {
  let changesMax = PAGE_CHANGES_FIRST;
  let isWithoutSnapshot = false;
  /** One that central does not take any more. */
  let oldCursor: string | null = null;
  /** A page of whose part more is here than is taken out in one step. */
  let held: WholePage | null = null;

  function adapt(changes: number, tookMs: number): void {
    if (changes < changesMax / 2 && tookMs < PAGE_MS) return;
    const wanted = Math.floor((changes * PAGE_MS) / Math.max(tookMs, 0.1));
    // One page that met a busy disk says little, so it grows and shrinks by half at most.
    const bounded = Math.min(changesMax * 2, Math.max(changesMax / 2, wanted));
    changesMax = Math.min(FEED_CHANGES_MAX, Math.max(PAGE_CHANGES_MIN, Math.floor(bounded)));
  }

  async function ask(cursor: string | null): Promise<Result<FeedAnswer, CentralFault>> {
    const from = cursor === null ? '' : `cursor=${encodeURIComponent(cursor)}&`;
    const answered = await central.ask({
      method: 'GET',
      target: `/v1/feed?${from}limit=${changesMax}`,
      answer: feedAnswer,
      answerBytesMax: PAGE_BYTES_MAX,
    });
    if (!answered.ok && answered.error.kind === 'malformed' && answered.error.isTooLong) {
      changesMax = Math.max(PAGE_CHANGES_MIN, Math.floor(changesMax / 2));
    }
    return answered;
  }

  function apply(page: ChangePage): Result<'done' | 'later', PullFault> {
    if (page.changes.some(needsKey)) {
      const state = till.read(({ members }) => members.keyState());
      if (state.ok && state.value !== 'ready') return fail({ kind: 'sealed' });
    }
    const beganAtMs = performance.now();
    const applied = applyChanges(till, page, note);
    if (!applied.ok) return fail({ kind: 'disk' });
    if (applied.value === 'done') adapt(page.changes.length, performance.now() - beganAtMs);
    return applied;
  }

  function take(page: FeedAnswer): Result<PullStep, PullFault> {
    const applied = apply(page);
    if (!applied.ok || applied.value === 'later') return applied;
    return stepAfter(page);
  }

  function stepAfter({ isMore }: Pick<FeedAnswer, 'isMore'>): Result<PullStep, PullFault> {
    if (!isMore) onPulledAll();
    return ok(isMore ? 'more' : 'done');
  }

  /**
   * What changed is applied with the first step, the page's cursor comes with the last: a till that is ended before asks for the page
   * again.
   */
  function takeOut(whole: WholePage): Result<PullStep, PullFault> {
    held = null;
    const missing = till.read((store) => findMissing(store, whole, changesMax));
    if (!missing.ok) return fail({ kind: 'disk' });
    const { changes, next } = missing.value;
    if (changes.length > 0) {
      const applied = apply({ changes, cursor: null });
      if (!applied.ok || applied.value === 'later') return applied;
    }
    const removedCount = whole.removedCount + changes.length;
    if (next !== null && whole.steps < STEPS_MAX) {
      const { page, part, steps } = whole;
      const applied = steps > 0 ? ok('done' as const) : apply({ changes: page.changes, cursor: null });
      if (!applied.ok || applied.value === 'later') return applied;
      held = { ...whole, part: { ...part, after: next }, steps: steps + 1, removedCount };
      return ok('more');
    }
    if (removedCount > 0) note('sync-removed', { count: removedCount });
    return next === null ? take(whole.page) : ok('more');
  }

  return {
    beginWithoutSnapshot() {
      isWithoutSnapshot = true;
    },
    async step() {
      if (held) return takeOut(held);
      const state = till.read(({ chain }) => chain.state());
      if (!state.ok) return fail({ kind: 'disk' });
      const cursor = state.value.cursor === oldCursor ? null : state.value.cursor;
      if (cursor === null && !isWithoutSnapshot) return ok('snapshot');
      const answered = await ask(cursor);
      if (!answered.ok) {
        const { error } = answered;
        if (error.kind !== 'refused' || error.code !== 'cursor-too-old') return answered;
        oldCursor = cursor;
        isWithoutSnapshot = false;
        return ok('snapshot');
      }
      const page = answered.value;
      if (page.whole) return takeOut(wholePage(page, page.whole));
      if (page.changes.length === 0 && page.cursor === cursor) return stepAfter(page);
      return take(page);
    },
  };
}

/** What finds a member is made here, of what is sealed. */
function needsKey(change: Change): boolean {
  return change.scope === 'member' && change.value?.words === null;
}
