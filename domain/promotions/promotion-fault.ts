/** What is wrong with a field, or with a file of rules as a whole; the sentences are in `text/promotion-text.ts`. */
export type PromotionFaultReason =
  | { readonly code: 'file-too-large'; readonly max: number }
  | { readonly code: 'not-json'; readonly detail: string }
  | { readonly code: 'not-a-file-of-rules' }
  | { readonly code: 'too-many-rules'; readonly found: number; readonly max: number }
  | { readonly code: 'duplicate-id'; readonly place: number }
  | { readonly code: 'unknown-field'; readonly name: string }
  | { readonly code: 'unknown-kind'; readonly kinds: string }
  | { readonly code: 'missing' }
  | { readonly code: 'wrong-type'; readonly expected: string }
  | { readonly code: 'wrong-value'; readonly expected: string }
  | { readonly code: 'bad-form' }
  | { readonly code: 'not-whole' }
  | { readonly code: 'negative' }
  | { readonly code: 'too-small'; readonly min: number }
  | { readonly code: 'too-large'; readonly max: number }
  | { readonly code: 'too-short' }
  | { readonly code: 'too-long'; readonly max: number }
  | { readonly code: 'too-few'; readonly min: number }
  | { readonly code: 'too-many'; readonly max: number }
  | { readonly code: 'not-a-date'; readonly value: string }
  | { readonly code: 'mixed-dates' }
  | { readonly code: 'dates-reversed'; readonly from: string; readonly to: string }
  | { readonly code: 'no-time' }
  | { readonly code: 'range-reversed' }
  | { readonly code: 'repeated'; readonly value: string }
  | { readonly code: 'steps-not-rising' }
  | { readonly code: 'parts-overlap'; readonly first: number; readonly second: number }
  | { readonly code: 'same-target' }
  | { readonly code: 'code-taken'; readonly other: string }
  | { readonly code: 'unknown-article'; readonly value: string }
  | { readonly code: 'unknown-department'; readonly value: string };

/** A fault of a rule: which rule, by id and place in its file (from 1), and which field, as `offer.steps.0.rateBp`. */
export type PromotionFault = PromotionFaultReason & {
  /** Null for the file as a whole, and for a rule whose id cannot be read. */
  readonly ruleId: string | null;
  readonly rulePlace: number | null;
  readonly field: string;
};
