/** Hides one stretch of a name, whatever its length, so that the mask does not tell it. */
const HIDDEN = '*';
const DIGITS_SHOWN = 4;
/** Letters of the end of a word that are shown, so that people can tell their own name. */
const LETTERS_SHOWN = 4;

/**
 * A name as a screen or receipt shows it: `王*芳`, `王*`, `Lin *qing`, `Madonna` as `M*a`. The first word of several is
 * whole, of every later one only the end is shown; at least one character of a name is hidden.
 */
export function maskName(name: string): string {
  const words = name.trim().split(/\s+/u);
  const [first = '', ...others] = words;
  if (others.length === 0) return maskWord(first);
  return [first, ...others.map(maskEnd)].join(' ');
}

/** `•••• 6027`. */
export function maskPhone(phone: string): string {
  return `•••• ${phone.slice(-DIGITS_SHOWN)}`;
}

/** `l•••@example.org`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}•••${email.slice(at)}`;
}

/** One word keeps its first character, and its last where there are more than two. */
function maskWord(word: string): string {
  const characters = [...word];
  if (characters.length < 2) return HIDDEN;
  return characters[0] + HIDDEN + (characters.length > 2 ? characters.at(-1)! : '');
}

function maskEnd(word: string): string {
  const characters = [...word];
  const shown = Math.min(LETTERS_SHOWN, Math.max(0, characters.length - 2));
  return HIDDEN + (shown === 0 ? '' : characters.slice(-shown).join(''));
}
