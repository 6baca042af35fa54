const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const gb18030 = new TextDecoder('gb18030', { fatal: true });

/**
 * What a scanner's bytes say. Nearly every code is ASCII, which is the same in all three: UTF-8 is tried first because text of
 * another encoding is hardly ever valid in it, then GB18030, in which scanners sold in China send Chinese QR codes, and last
 * Latin-1, which every byte is valid in, so that nothing that was read is lost.
 */
export function decodeScan(bytes: Uint8Array): string {
  for (const decoder of [utf8, gb18030]) {
    try {
      return decoder.decode(bytes);
    } catch {
      // Not valid in this one.
    }
  }
  return Buffer.from(bytes).toString('latin1');
}
