/** Tasks that are done one after the other. */
export interface Turns {
  /**
   * Does a task when its turn comes: behind the others, or before those that wait. Null where its turn did not come in
   * `waitMs`, and nothing was done; or where too many wait already, or turns have ended.
   */
  take<T>(task: () => Promise<T>, place: 'last' | 'first', waitMs: number): Promise<T | null>;
  /** Nothing is begun any more. Settles when what was being done is done. */
  end(): Promise<void>;
}

/** More than this many waiting tasks mean that something is wrong with who asks. */
const WAITING_MAX = 64;

export function createTurns(): Turns {
  const waiting: { begin: () => Promise<void>; giveUp: () => void }[] = [];
  let running: Promise<void> | null = null;
  let hasEnded = false;

  const goOn = (): void => {
    if (running !== null) return;
    const next = waiting.shift();
    if (next === undefined) return;
    running = next.begin().finally(() => {
      running = null;
      goOn();
    });
  };

  return {
    take: <T>(task: () => Promise<T>, place: 'last' | 'first', waitMs: number) =>
      new Promise<T | null>((resolve, reject) => {
        if (hasEnded || waiting.length >= WAITING_MAX) {
          resolve(null);
          return;
        }
        const entry = {
          begin: async () => {
            clearTimeout(timer);
            await task().then(resolve, reject);
          },
          giveUp: () => {
            clearTimeout(timer);
            resolve(null);
          },
        };
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(entry), 1);
          entry.giveUp();
        }, waitMs);
        if (place === 'first') waiting.unshift(entry);
        else waiting.push(entry);
        goOn();
      }),
    end: async () => {
      hasEnded = true;
      for (const entry of waiting.splice(0)) entry.giveUp();
      await running;
    },
  };
}
