/** What a turn says of the next one: in how many milliseconds, and whether somebody who wakes the loop may have it sooner. */
export interface NextTurn {
  readonly inMs: number;
  readonly mayWake: boolean;
}

/** One thing done again and again, never twice at once. */
export interface Loop {
  /** There is something to do: the next turn comes at once, unless the loop waits after a failure. */
  wake(): void;
  /** The next turn comes at once, whatever it waits for. Resolves when there is nothing more to do, or it failed. */
  hurry(): Promise<void>;
  /** No turn begins any more; resolves once the one under way has ended. */
  stop(): Promise<void>;
}

/** Begins with a turn at once. A turn never rejects. */
export function startLoop(turn: () => Promise<NextTurn>): Loop {
  const stopping = new AbortController();
  let isWoken = false;
  let waiting: { readonly mayWake: boolean; readonly end: () => void } | null = null;
  // Those who wait for a rest, and those among them whose turn has begun.
  const asked: (() => void)[] = [];
  const served: (() => void)[] = [];

  function wait({ inMs, mayWake }: NextTurn): Promise<void> {
    if (stopping.signal.aborted || asked.length > 0 || (isWoken && mayWake)) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        waiting = null;
        resolve();
      };
      const timer = setTimeout(end, inMs);
      waiting = { mayWake, end };
    });
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      isWoken = false;
      served.push(...asked.splice(0));
      const next = await turn();
      if (next.inMs > 0) for (const tell of served.splice(0)) tell();
      await wait(next);
    }
    for (const tell of [...served.splice(0), ...asked.splice(0)]) tell();
  }

  const running = run();
  return {
    wake() {
      isWoken = true;
      if (waiting?.mayWake) waiting.end();
    },
    hurry() {
      if (stopping.signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        asked.push(resolve);
        waiting?.end();
      });
    },
    stop() {
      stopping.abort();
      waiting?.end();
      return running;
    },
  };
}
