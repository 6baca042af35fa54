import { fail, ok, type Result } from '../../domain/result.ts';
import { feedAnswer, scopes, type FeedAnswer } from '../protocol/feed.ts';
import { FEED_CHANGES_MAX } from '../protocol/limits.ts';
import { applyChanges } from './apply-changes.ts';
import type { CentralFault } from './central-fault.ts';
import type { Central } from './central.ts';
import type { SyncNote, TillPort } from './till-port.ts';
import { createWholeScopes } from './whole-scopes.ts';

/** Why what changed did not get in. `disk`: it cannot be kept here. */
export type PullFault = CentralFault | { readonly kind: 'disk' };

/**
 * How a pull went on: more is there, all is in, it waits for a sale that is being paid, or it takes a snapshot, because the till
 * has nothing yet or what changed since is not kept any more.
 */
export type PullStep = 'more' | 'done' | 'later' | 'snapshot';

export interface Puller {
  /** Fetches and applies one page. */
  step(): Promise<Result<PullStep, PullFault>>;
  /** Central has no snapshot: all of it comes through the feed, page by page. */
  beginWithoutSnapshot(): void;
}

/** What a page may take of the till's time: half a frame, so that a scan that comes meanwhile is not felt. */
const PAGE_MS = 5;
const PAGE_CHANGES_FIRST = 50;
const PAGE_CHANGES_MIN = 10;
/** What is not there any more, in one commit. */
const REMOVED_AT_ONCE = 200;
/** More than any page that is asked for; promotions may have 64 kB each. */
const PAGE_BYTES_MAX = 16_777_216;

/**
 * Fetches what the chain has decided. A page and the cursor behind it are one commit, so central is asked for as much at once as this
 * machine applies in a few milliseconds.
 */
export function createPuller(till: TillPort, central: Central, note: SyncNote): Puller {
  let changesMax = PAGE_CHANGES_FIRST;
  let isWithoutSnapshot = false;
  /** One that central does not take any more. */
  let oldCursor: string | null = null;
  const whole = createWholeScopes();

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

  /** What came whole, up to a page after which nothing more of it comes, takes with it what did not come. */
  function watchWhole(page: FeedAnswer, isFirst: boolean): Result<null, PullFault> {
    if (isFirst) whole.begin(scopes);
    if (page.repull?.isFirst === true) whole.begin(page.repull.scopes);
    whole.see(page.changes);
    const isLast = page.repull ? page.repull.isLast : !page.isMore;
    if (!isLast) return ok(null);
    const gone = till.read((store) => whole.missing(store));
    if (!gone.ok) return fail({ kind: 'disk' });
    if (gone.value.length > 0) note('sync-removed', { count: gone.value.length });
    for (let from = 0; from < gone.value.length; from += REMOVED_AT_ONCE) {
      const changes = gone.value.slice(from, from + REMOVED_AT_ONCE);
      const applied = applyChanges(till, { changes, cursor: null }, note);
      if (!applied.ok) return fail({ kind: 'disk' });
    }
    return ok(null);
  }

  return {
    beginWithoutSnapshot() {
      isWithoutSnapshot = true;
    },
    async step() {
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
      if (page.changes.length === 0 && page.cursor === cursor) return ok(page.isMore ? 'more' : 'done');
      const beganAtMs = performance.now();
      const applied = applyChanges(till, page, note);
      if (!applied.ok) return fail({ kind: 'disk' });
      if (applied.value === 'later') return ok('later');
      adapt(page.changes.length, performance.now() - beganAtMs);
      const watched = watchWhole(page, cursor === null);
      if (!watched.ok) return watched;
      return ok(page.isMore ? 'more' : 'done');
    },
  };
}
