import type * as z from 'zod';
import type { PromotionFaultReason } from './promotion-fault.ts';

/** A field, as a path, and what is wrong with it. */
export type ExplainedIssue = readonly [path: readonly PropertyKey[], reason: PromotionFaultReason];
/** What zod found, in our words. Of the forms that a value may have, the one that it comes nearest to is told about. */
export function explainIssue(issue: z.core.$ZodIssue, above: readonly PropertyKey[] = []): ExplainedIssue[] {
  const path = [...above, ...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((name) => [[...path, name], { code: 'unknown-field', name }] as const);
    case 'invalid_union': {
      if (issue.discriminator !== undefined) {
        return [[path, { code: 'unknown-kind', kinds: optionsOf(issue) }]];
      }
      const nearest = issue.errors.find((errors) => errors.some(isInside));
      if (!nearest) return [[path, isMissing(issue) ? { code: 'missing' } : { code: 'bad-form' }]];
      return nearest.flatMap((each) => explainIssue(each, path));
    }
    case 'invalid_type':
      if (isMissing(issue)) return [[path, { code: 'missing' }]];
      if (issue.expected === 'int') return [[path, { code: 'not-whole' }]];
      return [[path, { code: 'wrong-type', expected: issue.expected }]];
    case 'invalid_value':
      return [[path, { code: 'wrong-value', expected: issue.values.map(String).join(', ') }]];
    case 'too_small':
      return [[path, tooSmall(issue)]];
    case 'too_big':
      return [[path, tooLarge(issue)]];
    case 'invalid_key':
      return [[path, { code: 'bad-form' }]];
    case 'custom': {
      const limit = Number(issue.params?.['limit']);
      const fault: unknown = issue.params?.['fault'];
      if (fault === 'too-many') return [[path, { code: 'too-many', max: limit }]];
      return [[path, fault === 'too-few' ? { code: 'too-few', min: limit } : { code: 'bad-form' }]];
    }
    default:
      return [[path, { code: 'bad-form' }]];
  }
}

function tooSmall(issue: z.core.$ZodIssueTooSmall): PromotionFaultReason {
  const min = Number(issue.minimum);
  if (issue.origin === 'array') return { code: 'too-few', min };
  if (issue.origin === 'string') return { code: 'too-short' };
  return Number(issue.input) < 0 ? { code: 'negative' } : { code: 'too-small', min };
}

function tooLarge(issue: z.core.$ZodIssueTooBig): PromotionFaultReason {
  const max = Number(issue.maximum);
  if (issue.origin === 'array') return { code: 'too-many', max };
  return issue.origin === 'string' ? { code: 'too-long', max } : { code: 'too-large', max };
}

/** A form that the value has, apart from a field of it. */
function isInside(issue: z.core.$ZodIssue): boolean {
  return issue.path.length > 0 || issue.code === 'unrecognized_keys';
}

function isMissing(issue: z.core.$ZodIssue): boolean {
  return issue.input === undefined;
}

function optionsOf(issue: z.core.$ZodIssueInvalidUnion): string {
  return 'options' in issue && Array.isArray(issue.options) ? issue.options.join(', ') : '';
}
