import type { Result } from '../../domain/result.ts';
import { wasReached, type CentralFault } from './central-fault.ts';
import type { Central } from './central.ts';
import type { TillPort } from './till-port.ts';

/** Whether central is there, as the last request found it; `unknown` before the first. */
export type Presence = 'unknown' | 'online' | 'offline';

export interface Contact {
  /** Central, with each of its answers noted here. */
  readonly central: Central;
  presence(): Presence;
  /** By the till's clock; null as long as it was not reached since the start. */
  contactedAtUtcMs(): number | null;
  /** How far the till's clock is ahead of central's; null before central said its time. */
  clockAheadMs(): number | null;
  noteTime(centralUtcMs: number, tookMs: number): void;
  /** Another process that asks for this till was told that it is put out. */
  noteRevoked(): void;
}

export interface ContactListener {
  cameBack(): void;
  wentAway(): void;
  revoked(): void;
}

/** Watches the answers of central. That an outage began or ended is kept, because what may be spent meanwhile hangs on it. */
export function watchContact(till: TillPort, central: Central, listener: ContactListener): Contact {
  let presence: Presence = 'unknown';
  let contactedAtUtcMs: number | null = null;
  let clockAheadMs: number | null = null;

  function keepOutage(sinceUtcMs: number | null): void {
    const known = till.read(({ chain }) => chain.state().outageSinceUtcMs);
    // An outage goes on from when it began, over a restart too.
    if (!known.ok || (known.value === null) === (sinceUtcMs === null)) return;
    till.commit(({ writer }) => writer.chain.saveState({ outageSinceUtcMs: sinceUtcMs }));
  }

  function note<T>(result: Result<T, CentralFault>): Result<T, CentralFault> {
    if (!result.ok && result.error.kind === 'stopped') return result;
    const before = presence;
    const isThere = result.ok || wasReached(result.error);
    presence = isThere ? 'online' : 'offline';
    if (isThere) contactedAtUtcMs = till.nowUtcMs();
    if (presence !== before) {
      keepOutage(isThere ? null : till.nowUtcMs());
      if (isThere) listener.cameBack();
      else listener.wentAway();
    }
    if (!result.ok && result.error.kind === 'revoked') listener.revoked();
    return result;
  }

  return {
    central: {
      ask: async (question) => note(await central.ask(question)),
      fetchBytes: async (target, bytesMax) => note(await central.fetchBytes(target, bytesMax)),
      close: () => central.close(),
    },
    noteRevoked: () => listener.revoked(),
    presence: () => presence,
    contactedAtUtcMs: () => contactedAtUtcMs,
    clockAheadMs: () => clockAheadMs,
    noteTime(centralUtcMs, tookMs) {
      clockAheadMs = Math.round(till.nowUtcMs() - tookMs / 2 - centralUtcMs);
    },
  };
}
