/** The places of a US keyboard that are not letters or digits: without and with shift. */
const SIGNS: Readonly<Record<string, string>> = {
  Space: '  ',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Backquote: '`~',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  NumpadDecimal: '..',
  NumpadAdd: '++',
  NumpadSubtract: '--',
  NumpadMultiply: '**',
  NumpadDivide: '//',
};
const SHIFTED_DIGITS = ')!@#$%^&*(';
const PLACE = /^(?:Key([A-Z])|Digit(\d)|Numpad(\d))$/;

/**
 * The character that a key makes on a US keyboard, which is what scanners pretend to be as they leave the factory; null
 * when the key makes none there. `code` is a `KeyboardEvent.code` (UI Events KeyboardEvent code Values, W3C).
 */
export function usCharacterOf(code: string, shift: boolean): string | null {
  const [, letter, digit, numpadDigit] = PLACE.exec(code) ?? [];
  if (letter !== undefined) return shift ? letter : letter.toLowerCase();
  if (digit !== undefined) return shift ? SHIFTED_DIGITS.charAt(Number(digit)) : digit;
  return numpadDigit ?? SIGNS[code]?.charAt(shift ? 1 : 0) ?? null;
}
