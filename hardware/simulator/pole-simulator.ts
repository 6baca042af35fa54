import type { PoleDialect, PoleDisplaySettings } from '../../domain/devices/device-settings.ts';
import { createPoleScreen, type PoleScreen } from './pole-screen.ts';
import type { SimulatedDevice } from './simulated-port.ts';

/** A pole display inside the program, which does what its bytes say. */
export interface PoleSimulator extends SimulatedDevice {
  /** Its two lines as a customer reads them, without blanks behind them. */
  lines(): readonly [string, string];
  /** Bytes that it had no use for: none, when its driver is right. */
  strayCount(): number;
}

/** A command of two bytes, or three after `ESC Q`, and how many follow; `line` is followed by text up to CR. */
interface PoleCommand {
  readonly operands: number | 'line';
  readonly dialects: readonly PoleDialect[];
  /** Does it; false where its operands say nothing. */
  readonly obey: (screen: PoleScreen, operands: Uint8Array) => boolean;
}

const both: readonly PoleDialect[] = ['cd5220', 'esc-pos-vfd'];
const goTo: PoleCommand['obey'] = (screen, [x = 0, y = 0]) => screen.goTo(x, y);
const setLine =
  (row: number): PoleCommand['obey'] =>
  (screen, text) => {
    screen.setLine(row, text);
    return true;
  };

const commands: Readonly<Record<string, PoleCommand>> = {
  '1b40': {
    operands: 0,
    dialects: both,
    obey: (screen) => {
      screen.clear();
      return true;
    },
  },
  '1b6c': { operands: 2, dialects: ['cd5220'], obey: goTo },
  '1b5141': { operands: 'line', dialects: ['cd5220'], obey: setLine(1) },
  '1b5142': { operands: 'line', dialects: ['cd5220'], obey: setLine(2) },
  '1b74': { operands: 1, dialects: ['esc-pos-vfd'], obey: () => true },
  '1b52': { operands: 1, dialects: ['esc-pos-vfd'], obey: () => true },
  '1f01': { operands: 0, dialects: ['esc-pos-vfd'], obey: () => true },
  '1f24': { operands: 2, dialects: ['esc-pos-vfd'], obey: goTo },
};

const CLR = 0x0c;
const CR = 0x0d;
const ESC = 0x1b;
const US = 0x1f;
const BLANK = 0x20;

export function createPoleSimulator({
  dialect,
  encoding,
}: Pick<PoleDisplaySettings, 'dialect' | 'encoding'>): PoleSimulator {
  const screen = createPoleScreen(encoding);
  /** A command that is still being sent. */
  let begun: number[] = [];
  /** After `ESC Q A` or `B` only these and CLR are taken. */
  let isInLines = false;
  let strays = 0;

  const goOn = (byte: number): void => {
    begun.push(byte);
    const length = begun[1] === 0x51 ? 3 : 2;
    if (begun.length < length) return;
    const command = commands[Buffer.from(begun.slice(0, length)).toString('hex')];
    const isTaken = command?.dialects.includes(dialect) && (!isInLines || command.operands === 'line');
    const operands = Uint8Array.from(begun.slice(length));
    const isLineEnd = operands.at(-1) === CR;
    const isWhole = command?.operands === 'line' ? isLineEnd : operands.length === command?.operands;
    if (command === undefined || !isTaken) strays += begun.length;
    else if (!isWhole) return;
    else if (!command.obey(screen, isLineEnd ? operands.subarray(0, -1) : operands)) strays += 1;
    if (isTaken) isInLines = command?.operands === 'line';
    begun = [];
  };
  const take = (byte: number): void => {
    if (begun.length > 0) goOn(byte);
    else if (byte === ESC || byte === US) begun = [byte];
    else if (byte === CLR) {
      screen.clear();
      isInLines = false;
    } else if (byte < BLANK || isInLines) strays += 1;
    else screen.write(byte);
  };

  return {
    receive: (bytes) => bytes.forEach(take),
    attach: () => () => undefined,
    lines: () => screen.lines(),
    strayCount: () => strays,
  };
}
