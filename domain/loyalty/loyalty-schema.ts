import { z } from 'zod';
import type { LoyaltySettings } from './loyalty-settings.ts';
import { targetSchema } from '../promotions/target-schema.ts';
import { TENDERED_MAX_MINOR } from '../tender.ts';

const POINTS_MAX = 1_000_000_000;
const MONTHS_MAX = 120;
const YEARS_MAX = 10;
const DAYS_MAX = 3_650;
/** Points are not multiplied by more than a hundred. */
const FACTOR_MAX_BP = 1_000_000;
const TIERS_MAX = 20;

const settingCode = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/);

/** Shown and printed, so no control characters. */
function text(maxLength: number) {
  return z
    .string()
    .trim()
    .max(maxLength)
    .regex(/^\P{Cc}*$/u);
}

const localName = z.strictObject({ en: text(60).min(1), 'zh-CN': text(60).min(1) });
const localText = z.strictObject({ en: text(200), 'zh-CN': text(200) });
const amountMinor = z.int().min(1).max(TENDERED_MAX_MINOR);
const days = z.int().min(0).max(DAYS_MAX);

/** What earns nothing: some goods, as a rule names them. */
const [, except] = targetSchema.options;

const tier = z.strictObject({
  code: settingCode,
  name: localName,
  from: z.int().min(0).max(TENDERED_MAX_MINOR),
  pointsFactorBp: z.int().min(0).max(FACTOR_MAX_BP),
  benefits: localText,
});

/** How the shop's membership works. */
export const loyaltySettings: z.ZodType<LoyaltySettings> = z.strictObject({
  isOn: z.boolean(),
  earning: z.strictObject({
    points: z.int().min(0).max(POINTS_MAX),
    perMinor: amountMinor,
    except: except.nullable(),
    pending: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('at-once') }),
      z.strictObject({ kind: z.literal('days'), days }),
    ]),
  }),
  redemption: z.strictObject({
    isOn: z.boolean(),
    blockPoints: z.int().min(1).max(POINTS_MAX),
    blockMinor: amountMinor,
    minPoints: z.int().min(0).max(POINTS_MAX),
    maxShareBp: z.int().min(0).max(10_000),
    as: z.enum(['discount', 'tender']),
  }),
  expiry: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('never') }),
    z.strictObject({ kind: z.literal('days'), days: days.min(1) }),
    z.strictObject({ kind: z.literal('month-end'), afterMonths: z.int().min(0).max(MONTHS_MAX) }),
    z.strictObject({ kind: z.literal('year-end'), afterYears: z.int().min(0).max(YEARS_MAX) }),
  ]),
  expiringSoonDays: z.int().min(0).max(366),
  heldPointsExpire: z.boolean(),
  refunds: z.strictObject({
    minimumLifeDays: days,
    coupons: z.enum(['restore', 'spent']),
    mayDemote: z.boolean(),
  }),
  tiers: z.strictObject({
    list: z.array(tier).max(TIERS_MAX),
    measure: z.enum(['spend', 'points', 'visits']),
    window: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('ever') }),
      z.strictObject({ kind: z.literal('rolling'), months: z.int().min(1).max(MONTHS_MAX) }),
      z.strictObject({ kind: z.literal('calendar-year'), startMonth: z.int().min(1).max(12) }),
    ]),
    reviewMonths: z.int().min(1).max(MONTHS_MAX),
    graceDays: days,
    currentSaleCounts: z.boolean(),
  }),
  combination: z.enum(['best', 'priority']),
});
