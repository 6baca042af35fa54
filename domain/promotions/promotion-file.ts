import { fail, ok, type Result } from '../result.ts';
import { explainIssue } from './explain-issue.ts';
import { checkPromotion, type CatalogueFacts } from './promotion-checks.ts';
import type { PromotionFault, PromotionFaultReason } from './promotion-fault.ts';
import { promotionSchema, RULES_MAX } from './promotion-schema.ts';
import type { Promotion } from './promotion.ts';

/** Characters of a file of rules. Two thousand rules with long lists of codes stay far below it. */
export const RULE_FILE_MAX_LENGTH = 50_000_000;
/** So many faults are told; a file with more has one cause that these show. */
export const FAULTS_MAX = 100;

type RuleRead = { readonly promotion: Promotion } | { readonly faults: readonly PromotionFault[] };

/**
 * Reads a file of rules, `{ "promotions": [ … ] }`, whole or not at all: the rules in their order with every default filled
 * in, or what is wrong with which field of which rule, at most `FAULTS_MAX` of it.
 */
export function readPromotions(text: string, facts: CatalogueFacts): Result<Promotion[], PromotionFault[]> {
  if (text.length > RULE_FILE_MAX_LENGTH) {
    return fail([ofFile({ code: 'file-too-large', max: RULE_FILE_MAX_LENGTH })]);
  }
  const json = parseJson(text);
  if (!json.ok) return fail([ofFile({ code: 'not-json', detail: json.error })]);
  const list = listOf(json.value);
  if (!list) return fail([ofFile({ code: 'not-a-file-of-rules' })]);
  if (list.length > RULES_MAX) {
    return fail([ofFile({ code: 'too-many-rules', found: list.length, max: RULES_MAX })]);
  }
  const rules = list.map((each, index) => readRule(each, index + 1, facts));
  const faults = [...rules.flatMap((rule) => ('faults' in rule ? rule.faults : [])), ...checkTogether(list)];
  if (faults.length > 0) return fail(faults.slice(0, FAULTS_MAX));
  return ok(rules.flatMap((rule) => ('promotion' in rule ? [rule.promotion] : [])));
}

function readRule(given: unknown, place: number, facts: CatalogueFacts): RuleRead {
  const ruleId = idOf(given);
  const tell = (path: readonly PropertyKey[], reason: PromotionFaultReason): PromotionFault => ({
    ...reason,
    ruleId,
    rulePlace: place,
    field: path.map(String).join('.'),
  });
  const read = promotionSchema.safeParse(given, { reportInput: true });
  if (!read.success)
    return {
      faults: read.error.issues.flatMap((issue) =>
        explainIssue(issue).map(([path, reason]) => tell(path, reason)),
      ),
    };
  const faults = checkPromotion(read.data, facts).map(({ path, reason }) => tell(path, reason));
  return faults.length > 0 ? { faults } : { promotion: read.data };
}

/** Ids, and codes that everybody uses, belong to one rule each. */
function checkTogether(list: readonly unknown[]): PromotionFault[] {
  const placeOf = new Map<string, number>();
  const ruleOf = new Map<string, string>();
  return list.flatMap((given, index): PromotionFault[] => {
    const [ruleId, rulePlace] = [idOf(given), index + 1];
    if (ruleId === null) return [];
    const place = placeOf.get(ruleId);
    if (place !== undefined) return [{ code: 'duplicate-id', place, ruleId, rulePlace, field: 'id' }];
    placeOf.set(ruleId, rulePlace);
    const code = sharedCodeOf(given);
    const other = code === null ? undefined : ruleOf.get(code);
    if (other !== undefined) {
      return [{ code: 'code-taken', other, ruleId, rulePlace, field: 'coupon.sharedCode' }];
    }
    if (code !== null) ruleOf.set(code, ruleId);
    return [];
  });
}

function ofFile(reason: PromotionFaultReason): PromotionFault {
  return { ...reason, ruleId: null, rulePlace: null, field: '' };
}

function parseJson(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

function listOf(json: unknown): readonly unknown[] | null {
  const promotions = isRecord(json) ? json['promotions'] : null;
  return Array.isArray(promotions) ? promotions : null;
}

function idOf(given: unknown): string | null {
  const id = isRecord(given) ? given['id'] : null;
  return typeof id === 'string' ? id : null;
}

function sharedCodeOf(given: unknown): string | null {
  const coupon = isRecord(given) ? given['coupon'] : null;
  const code = isRecord(coupon) ? coupon['sharedCode'] : null;
  return typeof code === 'string' ? code : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
