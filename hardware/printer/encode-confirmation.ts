import { asciiBytes } from './encode-commands.ts';

/**
 * Asks an ESC/POS printer to answer with four characters when all before it is on paper: `GS ( H`, function 48 (Epson's
 * command reference). `id` is four printable ASCII characters; the answer is `37h 22h`, they, and a zero.
 */
export function encodeConfirmation(id: string): Uint8Array {
  if (!/^[\x20-\x7e]{4}$/.test(id)) throw new Error('the id of a confirmation is four ASCII characters');
  return Uint8Array.from([0x1d, 0x28, 0x48, 6, 0, 48, 48, ...asciiBytes(id)]);
}
