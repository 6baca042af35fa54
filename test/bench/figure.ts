import type { Spread } from './sampling.ts';
import type { BenchTills } from './bench-tills.ts';
import type { TillSizes } from './build-till.ts';

/** What a figure may be measured on. */
export interface Bench {
  readonly sizes: TillSizes;
  readonly tills: BenchTills;
  /** Says on stderr what is going on. */
  readonly note: (text: string) => void;
}

/** One line of the output. */
export interface Outcome {
  readonly label: string;
  readonly unit: 'ms' | 's' | 'MB';
  readonly measured: Spread;
  /** What one took of the processor: what it would take on a machine with nothing else to do, and no disk. */
  readonly processor?: Spread;
  readonly floor: { readonly label: string; readonly spread: Spread } | null;
  readonly targets: readonly Target[];
}

export interface Target {
  readonly text: string;
  readonly isMet: boolean;
}

/** Something that is measured, under the name that `--only` knows. A sentence instead of outcomes says why it was skipped. */
export interface Figure {
  readonly name: string;
  measure(bench: Bench): Promise<readonly Outcome[] | string>;
}

export function atMost(which: 'p50' | 'p99', measured: Spread, limit: number, unit: Outcome['unit']): Target {
  return { text: `${which} ≤ ${limit} ${unit}`, isMet: measured[which] <= limit };
}

/** For what is measured once: there is no percentile of it. */
export function onceAtMost(measured: Spread, limit: number, unit: Outcome['unit']): Target {
  return { text: `≤ ${limit} ${unit}`, isMet: measured.p50 <= limit };
}
