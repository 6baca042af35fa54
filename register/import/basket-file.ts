import * as z from 'zod';
import { isCurrency } from '../../domain/currency.ts';
import {
  isLineAmountInRange,
  LINE_AMOUNT_MAX_MINOR,
  lineAmountMinor,
  QUANTITY_SCALE,
  UNIT_PRICE_MAX_E4,
} from '../../domain/line-amount.ts';
import type { ManualDiscount } from '../../domain/basket.ts';
import type { OfferInput, OfferLine } from '../../domain/pricing/offer-input.ts';
import { offerStepsFor } from '../../domain/pricing/price-offers.ts';
import { explainIssue } from '../../domain/promotions/explain-issue.ts';
import type { PromotionFaultReason } from '../../domain/promotions/promotion-fault.ts';
import { readPromotions } from '../../domain/promotions/promotion-file.ts';
import { RULES_MAX } from '../../domain/promotions/promotion-schema.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { fillTemplate, type Language } from '../../domain/text/language.ts';
import { priceText } from '../../domain/text/price-text.ts';
import { describePromotionFault, promotionText } from '../../domain/text/promotion-text.ts';

/** Characters of a file with a basket and its rules. */
const BASKET_FILE_MAX_LENGTH = 50_000_000;
const LINES_MAX = 1_000;
const CODE_MAX_LENGTH = 64;
const TAGS_MAX = 100;
const COUPONS_MAX = 100;
const TAX_RATE_MAX_BP = 100_000;
const PIECES_MAX = 1_000_000;
const STEPS_MAX = 100_000_000;

const codeSchema = z.string().min(1).max(CODE_MAX_LENGTH);
const dateSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const priceSchema = z.int().min(0).max(UNIT_PRICE_MAX_E4);
const countSchema = z.int().min(0).max(1_000_000_000);
const discountSchema = z.union([
  z.strictObject({ rateBp: z.int().min(1).max(10_000) }),
  z.strictObject({ amountMinor: z.int().min(1).max(1_000_000_000_000) }),
]);

const lineSchema = z.strictObject({
  id: codeSchema.optional(),
  article: codeSchema.nullable().default(null),
  department: codeSchema.default('none'),
  tags: z.array(codeSchema).max(TAGS_MAX).default([]),
  quantityThousandths: z
    .int()
    .min(1)
    .max(PIECES_MAX * QUANTITY_SCALE)
    .default(QUANTITY_SCALE),
  isWeighed: z.boolean().default(false),
  unitPriceE4: priceSchema,
  manualPriceE4: priceSchema.nullable().default(null),
  discount: discountSchema.nullable().default(null),
  floorPriceE4: priceSchema.nullable().default(null),
  isOnSale: z.boolean().default(false),
  isGift: z.boolean().default(false),
  isExcluded: z.boolean().default(false),
  taxRateBp: z.int().min(0).max(TAX_RATE_MAX_BP).default(0),
  isTaxIncluded: z.boolean().default(true),
});

const usesSchema = z.strictObject({
  byMember: countSchema.default(0),
  byMemberToday: countSchema.default(0),
  today: countSchema.default(0),
  inAll: countSchema.default(0),
  spentMinor: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
});

const fileSchema = z.strictObject({
  currency: z.string().refine(isCurrency, { params: { fault: 'bad-form' } }),
  combination: z.enum(['best', 'priority']).default('best'),
  stepsMax: z.int().min(1).max(STEPS_MAX).optional(),
  at: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/)
    .refine((at) => !Number.isNaN(Date.parse(`${at}Z`)), { params: { fault: 'bad-form' } }),
  member: z
    .strictObject({
      tier: codeSchema.nullable().default(null),
      segments: z.array(codeSchema).max(TAGS_MAX).default([]),
      birthday: z
        .string()
        .regex(/^\d{2}-\d{2}$/)
        .nullable()
        .default(null),
      points: countSchema.default(0),
      purchaseCount: countSchema.default(0),
    })
    .nullable()
    .default(null),
  lines: z.array(lineSchema).min(1).max(LINES_MAX),
  discount: discountSchema.nullable().default(null),
  coupons: z
    .array(z.strictObject({ promotion: codeSchema, expiresOn: dateSchema.nullable().default(null) }))
    .max(COUPONS_MAX)
    .default([]),
  uses: z.record(codeSchema, usesSchema).default({}),
  promotions: z.array(z.unknown()).max(RULES_MAX).default([]),
});

type BasketFile = z.infer<typeof fileSchema>;

