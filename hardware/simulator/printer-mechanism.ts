import type { PrinterDialect, TextEncoding } from '../../domain/devices/device-settings.ts';
import { answerOf, processIdAnswer } from './printer-answer.ts';
import type { PrinterCommand } from './printer-command-form.ts';
import type { PrinterFault } from './printer-faults.ts';
import { createPaperRoll, type SimulatedPaper } from './printer-paper.ts';

/** What a simulated printer did. */
export interface PrinterOutput {
  readonly papers: readonly SimulatedPaper[];
  readonly drawerKicks: number;
  readonly isDrawerOpen: boolean;
  /** How many bytes it has taken that were no questions. */
  readonly takenBytes: number;
}

/** Where a command came from, and its answer goes. */
export interface CommandSource {
  answer(bytes: Uint8Array): void;
  /** Everything that came from it is taken. */
  end(): void;
}

/** What prints in a simulated printer: it takes commands, and carries them out when it can. */
export interface PrinterMechanism {
  take(command: PrinterCommand, size: number, from: CommandSource): void;
  /** Counts bytes of a command whose rest never came. */
  takeRest(size: number): void;
  takeEnd(from: CommandSource): void;
  hasRoom(): boolean;
  /** Carries out what it can; whether there was anything. */
  work(): boolean;
  closeDrawer(): void;
  output(): PrinterOutput;
}

interface Task {
  /** Null at the end of a connection. */
  readonly command: PrinterCommand | null;
  readonly size: number;
  readonly from: CommandSource;
}

/** With more than this waiting to be printed it takes nothing more. */
const BUFFER_BYTES = 64 * 1_024;
const ETB_COUNTS = 32;

export function createPrinterMechanism(
  dialect: PrinterDialect,
  encoding: TextEncoding,
  nowUtcMs: () => number,
  fault: () => PrinterFault | null,
): PrinterMechanism {
  const roll = createPaperRoll(encoding, nowUtcMs);
  const tasks: Task[] = [];
  let waitingBytes = 0;
  let takenBytes = 0;
  let drawerKicks = 0;
  let isDrawerOpen = false;
  let etbCount = 0;

  const answer = (n: number): Uint8Array => answerOf({ dialect, fault: fault(), isDrawerOpen, etbCount }, n);
  const isHeld = (): boolean => ['hangs', 'paper-out', 'cover-open'].includes(fault() ?? '');
  const carryOut = ({ command, size, from }: Task): void => {
    waitingBytes -= size;
    if (command === null) {
      roll.endDocument();
      from.end();
      return;
    }
    roll.print(command);
    if (command.kind === 'kick') {
      drawerKicks++;
      isDrawerOpen = true;
    }
    if (command.kind === 'cut' && fault() === 'prints-twice') roll.repeat();
    if (command.kind !== 'mark') return;
    if (command.id === null) etbCount = (etbCount + 1) % ETB_COUNTS;
    const done = command.id === null ? answer(0) : processIdAnswer(command.id);
    from.answer(done);
    if (fault() === 'prints-twice') from.answer(done);
  };

  return {
    take: (command, size, from) => {
      if (command.kind !== 'question') {
        takenBytes += size;
        waitingBytes += size;
        tasks.push({ command, size, from });
      } else if (fault() !== 'hangs') from.answer(answer(command.n));
    },
    takeRest: (size) => void (takenBytes += size),
    takeEnd: (from) => {
      tasks.push({ command: null, size: 0, from });
      // What it has taken is its own affair: a connection does not last until there is paper again.
      if (fault() !== 'hangs') from.end();
    },
    hasRoom: () => waitingBytes < BUFFER_BYTES,
    work: () => {
      const hasTasks = tasks.length > 0;
      while (tasks.length > 0 && !isHeld()) carryOut(tasks.shift()!);
      return hasTasks;
    },
    closeDrawer: () => void (isDrawerOpen = false),
    output: () => ({ papers: roll.papers(), drawerKicks, isDrawerOpen, takenBytes }),
  };
}
