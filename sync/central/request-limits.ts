/** So many names are remembered; the one that was quiet longest is forgotten first. */
const NAMES_MAX = 20_000;

/** How often something may happen: so many at once, and one more after each `refillMs`. */
export interface Allowance {
  readonly burst: number;
  readonly refillMs: number;
}

export interface Limiter {
  /** Takes one from what a name has left; 0, or how long until there is one again, in milliseconds. */
  take(name: string, nowUtcMs: number): number;
  /** The same without taking. */
  look(name: string, nowUtcMs: number): number;
}

interface Bucket {
  readonly left: number;
  readonly atUtcMs: number;
}

/** A limit for this server alone: it keeps one caller from taking the others' time, and nothing depends on it being exact. */
export function createLimiter({ burst, refillMs }: Allowance): Limiter {
  const buckets = new Map<string, Bucket>();
  function leftOf(name: string, nowUtcMs: number): number {
    const bucket = buckets.get(name);
    if (bucket === undefined) return burst;
    return Math.min(burst, bucket.left + Math.max(nowUtcMs - bucket.atUtcMs, 0) / refillMs);
  }
  function waitOf(left: number): number {
    return left >= 1 ? 0 : Math.ceil((1 - left) * refillMs);
  }
  return {
    take(name, nowUtcMs) {
      const left = leftOf(name, nowUtcMs);
      const waitMs = waitOf(left);
      if (waitMs > 0) return waitMs;
      // At the end of the map are those that were heard last.
      buckets.delete(name);
      buckets.set(name, { left: left - 1, atUtcMs: nowUtcMs });
      const [oldest] = buckets.keys();
      if (buckets.size > NAMES_MAX && oldest !== undefined) buckets.delete(oldest);
      return 0;
    },
    look: (name, nowUtcMs) => waitOf(leftOf(name, nowUtcMs)),
  };
}
