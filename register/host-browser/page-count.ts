/** How many pages are open on the host, as far as it can know: each holds one connection to the service. */
export interface PageCount {
  /** Whether a page was ever opened. */
  readonly wasOpened: () => boolean;
  opened(): void;
  /** Counts a page's connection; call what it returns when that ends. */
  connecting(): () => void;
  /** Resolves with true when no page was connected for so long, with false when `signal` fires first. */
  whenNone(forMs: number, signal: AbortSignal): Promise<boolean>;
}

export function countPages(): PageCount {
  const changes = new EventTarget();
  let wasOpened = false;
  let connected = 0;
  const change = (by: number): void => {
    connected += by;
    changes.dispatchEvent(new Event('change'));
  };
  return {
    wasOpened: () => wasOpened,
    opened: () => {
      wasOpened = true;
      change(0);
    },
    connecting: () => {
      change(1);
      return () => change(-1);
    },
    whenNone: (forMs, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve(false);
        const watch = new AbortController();
        const settle = (isNone: boolean): void => {
          clearTimeout(timer);
          watch.abort();
          resolve(isNone);
        };
        let timer: NodeJS.Timeout | undefined;
        const look = (): void => {
          clearTimeout(timer);
          if (connected === 0) timer = setTimeout(() => settle(true), forMs);
        };
        changes.addEventListener('change', look, { signal: watch.signal });
        signal.addEventListener('abort', () => settle(false), { signal: watch.signal });
        look();
      }),
  };
}
