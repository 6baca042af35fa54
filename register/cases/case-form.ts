import * as z from 'zod';

/** Far above any file of this form; a file that is larger is something else. */
const CASES_MAX = 10_000;
const LIST_MAX = 1_000;

const minor = z.int();
const count = z.number().min(0).max(1_000_000);
const atLeastOne = z.int().min(1).max(1_000_000);
const percent = z.number().min(0).max(100);
const text = z.string().max(2_000);

/** `[from, to]`, or named ends; an end that is absent is open. */
const priceRangeSchema = z.union([
  z.tuple([minor.nullable(), minor.nullable()]),
  z.looseObject({
    from: minor.nullish(),
    to: minor.nullish(),
    min: minor.nullish(),
    max: minor.nullish(),
    fromMinor: minor.nullish(),
    toMinor: minor.nullish(),
    minMinor: minor.nullish(),
    maxMinor: minor.nullish(),
  }),
]);

const targetSchema = z.union([
  z.literal('all'),
  z.looseObject({
    skus: z.array(text).max(LIST_MAX).optional(),
    tags: z.array(text).max(LIST_MAX).optional(),
    priceRangeMinor: priceRangeSchema.optional(),
  }),
]);

const conditionsSchema = z.looseObject({
  minSubtotalMinor: minor.optional(),
  minSubtotalExclusiveMinor: minor.optional(),
  minSubtotalTarget: targetSchema.optional(),
  minQty: count.optional(),
  containsTarget: targetSchema.optional(),
  minDistinctSkus: count.optional(),
  couponCode: text.optional(),
  usageLimit: count.optional(),
  used: count.optional(),
  perMemberLimit: count.optional(),
  usedByMember: count.optional(),
  usedInCancelledOrders: count.optional(),
  reusableAfterCancel: z.boolean().optional(),
  validFrom: text.nullish(),
  validTo: text.nullish(),
  expired: z.boolean().optional(),
  memberGroup: text.optional(),
  memberMinPoints: z.number().optional(),
  nthCompletedOrder: count.optional(),
});

const partSchema = z.looseObject({
  target: targetSchema.optional(),
  sku: text.optional(),
  skus: z.array(text).max(LIST_MAX).optional(),
  tags: z.array(text).max(LIST_MAX).optional(),
  qty: count.optional(),
});

const stepSchema = z.looseObject({
  fromMinor: minor.optional(),
  fromQty: count.optional(),
  fromPoints: z.number().optional(),
  distinct: count.optional(),
  percent: percent.optional(),
  amountMinor: minor.optional(),
  tier: text.optional(),
});

const promotionSchema = z.looseObject({
  id: text.min(1),
  rule: text.optional(),
  kind: text,
  percent: percent.optional(),
  amountMinor: minor.optional(),
  priceMinor: minor.optional(),
  target: targetSchema.optional(),
  conditions: conditionsSchema.optional(),
  repeat: z.boolean().optional(),
  tiers: z.array(stepSchema).max(LIST_MAX).optional(),
  base: text.optional(),
  basePercent: percent.optional(),
  baseMinor: minor.optional(),
  stackGroup: text.optional(),
  exclusiveWithinGroup: z.boolean().optional(),
  exclusive: z.boolean().optional(),
  priority: z.number().optional(),
  lane: text.optional(),
  appliesHere: z.boolean().optional(),
  selection: text.optional(),
  minLineQty: count.optional(),
  bundle: z.array(partSchema).max(LIST_MAX).optional(),
  set: z.array(partSchema).max(LIST_MAX).optional(),
  groupQty: atLeastOne.optional(),
  maxGroups: count.optional(),
  sort: text.optional(),
  pick: z.enum(['cheapest', 'most_expensive']).optional(),
  pickScope: z.enum(['per_group', 'across_groups']).optional(),
  buyQty: atLeastOne.optional(),
  getQty: atLeastOne.optional(),
  getTarget: targetSchema.optional(),
  buyUnitsNotReusable: z.boolean().optional(),
  gift: z.union([text, targetSchema]).optional(),
  units: count.optional(),
  per: text.optional(),
  maxQty: count.optional(),
  maxDiscountMinor: minor.optional(),
  respectPriceFloor: z.boolean().optional(),
  appliesToSaleItems: z.boolean().optional(),
  budget: z.looseObject({ type: text, limit: z.number(), used: z.number().optional() }).optional(),
  rounding: text.optional(),
  roundOn: text.optional(),
  capIncludesTax: z.boolean().optional(),
  amountIncludesTax: z.boolean().optional(),
  pointsPerMajorUnit: z.number().min(0).optional(),
  pointsPrecision: z.int().min(0).max(6).optional(),
  minorPerPoint: z.number().min(0).optional(),
  blockPoints: z.number().min(0).optional(),
  blockMinor: minor.optional(),
  minPoints: z.number().min(0).optional(),
  costPoints: z.number().min(0).optional(),
  unitsPerBlock: atLeastOne.optional(),
  pointsPerUnit: z.number().min(0).optional(),
  points: z.number().min(0).optional(),
  earnTarget: targetSchema.optional(),
  expireAfterDays: count.optional(),
  mode: text.optional(),
  resetPoints: z.boolean().optional(),
});

