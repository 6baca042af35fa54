/** Digits and capitals without those that are read for another: I, L, O and U (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 60 bits that nobody guesses. */
export const COUPON_RANDOM_CHARS = 12;

/**
 * The code of a coupon: the shop's prefix, twelve random characters, and one that checks them (Luhn's formula modulo 32),
 * so that one wrong character never makes the code of another coupon. `random` has a number from 0 to 31 for each character.
 */
export function makeCouponCode(prefix: string, random: Uint8Array): string {
  if (random.length !== COUPON_RANDOM_CHARS)
    throw new RangeError('a coupon code takes twelve random numbers');
  const body = [...random].map((value) => ALPHABET.charAt(value % ALPHABET.length)).join('');
  return `${prefix.toUpperCase()}${body}${checkCharacter(body)}`;
}

function checkCharacter(body: string): string {
  const size = ALPHABET.length;
  let sum = 0;
  for (let place = 0; place < body.length; place += 1) {
    // From the right every other character counts twice, as the sum of its two digits to the base.
    const value = ALPHABET.indexOf(body.charAt(body.length - 1 - place));
    const weighed = place % 2 === 0 ? value * 2 : value;
    sum += Math.floor(weighed / size) + (weighed % size);
  }
  return ALPHABET.charAt((size - (sum % size)) % size);
}
