/** The upper halves of code pages 437 and 858, from IBM's charts; the others are read by the platform. */
const cp437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';
const cp858 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

export type CodePage = 'cp437' | 'cp850' | 'cp858' | 'katakana' | 'windows-1252' | 'ibm866';

/** A two-byte font that a printer may have, by the name that the platform reads it under. */
export type TwoByteFont = 'gb18030' | 'big5' | 'shift_jis';

/** Signs of ASCII that a national set replaces: Epson's table, sets 0, 8 and 15. */
const nationalSets: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  0: {},
  8: { '\\': '¥' },
  15: { $: '¥' },
};

/** One byte as a character; null for one that the font has none for. */
export function readByte(byte: number, page: CodePage, nationalSet: number): string | null {
  if (byte < 0x20 || byte === 0x7f) return null;
  if (byte < 0x7f) {
    const character = String.fromCharCode(byte);
    return nationalSets[nationalSet]?.[character] ?? character;
  }
  switch (page) {
    case 'cp437':
      return cp437[byte - 0x80]!;
    case 'cp858':
      return cp858[byte - 0x80]!;
    case 'cp850':
      return byte === 0xd5 ? 'ı' : cp858[byte - 0x80]!;
    case 'katakana':
      return byte >= 0xa1 && byte <= 0xdf ? String.fromCharCode(0xff61 + byte - 0xa1) : null;
    case 'windows-1252':
    case 'ibm866': {
      const character = new TextDecoder(page).decode(Uint8Array.of(byte));
      return /\p{Cc}/u.test(character) ? null : character;
    }
  }
}

const decoders = {
  gb18030: new TextDecoder('gb18030', { fatal: true }),
  big5: new TextDecoder('big5', { fatal: true }),
  shift_jis: new TextDecoder('shift_jis', { fatal: true }),
};

/** Whether a byte begins a character of two. */
export function isLead(byte: number, font: TwoByteFont): boolean {
  if (font !== 'shift_jis') return byte >= 0x80;
  return (byte >= 0x80 && byte <= 0xa0) || byte >= 0xe0;
}

/** Two bytes as a character, or why they are none. */
export function readPair(lead: number, trail: number, font: TwoByteFont): string | { readonly why: string } {
  if (font === 'gb18030' && trail >= 0x30 && trail <= 0x39)
    return { why: 'a four-byte code, which printers have no letters for' };
  try {
    const text = decoders[font].decode(Uint8Array.of(lead, trail));
    // Two characters come of a byte that needs no other, such as the 80h that some read as a euro.
    if ([...text].length !== 1 || /[\p{Co}\p{Cc}]/u.test(text)) throw new TypeError(text);
    return text;
  } catch {
    return { why: `no character ${lead.toString(16)} ${trail.toString(16)} in ${font}` };
  }
}
