import { z } from 'zod';
import { loyaltySettings } from '../../domain/loyalty/loyalty-schema.ts';
import type { SettingsSection, ShopSettings } from '../../domain/shop-settings.ts';
import { PIN_PATTERN, rights } from '../../domain/staff.ts';
import { TENDERED_MAX_MINOR, tenderKinds } from '../../domain/tender.ts';
import { deviceSettings } from './device-settings.ts';
import { receiptPicture } from './receipt-picture.ts';
import { age, approval, code, language } from './fields.ts';

/**
 * The form of every section of the shop's settings, with its limits. How sections must agree with each other and with
 * what is in the books is checked by the use case.
 */

/** Ten times what any role needs, so that "without limit" can be written. */
const ROLE_LIMIT_MAX_MINOR = TENDERED_MAX_MINOR * 10;

/** Printed and shown, so no control characters: a printer would obey them. */
function line(maxLength: number) {
  return z
    .string()
    .max(maxLength)
    .regex(/^\P{Cc}*$/u);
}

const label = line(60).trim().min(1);
const settingCode = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/);
const rateBp = z.int().min(0).max(10_000);
const limitMinor = z.int().min(0).max(ROLE_LIMIT_MAX_MINOR);
const receiptLines = z.array(line(200)).max(20);

const taxCategory = z.strictObject({
  code: settingCode,
  name: label,
  isIncluded: z.boolean(),
  rates: z
    .array(z.strictObject({ validFrom: z.iso.date(), rateBp }))
    .min(1)
    .max(50),
});

const department = z.strictObject({
  code: settingCode,
  name: label,
  taxCode: settingCode,
  minimumAge: age.nullable(),
});

const tenderType = z.strictObject({
  code: settingCode,
  kind: z.enum(tenderKinds),
  name: label,
  needsReference: z.boolean(),
});

const role = z.strictObject({
  code: settingCode,
  name: label,
  rights: z.array(z.enum(rights)).max(rights.length),
  discountMaxBp: rateBp,
  priceOverrideMaxBp: rateBp,
  refundWithoutReceiptMaxMinor: limitMinor,
  cashMoveMaxMinor: limitMinor,
});

const inStoreRule = z.strictObject({
  id: line(100),
  pattern: z.string().max(100),
  weightStepGrams: z.int().min(1).max(1_000),
  priceStepMinor: z.int().min(1).max(1_000),
});

const BLOCKED_BATCHES_MAX = 1_000;

const blockedBatch = z.strictObject({
  barcode: z.string().regex(/^\d{8,14}$/),
  // What AI 10 may hold: 1 to 20 of the 82 characters of GS1.
  batch: z.string().regex(/^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/),
});

const TILE_GROUPS_MAX = 12;
const TILES_MAX = 60;
const KEYS_MAX = 40;
const DEMO_PINS_MAX = 20;

const tileGroup = z.strictObject({
  name: label,
  tiles: z
    .array(
      z.strictObject({ articleCode: code, label: label.nullable(), icon: line(32).trim().min(1).nullable() }),
    )
    .max(TILES_MAX),
});

/** Keys as browsers name them, with modifiers: `F4`, `Shift+Insert`, `*`. */
const keys = z
  .record(settingCode, line(32).min(1))
  .refine((record) => Object.keys(record).length <= KEYS_MAX);

const demo = z.strictObject({
  pins: z.array(z.strictObject({ staffCode: code, pin: z.string().regex(PIN_PATTERN) })).max(DEMO_PINS_MAX),
});

const sections = {
  shop: z.strictObject({
    code: settingCode,
    name: label,
    currency: z.string().regex(/^[A-Z]{3}$/),
    zone: z.string().min(1).max(64),
    cutOverMinutes: z.int().min(0).max(1_439),
    language,
  }),
  taxCategories: z.array(taxCategory).min(1).max(100),
  defaultTaxCode: settingCode,
  departments: z.array(department).min(1).max(1_000),
  tenders: z.array(tenderType).min(1).max(50),
  cashRounding: z.strictObject({
    toMinor: z.literal([1, 5, 10, 50, 100]),
    mode: z.enum(['nearest', 'down']),
  }),
  secondPerson: z.enum(['another', 'own-with-reason']),
  roles: z.array(role).min(1).max(50),
  inStoreRules: z.array(inStoreRule).max(100),
  blockedBatches: z.array(blockedBatch).max(BLOCKED_BATCHES_MAX),
  couponPrefix: z
    .string()
    .regex(/^[A-Za-z0-9]{1,10}$/)
    .nullable(),
  receipt: z.strictObject({
    headerLines: receiptLines,
    footerLines: receiptLines,
    columns: z.literal([32, 42, 48]),
    logo: receiptPicture.nullish(),
  }),
  closeToleranceMinor: z.int().min(0).max(TENDERED_MAX_MINOR),
  tileGroups: z.array(tileGroup).max(TILE_GROUPS_MAX),
  keys,
  lockAfterMinutes: z.int().min(0).max(240),
  loyalty: loyaltySettings,
  devices: deviceSettings,
  demo: demo.nullable(),
} satisfies { [S in SettingsSection]: z.ZodType<ShopSettings[S]> };

function changeOf<S extends SettingsSection>(section: S) {
  return z.strictObject({
    section: z.literal(section),
    value: sections[section],
    approval: approval.optional(),
  });
}

/** One section and its new value. */
export const settingsChange = z.discriminatedUnion('section', [
  changeOf('shop'),
  changeOf('taxCategories'),
  changeOf('defaultTaxCode'),
  changeOf('departments'),
  changeOf('tenders'),
  changeOf('cashRounding'),
  changeOf('secondPerson'),
  changeOf('roles'),
  changeOf('inStoreRules'),
  changeOf('blockedBatches'),
  changeOf('couponPrefix'),
  changeOf('receipt'),
  changeOf('closeToleranceMinor'),
  changeOf('tileGroups'),
  changeOf('keys'),
  changeOf('lockAfterMinutes'),
  changeOf('loyalty'),
  changeOf('devices'),
  changeOf('demo'),
]);
