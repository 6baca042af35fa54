import { describe } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** Why this suite does not run on this machine; the run's closing list says it. */
    skipReason?: string;
  }
}

/**
 * A suite that runs only when what it needs is there, and otherwise is skipped aloud:
 *
 *     describeIf(compiler !== undefined, 'no C compiler (cc) on this machine')('a power cut', () => { ... });
 */
export function describeIf(available: boolean, reason: string) {
  return (name: string, body: () => void): void => {
    if (available) describe(name, body);
    else describe.skip(name, { meta: { skipReason: reason } }, body);
  };
}
