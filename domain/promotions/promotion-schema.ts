import * as z from 'zod';
import { LINE_AMOUNT_MAX_MINOR } from '../line-amount.ts';
import { offerSchema } from './offer-schema.ts';
import { targetSchema } from './target-schema.ts';

/** Limits of one file of rules. */
export const RULES_MAX = 2_000;
const NAME_MAX_LENGTH = 100;
const RANGES_MAX = 100;
const COUNT_MAX = 1_000_000_000;
const DAYS_MAX = 3_660;

const codeSchema = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._:-]{0,63}$/u);
const dateSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const dayOrDateSchema = z.string().regex(/^(\d{4}-)?\d{2}-\d{2}$/);
const minorSchema = z.int().min(0).max(LINE_AMOUNT_MAX_MINOR);
const countSchema = z.int().min(1).max(COUNT_MAX);

const conditionsSchema = z.strictObject({
  spend: z
    .strictObject({
      atLeastMinor: minorSchema,
      of: targetSchema.exactOptional(),
      isExclusive: z.boolean().exactOptional(),
    })
    .exactOptional(),
  units: z.strictObject({ atLeast: countSchema, of: targetSchema.exactOptional() }).exactOptional(),
  distinctArticles: z
    .strictObject({ atLeast: countSchema, of: targetSchema.exactOptional() })
    .exactOptional(),
  contains: z.array(targetSchema).min(1).max(RANGES_MAX).exactOptional(),
  dates: z
    .array(z.strictObject({ from: dayOrDateSchema, to: dayOrDateSchema }))
    .min(1)
    .max(RANGES_MAX)
    .exactOptional(),
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).exactOptional(),
  monthDays: z.array(z.int().min(1).max(31)).min(1).max(31).exactOptional(),
  hours: z
    .array(
      z.strictObject({
        fromMinute: z.int().min(0).max(1_439),
        toMinute: z.int().min(0).max(1_440),
      }),
    )
    .min(1)
    .max(RANGES_MAX)
    .exactOptional(),
  isMember: z.boolean().exactOptional(),
  tiers: z.array(codeSchema).min(1).max(RANGES_MAX).exactOptional(),
  segments: z.array(codeSchema).min(1).max(RANGES_MAX).exactOptional(),
  birthday: z.enum(['day', 'week', 'month']).exactOptional(),
  memberPoints: z.strictObject({ atLeast: countSchema }).exactOptional(),
  nthPurchase: countSchema.exactOptional(),
});

const limitsSchema = z.strictObject({
  perSale: countSchema.exactOptional(),
  perMember: countSchema.exactOptional(),
  perMemberPerDay: countSchema.exactOptional(),
  perDay: countSchema.exactOptional(),
  inAll: countSchema.exactOptional(),
  budgetMinor: z.int().min(1).max(Number.MAX_SAFE_INTEGER).exactOptional(),
});

const couponSchema = z.strictObject({
  holder: z.enum(['owner', 'bearer']),
  uses: countSchema.default(1),
  isStackable: z.boolean().default(false),
  sharedCode: codeSchema.nullable().default(null),
  costPoints: z.int().min(0).max(COUNT_MAX).exactOptional(),
  lifeDays: z.int().min(1).max(DAYS_MAX).exactOptional(),
});

const nameSchema = z.string().trim().min(1).max(NAME_MAX_LENGTH);

/** One rule of a file. What is left out has its default; names carry their units, as `Promotion` explains them. */
export const promotionSchema = z.strictObject({
  id: codeSchema,
  version: countSchema.default(1),
  name: z.strictObject({ en: nameSchema, 'zh-CN': nameSchema }),
  offer: offerSchema,
  target: targetSchema.default('all'),
  conditions: conditionsSchema.default({}),
  limits: limitsSchema.default({}),
  maxDiscountMinor: z.int().min(1).max(LINE_AMOUNT_MAX_MINOR).nullable().default(null),
  respectsPriceFloor: z.boolean().default(false),
  appliesToSaleItems: z.boolean().default(true),
  group: codeSchema.nullable().default(null),
  isExclusive: z.boolean().default(false),
  priority: z.int().min(-1_000_000).max(1_000_000).default(0),
  lane: z.enum(['default', 'post']).default('default'),
  validFrom: dateSchema.nullable().default(null),
  validTo: dateSchema.nullable().default(null),
  coupon: couponSchema.nullable().default(null),
});

/** The form of a file of rules, as JSON Schema, for editors and for whoever writes such files by program. */
export function promotionFileJsonSchema(): unknown {
  const file = z.strictObject({
    $schema: z.string().optional(),
    promotions: z.array(promotionSchema).max(RULES_MAX),
  });
  return z.toJSONSchema(file, { io: 'input', reused: 'ref' });
}