/** Reads a basket with its rules, or says in one sentence what is wrong with which field. */
export function readBasketFile(text: string, language: Language): Result<OfferInput, string> {
  const words = priceText[language];
  if (text.length > BASKET_FILE_MAX_LENGTH) {
    return fail(fillTemplate(words.tooLong, { max: BASKET_FILE_MAX_LENGTH }));
  }
  const json = parseJson(text);
  if (!json.ok) return fail(fillTemplate(words.notJson, { detail: json.error }));
  const read = fileSchema.safeParse(json.value, { reportInput: true });
  if (!read.success) {
    const [path, reason] = explainIssue(read.error.issues[0]!)[0]!;
    const sentence = fillTemplate(promotionText[language][reason.code], reason);
    return fail(fillTemplate(words.fileInvalid, { field: path.map(String).join('.') || '-', sentence }));
  }
  const fault = checkLines(read.data);
  if (fault) {
    const sentence = fillTemplate(promotionText[language][fault.reason.code], fault.reason);
    return fail(fillTemplate(words.fileInvalid, { field: fault.field, sentence }));
  }
  const known = { hasArticle: () => true, hasDepartment: () => true };
  const rules = readPromotions(JSON.stringify({ promotions: read.data.promotions }), known);
  if (!rules.ok) return fail(describePromotionFault(rules.error[0]!, language));
  return ok({ ...offerInput(read.data), promotions: rules.value });
}

interface LineFault {
  readonly field: string;
  readonly reason: PromotionFaultReason;
}

/** What one line alone does not show: an id that two have, and an amount that no line may cost. */
function checkLines({ lines, currency }: BasketFile): LineFault | null {
  const ids = new Set<string>();
  for (const [index, line] of lines.entries()) {
    const id = line.id ?? String(index + 1);
    if (ids.has(id)) return { field: `lines.${index}.id`, reason: { code: 'repeated', value: id } };
    ids.add(id);
    const dearestE4 = Math.max(line.unitPriceE4, line.manualPriceE4 ?? 0, line.floorPriceE4 ?? 0);
    if (!isLineAmountInRange(dearestE4, line.quantityThousandths, currency)) {
      return {
        field: `lines.${index}.unitPriceE4`,
        reason: { code: 'too-large', max: LINE_AMOUNT_MAX_MINOR },
      };
    }
  }
  return null;
}

function offerInput(file: BasketFile): Omit<OfferInput, 'promotions'> {
  const [date = '', time = ''] = file.at.split('T');
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return {
    currency: file.currency,
    lines: file.lines.map((line, index) => offerLine(line, index + 1, file.currency)),
    coupons: file.coupons.map(({ promotion, expiresOn }, index) => ({
      couponId: `coupon-${index + 1}`,
      promotionId: promotion,
      code: `coupon-${index + 1}`,
      expiresOn,
      isPresented: true,
    })),
    member: file.member && { id: 'member', ...file.member },
    uses: new Map(Object.entries(file.uses)),
    basketDiscount: manualDiscount(file.discount),
    clock: { date, weekday: day === 0 ? 7 : day, minuteOfDay: hour * 60 + minute },
    combination: file.combination,
    stepsMax: file.stepsMax ?? offerStepsFor(file.lines.length),
  };
}

function offerLine(line: BasketFile['lines'][number], lineNo: number, currency: string): OfferLine {
  const { quantityThousandths, unitPriceE4 } = line;
  const isDivisible = line.isWeighed || quantityThousandths % QUANTITY_SCALE !== 0;
  return {
    id: line.id ?? String(lineNo),
    articleCode: line.article,
    department: line.department,
    tags: line.tags,
    units: isDivisible ? 1 : quantityThousandths / QUANTITY_SCALE,
    quantityThousandths,
    isDivisible,
    listPriceE4: unitPriceE4,
    grossMinor: lineAmountMinor(unitPriceE4, quantityThousandths, currency),
    manualPriceE4: line.manualPriceE4,
    manualDiscount: manualDiscount(line.discount),
    floorPriceE4: line.floorPriceE4,
    isOnSale: line.isOnSale,
    isGift: line.isGift,
    isExcluded: line.isExcluded,
    taxCode: String(line.taxRateBp),
    rateBp: line.taxRateBp,
    isTaxIncluded: line.isTaxIncluded,
  };
}

function manualDiscount(given: z.infer<typeof discountSchema> | null): ManualDiscount | null {
  if (given === null) return null;
  const authorization = { by: 'file', approvedBy: 'file', reason: null };
  return 'rateBp' in given
    ? { kind: 'percent', rateBp: given.rateBp, authorization }
    : { kind: 'amount', amountMinor: given.amountMinor, authorization };
}

function parseJson(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}
