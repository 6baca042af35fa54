const ZERO = 48;

/** True for one or more ASCII digits and nothing else. */
export function isDigits(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return false;
  }
  return text.length > 0;
}

/**
 * The modulo-10 check digit that belongs after `digits` (ASCII digits without it): weights 3, 1, 3, … from the right.
 * Source: GS1 General Specifications, section 7.9.1.
 */
export function mod10CheckDigit(digits: string): number {
  let sum = 0;
  let weight = 3;
  for (let index = digits.length - 1; index >= 0; index -= 1) {
    sum += (digits.charCodeAt(index) - ZERO) * weight;
    weight = 4 - weight;
  }
  return (10 - (sum % 10)) % 10;
}

/** Whether the last of these ASCII digits is the modulo-10 check digit of the others. */
export function hasValidCheckDigit(code: string): boolean {
  return mod10CheckDigit(code.slice(0, -1)) === code.charCodeAt(code.length - 1) - ZERO;
}

// Digit by digit the products of the weights 2−, 3, 5+ and 5−: a two-digit product is folded by adding its tens to
// its units (+) or taking them away (−), modulo 10.
const TWO_MINUS = [0, 2, 4, 6, 8, 9, 1, 3, 5, 7];
const THREE = [0, 3, 6, 9, 2, 5, 8, 1, 4, 7];
const FIVE_PLUS = [0, 5, 1, 6, 2, 7, 3, 8, 4, 9];
const FIVE_MINUS = [0, 5, 9, 4, 8, 3, 7, 2, 6, 1];

const FOUR_DIGIT_WEIGHTS = [TWO_MINUS, TWO_MINUS, THREE, FIVE_MINUS];
const FIVE_DIGIT_WEIGHTS = [FIVE_PLUS, TWO_MINUS, FIVE_MINUS, FIVE_PLUS, TWO_MINUS];

/**
 * The verifier digit of a price or weight of four or five digits inside an in-store code; null for any other length.
 * Source: GS1 General Specifications, sections 7.9.2 to 7.9.4 (2875 gives 9, 14685 gives 6).
 */
export function measureVerifierDigit(digits: string): number | null {
  if (digits.length === 4) return (weighedSum(digits, FOUR_DIGIT_WEIGHTS) * 3) % 10;
  if (digits.length !== 5) return null;
  const remainder = (10 - (weighedSum(digits, FIVE_DIGIT_WEIGHTS) % 10)) % 10;
  return FIVE_MINUS.indexOf(remainder);
}

function weighedSum(digits: string, weights: readonly (readonly number[])[]): number {
  return weights.reduce((sum, weight, index) => sum + (weight[digits.charCodeAt(index) - ZERO] ?? 0), 0);
}
