import type { PrintOutcome } from '../../../domain/devices/device-fault.ts';
import type { PrinterSettings } from '../../../domain/devices/device-settings.ts';
import type { PrinterDeadlines } from '../../../hardware/printer/printer.ts';
import type { PrinterOutput } from '../../../hardware/simulator/printer-mechanism.ts';
import type { PrinterSimulator } from '../../../hardware/simulator/printer-simulator.ts';

/** A printer as a shop would set it up; its connection has to be given. */
export function trialPrinter(
  settings: Partial<PrinterSettings> & Pick<PrinterSettings, 'connection'>,
): PrinterSettings {
  return {
    id: 'trial',
    name: 'Trial printer',
    dialect: 'esc-pos',
    encoding: 'gb18030',
    columns: 48,
    dots: 576,
    cut: 'partial',
    drawsCodes: false,
    answersStatus: true,
    confirmsPrint: true,
    drawer: { pin: 2, onMs: 50, offMs: 200 },
    fallbackId: null,
    ...settings,
  };
}

/** Short enough to be waited for, long enough for a machine that does other things too. */
export const shortDeadlines: PrinterDeadlines = { connectMs: 400, writeMs: 300, totalMs: 700, answerMs: 150 };
/** For tests in which nothing is meant to take long. */
export const amplePrinterDeadlines: PrinterDeadlines = {
  connectMs: 10_000,
  writeMs: 10_000,
  totalMs: 20_000,
  answerMs: 5_000,
};

/** A document whose every line says whose it is and which, cut at its end. */
export interface TrialDocument {
  readonly name: string;
  readonly lines: readonly string[];
  readonly bytes: Uint8Array;
}

export function trialDocument(name: string, lineCount = 76): TrialDocument {
  const lines = Array.from({ length: lineCount }, (_, index) => `${name}/${index} ${'.'.repeat(24)}`);
  const text = lines.map((line) => `${line}\n`).join('');
  return { name, lines, bytes: Buffer.concat([Buffer.from(text), Buffer.from([0x1d, 0x56, 0x42, 0])]) };
}

/** How often a document is on paper whole, and whether any of its bytes is. */
export function onPaper(
  { papers }: PrinterOutput,
  { name, lines }: TrialDocument,
): { wholeCount: number; isTouched: boolean } {
  const whole = papers.filter(
    (paper) => !paper.isRepeat && paper.isCut && paper.lines.join('\n') === lines.join('\n'),
  );
  const isTouched = papers.some((paper) => paper.lines.some((line) => line.startsWith(`${name}/`)));
  return { wholeCount: whole.length, isTouched };
}

/** What is not true of an outcome, given what the printer did in the end; empty where all of it is. */
export function falsehoods(
  outcome: PrintOutcome,
  simulator: PrinterSimulator,
  document: TrialDocument,
): string[] {
  const { wholeCount, isTouched } = onPaper(simulator.output(), document);
  const isOn = outcome.kind === 'confirmed' || outcome.kind === 'sent';
  return [
    ...(isOn && wholeCount !== 1
      ? [`${document.name} is ${outcome.kind}, ${wholeCount} times on paper`]
      : []),
    ...(outcome.kind === 'failed' && isTouched
      ? [`${document.name} failed, and some of it is on paper`]
      : []),
    ...(wholeCount > 1 ? [`${document.name} is on paper ${wholeCount} times`] : []),
  ];
}
