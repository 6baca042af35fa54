import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/**
 * A month of a real grocery (R's arules: Hahsler, Hornik, Reutterer 2006), with what arules and an Apriori of its own found in it.
 * Read in place: its licence does not let it into this project.
 */
const FOLDER = join(import.meta.dirname, '../../../../shared/data/groceries');

export const hasGroceries = existsSync(FOLDER);

interface ReferenceCounts {
  readonly baskets: number;
  readonly items: number;
  readonly frequent_itemsets: Readonly<
    Record<string, { readonly total: number; readonly by_size: Readonly<Record<string, number>> }>
  >;
  readonly rules: readonly {
    readonly support: number;
    readonly confidence: number;
    readonly total: number;
    readonly by_size?: Readonly<Record<string, number>>;
  }[];
  readonly 'top_lift_0.001_0.5': readonly {
    readonly lhs: readonly string[];
    readonly rhs: string;
    readonly count: number;
    readonly confidence: number;
    readonly lift: number;
  }[];
  readonly top_pairs_by_count: readonly (readonly [string, string, number])[];
}

export interface ReferenceRule {
  readonly antecedent: readonly string[];
  readonly consequent: string;
  readonly support: number;
  readonly confidence: number;
  readonly lift: number;
  readonly count: number;
}

export function readBaskets(): string[][] {
  const baskets = new Map<string, string[]>();
  for (const line of readLines('baskets.csv.gz')) {
    const comma = line.indexOf(',');
    const basket = baskets.get(line.slice(0, comma)) ?? [];
    baskets.set(line.slice(0, comma), basket);
    basket.push(line.slice(comma + 1));
  }
  return [...baskets.values()];
}

export function readReferenceCounts(): ReferenceCounts {
  return JSON.parse(readFileSync(join(FOLDER, 'reference_counts.json'), 'utf8')) as ReferenceCounts;
}

/** The rules of support 0.006 and confidence 0.25. */
export function readReferenceRules(): ReferenceRule[] {
  return readLines('reference_rules_s0006_c025.csv.gz').map((line) => {
    const parts = /^"\{(.*)\} => \{(.*)\}",([^,]+),([^,]+),[^,]+,([^,]+),(\d+)$/.exec(line);
    if (!parts) throw new Error(`not a rule: ${line}`);
    const [, antecedent = '', consequent = '', support, confidence, lift, count] = parts;
    return {
      antecedent: antecedent.split(',').sort(),
      consequent,
      support: Number(support),
      confidence: Number(confidence),
      lift: Number(lift),
      count: Number(count),
    };
  });
}

function readLines(name: string): string[] {
  const text = gunzipSync(readFileSync(join(FOLDER, name))).toString('utf8');
  return text.trim().split('\n').slice(1);
}
