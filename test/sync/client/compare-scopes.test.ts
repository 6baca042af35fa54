import { afterEach, beforeEach, expect, test } from 'vitest';
import { ok } from '../../../domain/result.ts';
import { syncPort } from '../../../register/service/sync-port.ts';
import type { Central } from '../../../sync/client/central.ts';
import { createScopeComparison } from '../../../sync/client/compare-scopes.ts';
import { comparedScopes, type ComparedScope } from '../../../sync/client/digests.ts';
import { startTill, type JoinedTill } from './joined-till.ts';

let till: JoinedTill;
beforeEach(() => (till = startTill()));
afterEach(() => till.stop());

/** A comparison of which all that is asked of central is noted; `busy` cannot be compared yet. */
function comparing(busy: Set<ComparedScope>) {
  const asked: string[] = [];
  const comparison = createScopeComparison({
    till: syncPort(till.keeper, till.folder),
    central: {} as Central,
    compare: async (wanted) => {
      asked.push(wanted.join(' '));
      const later = wanted.filter((scope) => busy.has(scope));
      return ok({ equal: wanted.filter((scope) => !busy.has(scope)), differing: [], later });
    },
    note: () => undefined,
    onDiffering: () => undefined,
  });
  return { asked, comparison };
}

/** As if central had counted all that this till did. */
function countAll(): void {
  till.do(({ store }) => {
    const { epoch, seq } = store.journal.head()!;
    store.commit((writer) => writer.chain.saveState({ applied: { epoch, seq } }));
    return { ok: true, value: null };
  });
}

test('each scope is compared once for a closed day, after pulls that come ever later', async () => {
  countAll();
  const busy = new Set<ComparedScope>(['account']);
  const { asked, comparison } = comparing(busy);
  await comparison.pulled();
  expect(asked).toEqual([]);
  comparison.dayClosed();
  const at: number[] = [];
  for (let pull = 1; pull <= 16; pull += 1) {
    const before = asked.length;
    await comparison.pulled();
    if (asked.length > before) at.push(pull);
  }
  expect(at).toEqual([1, 3, 7, 15]);
  expect(asked).toEqual([comparedScopes.join(' '), 'account', 'account', 'account']);
  busy.clear();
  for (let pull = 0; pull < 40; pull += 1) await comparison.pulled();
  expect(asked.slice(4)).toEqual(['account']);
});

test('what the till adds to itself waits until central has counted all of it', async () => {
  const { asked, comparison } = comparing(new Set());
  comparison.dayClosed();
  for (let pull = 0; pull < 5; pull += 1) await comparison.pulled();
  expect(asked).toEqual([comparedScopes.filter((scope) => scope !== 'member').join(' ')]);
  countAll();
  await comparison.pulled();
  expect(asked[1]).toBe('member');
});
