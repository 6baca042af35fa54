import type { PrinterDialect } from '../../domain/devices/device-settings.ts';
import type { CommandForm, PrinterCommand } from './printer-command-form.ts';
import { escPosForms } from './printer-esc-pos.ts';
import { starForms } from './printer-star.ts';

const forms: Readonly<Record<PrinterDialect, readonly CommandForm[]>> = {
  'esc-pos': escPosForms,
  'star-line': starForms,
};
const FIRST_PRINTABLE = 0x20;

/** The first command of what a printer was sent, and how many bytes it is; null while more of it has to come. */
export function readCommand(
  dialect: PrinterDialect,
  bytes: Uint8Array,
): { readonly command: PrinterCommand; readonly length: number } | null {
  if (bytes.length === 0) return null;
  const textEnd = bytes.findIndex((byte) => byte < FIRST_PRINTABLE);
  if (textEnd !== 0) {
    const length = textEnd === -1 ? bytes.length : textEnd;
    return { command: { kind: 'text', bytes: bytes.subarray(0, length) }, length };
  }
  const found = forms[dialect].find(({ prefix }) => prefix.every((byte, index) => bytes[index] === byte));
  if (found !== undefined) {
    const length = found.length(bytes);
    return length > bytes.length ? null : { command: found.read(bytes.subarray(0, length)), length };
  }
  const isBegun = forms[dialect].some(({ prefix }) => bytes.every((byte, index) => prefix[index] === byte));
  return isBegun ? null : { command: { kind: 'unknown', bytes: bytes.subarray(0, 1) }, length: 1 };
}
