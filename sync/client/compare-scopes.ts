import type { Result } from '../../domain/result.ts';
import { repullAnswer } from '../protocol/feed.ts';
import type { Central } from './central.ts';
import { comparableOf, comparedScopes, type ComparedScope, type DigestComparison } from './digests.ts';
import type { PullFault } from './pull.ts';
import type { SyncNote, TillPort } from './till-port.ts';

/** Compares scopes, in another process where a till sells. */
export type CompareDigests = (
  scopes: readonly ComparedScope[],
) => Promise<Result<DigestComparison, PullFault>>;

/** Keeps what a till has the same as what central has: compares each scope once for a closed day, and has sent anew what differs. */
export interface ScopeComparison {
  /** Each scope is compared once more, after the next pulls. */
  dayClosed(): void;
  /** All that changed is in. Compares what is still to be compared and can be now. */
  pulled(): Promise<void>;
  /** Compares all now; what cannot be compared is compared after the next pulls. */
  check(): Promise<Result<DigestComparison, PullFault>>;
}

/** A scope that could not be compared is left for one pull, then for two, and so on to as many as these: some ten minutes. */
const PULLS_MAX = 64;

interface ComparisonParts {
  readonly till: TillPort;
  readonly central: Central;
  readonly compare: CompareDigests;
  readonly note: SyncNote;
  /** Central sends something whole from now on. */
  readonly onDiffering: () => void;
}

export function createScopeComparison({
  till,
  central,
  compare,
  note,
  onDiffering,
}: ComparisonParts): ScopeComparison {
  let due: readonly ComparedScope[] = [];
  let running = 0;
  /** Pulls since it was tried last, and how many there must be. */
  let pulls = 0;
  let pullsWanted = 1;

  function beginDue(): void {
    due = comparedScopes;
    pulls = 0;
    pullsWanted = 1;
  }

  async function run(wanted: readonly ComparedScope[]): Promise<Result<DigestComparison, PullFault>> {
    running += 1;
    try {
      return await compareAndHeal(wanted);
    } finally {
      running -= 1;
    }
  }

  async function compareAndHeal(
    wanted: readonly ComparedScope[],
  ): Promise<Result<DigestComparison, PullFault>> {
    const compared = await compare(wanted);
    if (!compared.ok) return compared;
    const { differing, later } = compared.value;
    if (differing.length > 0) {
      note('sync-digest-differs', { scopes: differing.join(' ') });
      const asked = await central.ask({
        method: 'POST',
        target: '/v1/repull',
        body: { scopes: differing },
        answer: repullAnswer,
      });
      if (!asked.ok) return asked;
    }
    due = due.filter((scope) => !wanted.includes(scope) || later.includes(scope));
    if (differing.length > 0) onDiffering();
    return compared;
  }

  return {
    dayClosed: beginDue,
    async pulled() {
      if (running > 0 || due.length === 0) return;
      pulls += 1;
      if (pulls < pullsWanted) return;
      const ready = till.read((store) => comparableOf(store, due));
      if (!ready.ok || ready.value.length === 0) return;
      pulls = 0;
      pullsWanted = Math.min(PULLS_MAX, pullsWanted * 2);
      await run(ready.value);
    },
    async check() {
      beginDue();
      return run(comparedScopes);
    },
  };
}
