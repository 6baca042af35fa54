/** Work that rests until somebody wakes it. */
export interface WokenWork {
  /** There is something to do. Returns at once. */
  wake(): void;
  /** Begins nothing new; resolves when what was begun is over. */
  stop(): Promise<void>;
}

/** How long work rests after a step, in milliseconds: 0 for not at all, null for until it is woken. */
export type Rest = number | null;

interface WorkParts {
  /** Does one thing. Its signal says that nothing more is to be begun. */
  readonly step: (stopped: AbortSignal) => Promise<Rest>;
  /** Told of what a step threw; says how long to rest after it. */
  readonly onBug: (error: unknown) => number;
}

/** Does one step after the other until one says to rest. Whoever wakes it during a step is not missed, nor begins a second one. */
export function startWokenWork({ step, onBug }: WorkParts): WokenWork {
  const stopping = new AbortController();
  const { signal } = stopping;
  let isAwaken = false;
  let working: Promise<void> | null = null;
  let later: NodeJS.Timeout | undefined;

  function wake(): void {
    clearTimeout(later);
    isAwaken = true;
    if (working || signal.aborted) return;
    working = workOff()
      .catch(onBug)
      .then(wakeIn)
      .finally(() => {
        working = null;
        if (isAwaken) wake();
      });
  }

  async function workOff(): Promise<Rest> {
    let rest: Rest = 0;
    while (rest === 0 && !signal.aborted) {
      isAwaken = false;
      rest = await step(signal);
    }
    return rest;
  }

  function wakeIn(rest: Rest): void {
    clearTimeout(later);
    if (rest !== null && !signal.aborted) later = setTimeout(wake, rest).unref();
  }

  return {
    wake,
    async stop() {
      stopping.abort();
      clearTimeout(later);
      await working;
    },
  };
}
