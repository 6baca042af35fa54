import type { CounterLine } from '../service/answers.ts';

const PIECE_THOUSANDTHS = 1_000;

type Counted = Pick<CounterLine, 'kind' | 'linkedTo' | 'unit' | 'quantityThousandths'>;

/** How many things there are to carry: pieces, and one for each weighed line; what comes back is not counted. */
export function itemCountOf(lines: readonly Counted[]): number {
  return lines.reduce((sum, { kind, linkedTo, unit, quantityThousandths }) => {
    if (kind === 'return' || linkedTo !== null) return sum;
    return sum + (unit === 'kg' ? 1 : Math.round(quantityThousandths / PIECE_THOUSANDTHS));
  }, 0);
}
