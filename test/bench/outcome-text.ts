import type { Outcome } from './figure.ts';

const WIDTHS = [11, 11, 11, 7] as const;

/** The heading of the table that `outcomeText` makes the lines of. */
export function outcomeHeader(): string {
  return `${columns(['p50', 'p99', 'floor p50', 'ratio'])}  figure, target\n`;
}

/** One figure in two lines: its numbers, and under them floor and targets in words. */
export function outcomeText({ label, unit, measured, processor, floor, targets }: Outcome): string {
  const isOnce = measured.count === 1;
  const shown = (value: number) => `${value.toFixed(value < 10 ? 3 : value < 100 ? 2 : 0)} ${unit}`;
  const numbers = columns([
    shown(measured.p50),
    isOnce ? '' : shown(measured.p99),
    floor ? shown(floor.spread.p50) : '',
    floor ? `${(measured.p50 / floor.spread.p50).toFixed(1)}×` : '',
  ]);
  const verdicts = targets.map(({ text, isMet }) => `${text}: ${isMet ? 'ok' : 'OVER'}`);
  const details = [
    ...verdicts,
    ...(processor
      ? [`processor ${shown(processor.p50)}${isOnce ? '' : `, p99 ${shown(processor.p99)}`}`]
      : []),
    ...(floor ? [`floor: ${floor.label}${isOnce ? '' : `, p99 ${shown(floor.spread.p99)}`}`] : []),
    ...(isOnce ? [] : [`${measured.count} samples`]),
  ];
  return `${numbers}  ${label}\n${columns(['', '', '', ''])}    ${details.join('; ')}\n`;
}

function columns(cells: readonly [string, string, string, string]): string {
  return cells.map((cell, index) => cell.padStart(WIDTHS[index]!)).join('');
}