const lineSchema = z.looseObject({
  sku: text,
  qty: z.int().min(0).max(1_000_000),
  unitPriceMinor: minor.nullable(),
  tags: z.array(text).max(LIST_MAX).optional(),
  taxRatePercent: z.number().min(0).max(1_000).optional(),
  taxIncluded: z.boolean().optional(),
  minUnitPriceMinor: minor.optional(),
  listPriceMinor: minor.optional(),
  onSale: z.boolean().optional(),
  gift: z.boolean().optional(),
});

const memberSchema = z.looseObject({
  points: z.number().optional(),
  tier: text.optional(),
  group: text.optional(),
  totalSpentMinor: minor.optional(),
  ordersPlaced: count.optional(),
  ordersCancelled: count.optional(),
  lots: z
    .array(z.looseObject({ source: text.optional(), points: z.number(), at: text.optional() }))
    .max(LIST_MAX)
    .optional(),
});

const caseSchema = z.looseObject({
  id: text.min(1),
  currency: text,
  minorUnitDigits: z.int().min(0).max(4),
  lines: z.array(lineSchema).max(LIST_MAX),
  promotions: z.array(promotionSchema).max(LIST_MAX),
  member: memberSchema.optional(),
  fees: z
    .array(z.looseObject({ id: text, amountMinor: minor }))
    .max(LIST_MAX)
    .optional(),
  now: text.optional(),
  tenders: z
    .array(z.looseObject({ kind: text, amountMinor: minor }))
    .max(LIST_MAX)
    .optional(),
  refund: z
    .looseObject({
      full: z.boolean().optional(),
      lines: z
        .array(z.looseObject({ sku: text, qty: z.int().min(0) }))
        .max(LIST_MAX)
        .optional(),
    })
    .optional(),
  selection: text.optional(),
  spendPoints: z.number().optional(),
  earnedAt: text.optional(),
  steps: z.array(text).max(LIST_MAX).optional(),
  expected: z.record(z.string(), z.unknown()),
  ambiguous: z.boolean().optional(),
});

export type CaseTarget = z.infer<typeof targetSchema>;
export type CaseConditions = z.infer<typeof conditionsSchema>;
export type CasePart = z.infer<typeof partSchema>;
export type CaseStep = z.infer<typeof stepSchema>;
export type CasePromotion = z.infer<typeof promotionSchema>;
export type CaseLine = z.infer<typeof lineSchema>;
export type CaseMember = z.infer<typeof memberSchema>;
export type PricingCase = z.infer<typeof caseSchema>;

/** A case of a file: what it says, or why it is not of this form. */
export type ReadCase =
  | { readonly id: string; readonly isRead: true; readonly case: PricingCase }
  | { readonly id: string; readonly isRead: false; readonly why: string };

/** The cases of a file, or null where it is no file of them. One that is not of the form is told apart from the others. */
export function readCases(json: string): ReadCase[] | null {
  const file = fileSchema.safeParse(parseJson(json));
  if (!file.success) return null;
  return file.data.cases.map((each, index): ReadCase => {
    const read = caseSchema.safeParse(each);
    if (read.success) return { id: read.data.id, isRead: true, case: read.data };
    const [issue] = read.error.issues;
    const id = namedSchema.safeParse(each);
    const why = `${issue!.path.join('.')}: ${issue!.message}`;
    return { id: id.success ? id.data.id : `#${index + 1}`, isRead: false, why };
  });
}

const fileSchema = z.looseObject({ cases: z.array(z.unknown()).max(CASES_MAX) });
const namedSchema = z.looseObject({ id: z.string() });

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
