import { fail, ok, type Result } from '../result.ts';
import { isDigits } from './check-digit.ts';

/**
 * How one kind of label that the shop prints itself is read, as the trade writes it: `21IIIIIWWWWWC`,
 * `20IIIIIVPPPPC`, `26IIIIIPPPPPWWWWWC`, `28MMMMMMMMMMC`. Leading digits stand for themselves; then
 * `I` the item, `W` its weight, `P` its price, `M` a member's number (instead of an item), `V` the verifier digit of
 * the one price or weight, `X` anything, and `C`, last, the modulo-10 check digit.
 */
export interface InStoreRule {
  readonly id: string;
  readonly pattern: string;
  /** Grams that one step of `W` is worth: 1, 10, 100 or 1,000. */
  readonly weightStepGrams: number;
  /** Minor units of money that one step of `P` is worth: 1, 10, 100 or 1,000. */
  readonly priceStepMinor: number;
}

export type InStoreRuleError =
  | { readonly code: 'in-store-rule-count'; readonly count: number; readonly max: number }
  | { readonly code: 'in-store-rule-invalid'; readonly ruleId: string; readonly field: InStoreRuleField }
  | { readonly code: 'in-store-rule-overlap'; readonly ruleId: string; readonly otherId: string };

/** What of a rule is wrong; the parts of a pattern are told apart, as each is put right differently. */
export type InStoreRuleField =
  | 'id'
  | 'pattern-letters'
  | 'pattern-length'
  | 'pattern-prefix'
  | 'pattern-item'
  | 'pattern-value'
  | 'pattern-verifier'
  | 'weight-step'
  | 'price-step';

const IN_STORE_RULES_MAX = 50;
const RULE_ID_MAX_LENGTH = 40;
const PATTERN_MAX_LENGTH = 24;
const RUN_MAX_LENGTH = 10;
const VALUE_MAX_LENGTH = 7;
const STEPS = new Set([1, 10, 100, 1_000]);
const PATTERN = /^\d+[IMPVWX]+C?$/;
// GS1 leaves these beginnings of 13 and of 8 digits to the shop; any other is somebody's article.
const RESTRICTED_13 = /^(?:2|02|04)/;
const RESTRICTED_8 = /^[02]/;

/** Accepts a shop's rules, or says which of them is at fault and in what. No code may fit two rules. */
export function validateInStoreRules(
  rules: readonly InStoreRule[],
): Result<readonly InStoreRule[], InStoreRuleError> {
  if (rules.length > IN_STORE_RULES_MAX) {
    return fail({ code: 'in-store-rule-count', count: rules.length, max: IN_STORE_RULES_MAX });
  }
  for (const [index, rule] of rules.entries()) {
    const field = findFault(rule);
    if (field !== null) return fail({ code: 'in-store-rule-invalid', ruleId: rule.id, field });
    const other = rules.slice(0, index).find((earlier) => earlier.id === rule.id || overlaps(earlier, rule));
    if (other !== undefined) {
      return fail({ code: 'in-store-rule-overlap', ruleId: rule.id, otherId: other.id });
    }
  }
  return ok(rules);
}

/** The rule that a code of ASCII digits falls under by its length and first digits, or null. */
export function findInStoreRule(rules: readonly InStoreRule[], digits: string): InStoreRule | null {
  const fits = (rule: InStoreRule): boolean =>
    rule.pattern.length === digits.length && digits.startsWith(patternPrefix(rule.pattern));
  return rules.find(fits) ?? null;
}

/** The digits of a code that stand at a letter of the pattern; empty when the pattern has no such letter. */
export function sliceField(pattern: string, letter: 'I' | 'M' | 'P' | 'V' | 'W', digits: string): string {
  const start = pattern.indexOf(letter);
  return start < 0 ? '' : digits.slice(start, pattern.lastIndexOf(letter) + 1);
}

function findFault(rule: InStoreRule): InStoreRuleField | null {
  if (rule.id.trim() === '' || rule.id.length > RULE_ID_MAX_LENGTH) return 'id';
  const fault = findPatternFault(rule.pattern);
  if (fault !== null) return fault;
  if (!STEPS.has(rule.weightStepGrams)) return 'weight-step';
  return STEPS.has(rule.priceStepMinor) ? null : 'price-step';
}

function findPatternFault(pattern: string): InStoreRuleField | null {
  const { length } = pattern;
  // A UPC-A is thirteen digits with its leading zero, so twelve are never needed; nine to eleven are no symbol.
  if (length !== 8 && (length < 13 || length > PATTERN_MAX_LENGTH)) return 'pattern-length';
  if (!PATTERN.test(pattern)) return 'pattern-letters';
  if (!isFreePrefix(pattern)) return 'pattern-prefix';
  const runs = pattern.match(/([IMPVW])\1*/g) ?? [];
  const countOf = (letter: string): number => runs.filter((run) => run.startsWith(letter)).length;
  const lengthOf = (letter: string): number => runs.find((run) => run.startsWith(letter))?.length ?? 0;
  if (countOf('I') + countOf('M') !== 1 || lengthOf('I') + lengthOf('M') > RUN_MAX_LENGTH)
    return 'pattern-item';
  const hasValue = countOf('W') + countOf('P') > 0;
  const isValueAmiss = countOf('W') > 1 || countOf('P') > 1 || (countOf('M') > 0 && hasValue);
  const valueLength = lengthOf('W') + lengthOf('P');
  if (isValueAmiss || lengthOf('W') > VALUE_MAX_LENGTH || lengthOf('P') > VALUE_MAX_LENGTH)
    return 'pattern-value';
  const canVerify = countOf('W') + countOf('P') === 1 && (valueLength === 4 || valueLength === 5);
  if (countOf('V') > 0 && (countOf('V') > 1 || lengthOf('V') !== 1 || !canVerify)) return 'pattern-verifier';
  return null;
}

function isFreePrefix(pattern: string): boolean {
  const prefix = patternPrefix(pattern);
  if (pattern.length === 8) return RESTRICTED_8.test(prefix);
  return pattern.length === 13 ? RESTRICTED_13.test(prefix) : prefix.length >= 2;
}

function patternPrefix(pattern: string): string {
  let end = 0;
  while (isDigits(pattern.charAt(end))) end += 1;
  return pattern.slice(0, end);
}

function overlaps(a: InStoreRule, b: InStoreRule): boolean {
  if (a.pattern.length !== b.pattern.length) return false;
  const [first, second] = [patternPrefix(a.pattern), patternPrefix(b.pattern)];
  return first.startsWith(second) || second.startsWith(first);
}
