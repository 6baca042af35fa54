import { describe, expect, test } from 'vitest';
import type { SyncStatus } from '../../../register/contract/sync.ts';
import { aloneStatus } from '../../../register/service/sync-status.ts';
import { watchSync } from '../../../register/service/sync-watch.ts';

/** A till whose standing is changed by hand. */
function createStanding() {
  const listeners = new Set<() => void>();
  let standing: SyncStatus = aloneStatus;
  return {
    listeners,
    status: () => standing,
    onChange(tell: () => void) {
      listeners.add(tell);
      return () => void listeners.delete(tell);
    },
    become(part: Partial<SyncStatus>) {
      standing = { ...standing, ...part };
      for (const tell of listeners) tell();
    },
  };
}

describe('whoever watches how a till stands to its chain', () => {
  test('is told at once, and then of each other way that it comes to stand', async () => {
    const till = createStanding();
    const watching = watchSync(till, new AbortController().signal);
    expect((await watching.next()).value).toEqual(aloneStatus);
    const next = watching.next();
    till.become({ openExceptions: 0 });
    till.become({ mode: 'joined' });
    expect((await next).value).toMatchObject({ mode: 'joined' });
    await watching.return();
  });

  test('is told of a change that came while the one before it was being told', async () => {
    const till = createStanding();
    const watching = watchSync(till, new AbortController().signal);
    await watching.next();
    till.become({ mode: 'joined' });
    till.become({ mode: 'revoked' });
    expect((await watching.next()).value).toMatchObject({ mode: 'revoked' });
    await watching.return();
  });

  test('is forgotten when it stops watching, and when the service stops', async () => {
    const till = createStanding();
    const closing = new AbortController();
    const watching = watchSync(till, closing.signal);
    await watching.next();
    expect(till.listeners.size).toBe(1);
    const last = watching.next();
    closing.abort();
    expect((await last).done).toBe(true);
    expect(till.listeners.size).toBe(0);
  });
});
