import * as z from 'zod';
import { LINE_AMOUNT_MAX_MINOR, UNIT_PRICE_MAX_E4 } from '../line-amount.ts';
import { targetSchema } from './target-schema.ts';

const PRICES_MAX = 10_000;
const STEPS_MAX = 50;
const PARTS_MAX = 10;
const UNITS_MAX = 10_000;
const POINTS_MAX = 1_000_000;
/** A hundred times the points. */
const FACTOR_MAX_BP = 1_000_000;

const amountSchema = z.int().min(1).max(LINE_AMOUNT_MAX_MINOR);
const priceMinorSchema = z.int().min(0).max(LINE_AMOUNT_MAX_MINOR);
const rateSchema = z.int().min(1).max(10_000);
const unitsSchema = z.int().min(1).max(UNITS_MAX);
const groupUnitsSchema = z.int().min(2).max(UNITS_MAX);
const pickSchema = z.enum(['cheapest', 'dearest']).default('cheapest');
const maxGroupsSchema = z.int().min(1).max(UNITS_MAX).nullable().default(null);
const offSchema = z.union([
  z.strictObject({ rateBp: rateSchema }),
  z.strictObject({ amountMinor: amountSchema }),
]);
const partsSchema = z
  .array(z.strictObject({ target: targetSchema, units: unitsSchema }))
  .min(1)
  .max(PARTS_MAX);

const unitOffers = [
  z.strictObject({
    kind: z.literal('nth-item'),
    groupUnits: groupUnitsSchema,
    rateBp: rateSchema,
    pick: pickSchema,
    scope: z.enum(['per-group', 'across-groups']).default('per-group'),
    fill: z.enum(['cheapest', 'dearest']).exactOptional(),
    maxGroups: maxGroupsSchema,
  }),
  z.strictObject({
    kind: z.literal('group-price'),
    groupUnits: groupUnitsSchema,
    priceMinor: priceMinorSchema,
    pick: pickSchema,
    maxGroups: maxGroupsSchema,
  }),
  z.strictObject({
    kind: z.literal('quantity-percent'),
    steps: z
      .array(z.strictObject({ fromUnits: unitsSchema, rateBp: rateSchema }))
      .min(1)
      .max(STEPS_MAX),
  }),
  z.strictObject({
    kind: z.literal('group-off'),
    groupUnits: unitsSchema,
    off: offSchema,
    per: z.enum(['group', 'unit']).default('group'),
    pick: pickSchema,
    fill: z.literal('largest-line').exactOptional(),
    maxGroups: maxGroupsSchema,
  }),
  z.strictObject({
    kind: z.literal('buy-get'),
    buyUnits: unitsSchema,
    getUnits: unitsSchema,
    getTarget: targetSchema.nullable().default(null),
    rateBp: rateSchema.default(10_000),
    pick: pickSchema,
    maxGroups: maxGroupsSchema,
  }),
  z.strictObject({
    kind: z.literal('bundle-price'),
    parts: partsSchema,
    priceMinor: priceMinorSchema,
    maxGroups: maxGroupsSchema,
  }),
  z.strictObject({
    kind: z.literal('set-off'),
    parts: partsSchema,
    off: offSchema,
    pick: pickSchema,
    maxGroups: maxGroupsSchema,
  }),
  z.strictObject({
    kind: z.literal('distinct-set'),
    steps: z
      .array(z.strictObject({ distinct: z.int().min(2).max(100), rateBp: rateSchema }))
      .min(1)
      .max(STEPS_MAX),
  }),
  z.strictObject({
    kind: z.literal('pick-off'),
    units: unitsSchema.default(1),
    off: offSchema,
    pick: pickSchema,
  }),
  z.strictObject({
    kind: z.literal('add-on-price'),
    priceMinor: priceMinorSchema,
    maxUnits: unitsSchema.default(1),
  }),
  z.strictObject({
    kind: z.literal('free-gift'),
    buyUnits: unitsSchema,
    getUnits: unitsSchema.default(1),
    gifts: targetSchema.nullable().default(null),
    maxGroups: maxGroupsSchema,
  }),
] as const;

const lineOffers = [
  z.strictObject({
    kind: z.literal('item-percent'),
    rateBp: rateSchema,
    minLineUnits: unitsSchema.default(1),
    maxLineUnits: unitsSchema.exactOptional(),
    rounding: z.enum(['line', 'unit']).default('line'),
    roundOn: z.enum(['discount', 'price']).default('discount'),
  }),
  z.strictObject({
    kind: z.literal('item-amount'),
    amountMinor: amountSchema,
    maxLineUnits: unitsSchema.exactOptional(),
  }),
  z.strictObject({ kind: z.literal('target-amount'), amountMinor: amountSchema }),
  z.strictObject({
    kind: z.literal('tier-percent'),
    rates: z
      .array(
        z.strictObject({
          tier: z.string().min(1).max(64),
          rateBp: rateSchema,
          target: targetSchema.exactOptional(),
        }),
      )
      .min(1)
      .max(STEPS_MAX),
  }),
] as const;

const orderOffers = [
  z.strictObject({ kind: z.literal('order-percent'), rateBp: rateSchema }),
  z.strictObject({ kind: z.literal('order-amount'), amountMinor: amountSchema }),
  z.strictObject({ kind: z.literal('order-price'), priceMinor: priceMinorSchema }),
  z.strictObject({
    kind: z.literal('spend-steps'),
    steps: z
      .array(z.strictObject({ fromMinor: priceMinorSchema, off: offSchema }))
      .min(1)
      .max(STEPS_MAX),
  }),
  z.strictObject({
    kind: z.literal('spend-every'),
    everyMinor: amountSchema,
    amountMinor: amountSchema,
    maxTimes: z.int().min(1).max(UNITS_MAX).nullable().default(null),
  }),
] as const;

const pointsOffers = [
  z.strictObject({ kind: z.literal('points-factor'), factorBp: z.int().min(1).max(FACTOR_MAX_BP) }),
  z.strictObject({ kind: z.literal('points-bonus'), points: z.int().min(1).max(POINTS_MAX) }),
] as const;

const specialPrice = z.strictObject({
  kind: z.literal('special-price'),
  pricesE4: z
    .record(z.string().min(1).max(64), z.int().min(0).max(UNIT_PRICE_MAX_E4))
    .refine((prices) => Object.keys(prices).length > 0, { params: { fault: 'too-few', limit: 1 } })
    .refine((prices) => Object.keys(prices).length <= PRICES_MAX, {
      params: { fault: 'too-many', limit: PRICES_MAX },
    }),
});

/** What a rule offers; its kind says which fields it has. */
export const offerSchema = z.discriminatedUnion('kind', [
  specialPrice,
  ...unitOffers,
  ...lineOffers,
  ...orderOffers,
  ...pointsOffers,
]);
