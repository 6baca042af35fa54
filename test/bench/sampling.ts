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

/** What rounds of samples came to, in milliseconds. */
export interface Samples {
  readonly measured: Spread;
  /**
   * What one took of the processor: the rest was waiting, for the disk or for another program. On Linux the process's time
   * is exact, and its threads' own is not: that is counted in ticks of some milliseconds.
   */
  readonly processor: Spread;
  readonly floor: Spread;
}

/** Measures in rounds, after one that only warms up; each figure is the median of the rounds' own. */
export function sample(sampling: Sampling): Samples {
  const { rounds = ROUNDS, samplesPerRound, work, floor, prepare, rest } = sampling;
  const measured: Spread[] = [];
  const processors: Spread[] = [];
  const floors: Spread[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const workMs: number[] = [];
    const processorMs: number[] = [];
    const floorMs: number[] = [];
    for (let index = 0; index < samplesPerRound; index += 1) {
      const number = round * samplesPerRound + index;
      prepare?.(number);
      floorMs.push(timeBoth(() => floor(number)).wallMs);
      const timed = timeBoth(() => work(number));
      workMs.push(timed.wallMs);
      processorMs.push(timed.processorMs);
    }
    rest?.();
    if (round === 0) continue;
    measured.push(spreadOf(workMs));
    processors.push(spreadOf(processorMs));
    floors.push(spreadOf(floorMs));
  }
  return {
    measured: medianSpread(measured),
    processor: medianSpread(processors),
    floor: medianSpread(floors),
  };
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  return { p50: at(0.5), p99: at(0.99), count: sorted.length };
}

export function once(value: number): Spread {
  return { p50: value, p99: value, count: 1 };
}

/** Runs something long; the time on the wall and on all processors, in seconds. */
export async function timeOnce<T>(
  work: () => Promise<T> | T,
): Promise<{ value: T; seconds: number; processorSeconds: number }> {
  const cpuBefore = process.cpuUsage();
  const startMs = performance.now();
  const value = await work();
  const seconds = (performance.now() - startMs) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { value, seconds, processorSeconds: (user + system) / 1e6 };
}

/** Runs something short; the time on the wall and on the processors. */
export function timeBoth(work: () => unknown): { readonly wallMs: number; readonly processorMs: number } {
  const cpuBefore = process.cpuUsage();
  const startMs = performance.now();
  kept = work();
  const wallMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { wallMs, processorMs: (user + system) / 1_000 };
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
