/** How measured values lie, in the unit of whoever measured them. */
export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly count: number;
}

export interface Sampling {
  readonly rounds?: number;
  readonly samplesPerRound: number;
  /** What is measured, given the number of the sample. */
  readonly work: (sample: number) => unknown;
  /** The least that the machine needs for it, measured turn by turn with the work, so that both meet the same noise. */
  readonly floor: (sample: number) => unknown;
  /** Not measured: before each sample, and after each round. */
  readonly prepare?: (sample: number) => void;
  readonly rest?: () => void;
}

const ROUNDS = 5;

/** Measures in rounds, after one that only warms up; each figure is the median of the rounds' own. In milliseconds. */
export function sample(sampling: Sampling): { measured: Spread; floor: Spread } {
  const { rounds = ROUNDS, samplesPerRound, work, floor, prepare, rest } = sampling;
  const measured: Spread[] = [];
  const floors: Spread[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const workMs: number[] = [];
    const floorMs: number[] = [];
    for (let index = 0; index < samplesPerRound; index += 1) {
      const number = round * samplesPerRound + index;
      prepare?.(number);
      floorMs.push(timeMs(() => floor(number)));
      workMs.push(timeMs(() => work(number)));
    }
    rest?.();
    if (round === 0) continue;
    measured.push(spreadOf(workMs));
    floors.push(spreadOf(floorMs));
  }
  return { measured: medianSpread(measured), floor: medianSpread(floors) };
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  return { p50: at(0.5), p99: at(0.99), count: sorted.length };
}

export function once(value: number): Spread {
  return { p50: value, p99: value, count: 1 };
}

/** Runs something long; the time on the wall and on the processor, in seconds. */
export async function timeOnce<T>(
  work: () => Promise<T> | T,
): Promise<{ value: T; seconds: number; cpuSeconds: number }> {
  const cpuBefore = process.cpuUsage();
  const startMs = performance.now();
  const value = await work();
  const seconds = (performance.now() - startMs) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { value, seconds, cpuSeconds: (user + system) / 1e6 };
}

function timeMs(work: () => unknown): number {
  const startMs = performance.now();
  kept = work();
  return performance.now() - startMs;
}

/** Where results go, so that none is computed for nobody and compiled away. */
export let kept: unknown;

function medianSpread(spreads: readonly Spread[]): Spread {
  const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
  return {
    p50: median(spreads.map(({ p50 }) => p50)),
    p99: median(spreads.map(({ p99 }) => p99)),
    count: spreads.reduce((sum, { count }) => sum + count, 0),
  };
}
