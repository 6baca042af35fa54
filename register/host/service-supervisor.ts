import type { RegisterError } from '../../domain/errors.ts';

/** The process of a register service, however it was started: `child_process` or Electron's `utilityProcess`. */
export interface ServiceChild {
  /** Takes every message of the service; more than one may listen. */
  onMessage(take: (message: unknown) => void): void;
  /** Called once, when the process is gone or could not be started. */
  onExit(take: () => void): void;
  send(message: unknown): void;
  /** Asks it to end cleanly: the log folded in, the folder let go. */
  stop(): void;
  /** Ends it whatever it does. */
  kill(): void;
}

/** A service that answers, and what admits a screen of the counter to it. */
export interface ReadyService {
  readonly state: 'ready';
  readonly child: ServiceChild;
  /** Of its WebSocket on 127.0.0.1. */
  readonly port: number;
  readonly counterToken: string;
}

export type ServiceState =
  | ReadyService
  /** `deaths` since it was last well: what is above one is more than an accident. */
  | { readonly state: 'starting'; readonly deaths: number }
  /** The till cannot be opened; it is tried again until it can. */
  | { readonly state: 'refused'; readonly error: RegisterError }
  /** It puts a backup in place of its books, ends by itself, and is then started again at once. */
  | { readonly state: 'restoring' }
  | { readonly state: 'stopped' };

/** What may be told to a page: nothing that admits to the service. */
export type ShownServiceState =
  | { readonly state: 'ready' | 'restoring' | 'stopped' }
  | { readonly state: 'starting'; readonly deaths: number }
  | { readonly state: 'refused'; readonly error: RegisterError };

export interface SupervisorOptions {
  /** How long to wait before each start after a death; the last one is for all later deaths. */
  readonly restartDelaysMs?: readonly number[];
  /** A service that has answered this long is well: its deaths count from none again. */
  readonly healthyAfterMs?: number;
  readonly refusedRetryMs?: number;
  /** How long a service that was told to end may take before it is killed. */
  readonly stopTimeoutMs?: number;
}

export interface Supervisor {
  readonly current: () => ServiceState;
  /** The service once it answers, or null when it does not within the time or is stopped. */
  whenReady(timeoutMs: number): Promise<ReadyService | null>;
  /** Calls back at every change of state; what it returns ends that. */
  onChange(take: (state: ServiceState) => void): () => void;
  /** Ends the service, and starts it no more. Resolves when its process is gone. */
  stop(): Promise<void>;
}

/** At once, then ever later: a service that dies while it starts must not take the whole machine along. */
const RESTART_DELAYS_MS = [0, 250, 1_000, 5_000];
const HEALTHY_AFTER_MS = 60_000;
const REFUSED_RETRY_MS = 5_000;
const STOP_TIMEOUT_MS = 1_500;

/**
 * Keeps one register service running: starts it, starts it again when it dies, and tries again later when it refuses
 * to start. The till survives that: the next service finds the basket as it was.
 */
export function superviseService(start: () => ServiceChild, options: SupervisorOptions = {}): Supervisor {
  const {
    restartDelaysMs = RESTART_DELAYS_MS,
    healthyAfterMs = HEALTHY_AFTER_MS,
    refusedRetryMs = REFUSED_RETRY_MS,
    stopTimeoutMs = STOP_TIMEOUT_MS,
  } = options;
  const { current, change, onChange, whenReady } = watchState({ state: 'starting', deaths: 0 });
  let deaths = 0;
  let child: ServiceChild | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopping: Promise<void> | null = null;

  function later(delayMs: number, work: () => void): void {
    clearTimeout(timer);
    timer = setTimeout(work, delayMs);
  }

  function launch(): void {
    const begun = start();
    child = begun;
    let announced: ServiceState['state'] = 'starting';
    begun.onMessage((message) => {
      const state = readAnnouncement(message, begun);
      if (!state || stopping) return;
      if (state.state === 'ready') later(healthyAfterMs, () => (deaths = 0));
      announced = state.state;
      change(state);
    });
    begun.onExit(() => {
      child = null;
      if (stopping) return;
      if (announced === 'refused') return later(refusedRetryMs, launch);
      if (announced === 'restoring') {
        change({ state: 'starting', deaths });
        return later(0, launch);
      }
      later(restartDelaysMs[deaths] ?? restartDelaysMs.at(-1) ?? refusedRetryMs, launch);
      deaths += 1;
      change({ state: 'starting', deaths });
    });
  }

  function stop(): Promise<void> {
    clearTimeout(timer);
    if (!stopping) change({ state: 'stopped' });
    stopping ??= child ? endChild(child, stopTimeoutMs) : Promise.resolve();
    return stopping;
  }

  launch();
  return { current, whenReady, onChange, stop };
}

/** Resolves when the process is gone: by itself, or killed when its time is over. */
function endChild(child: ServiceChild, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => child.kill(), timeoutMs);
    child.onExit(() => {
      clearTimeout(patience);
      resolve();
    });
    child.stop();
  });
}

/** The state of a service, and who waits for another. */
function watchState(initial: ServiceState) {
  const listeners = new Set<(state: ServiceState) => void>();
  let state = initial;

  function onChange(take: (state: ServiceState) => void): () => void {
    listeners.add(take);
    return () => void listeners.delete(take);
  }

  function change(next: ServiceState): void {
    state = next;
    for (const take of listeners) take(next);
  }

  function whenReady(timeoutMs: number): Promise<ReadyService | null> {
    if (state.state === 'ready') return Promise.resolve(state);
    if (state.state === 'stopped') return Promise.resolve(null);
    return new Promise((resolve) => {
      const settle = (ready: ReadyService | null): void => {
        clearTimeout(patience);
        forget();
        resolve(ready);
      };
      const patience = setTimeout(() => settle(null), timeoutMs);
      const forget = onChange((next) => {
        if (next.state === 'ready') settle(next);
        else if (next.state === 'stopped') settle(null);
      });
    });
  }

  return { current: () => state, change, onChange, whenReady };
}

/** The part of a state that a page may know. */
export function shownState(state: ServiceState): ShownServiceState {
  return state.state === 'ready' ? { state: 'ready' } : state;
}

type Announcement =
  | { readonly ready: true; readonly port: number; readonly counterToken: string }
  | { readonly ready: false; readonly error: RegisterError }
  | { readonly restoring: true };

/** What the service says of itself, among the frames of its calls. It is our own program, so its form is known. */
function readAnnouncement(message: unknown, child: ServiceChild): ServiceState | null {
  if (typeof message !== 'object' || message === null) return null;
  if (!('ready' in message) && !('restoring' in message)) return null;
  const said = message as Announcement;
  if ('restoring' in said) return { state: 'restoring' };
  if (!said.ready) return { state: 'refused', error: said.error };
  return { state: 'ready', child, port: said.port, counterToken: said.counterToken };
}
