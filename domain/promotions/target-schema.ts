import * as z from 'zod';
import { UNIT_PRICE_MAX_E4 } from '../line-amount.ts';

/** What one list of a target may hold. */
const TARGET_CODES_MAX = 10_000;
const CODE_MAX_LENGTH = 64;

const codesSchema = z.array(z.string().min(1).max(CODE_MAX_LENGTH)).min(1).max(TARGET_CODES_MAX);
const priceSchema = z.int().min(0).max(UNIT_PRICE_MAX_E4);

const named = {
  articles: codesSchema.exactOptional(),
  departments: codesSchema.exactOptional(),
  tags: codesSchema.exactOptional(),
  priceRangeE4: z
    .strictObject({ from: priceSchema.exactOptional(), to: priceSchema.exactOptional() })
    .exactOptional(),
};

/** The lines that a rule means: `all`, or those that each list given names, less those of `except`. */
export const targetSchema = z.union([
  z.literal('all'),
  z.strictObject({ ...named, except: z.strictObject(named).exactOptional() }),
]);
