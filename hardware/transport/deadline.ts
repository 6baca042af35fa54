/** A moment by which something has to be over. */
export interface Deadline {
  /** What is left of it, in milliseconds; never less than 0. */
  leftMs(): number;
}

export function startDeadline(timeoutMs: number): Deadline {
  const atMs = performance.now() + timeoutMs;
  return { leftMs: () => Math.max(0, atMs - performance.now()) };
}

/** What a promise comes to, or `late` where that takes longer than `timeoutMs`. The promise itself goes on. */
export async function within<T, L>(promise: Promise<T>, timeoutMs: number, late: L): Promise<T | L> {
  const { promise: isLate, resolve } = Promise.withResolvers<L>();
  const timer = setTimeout(() => resolve(late), timeoutMs);
  try {
    return await Promise.race([promise, isLate]);
  } finally {
    clearTimeout(timer);
  }
}
