import { z } from 'zod';

/** A UUID as RFC 9562 writes it, in lower case. */
export const UUID_FORM = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const uuid = z.string().regex(UUID_FORM);
/** Hex of SHA-256. */
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);
export const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/);
/** An amount in minor units of the shop's currency, a count, points. */
export const integer = z.int();
export const count = z.int().min(0);
export const utcMs = z.int().min(0);
/**
 * A moment by a register's clock, which may be wrong, but is in a year from 1000 to 2999. What is reckoned from it, such as when
 * points end, is then one that every program can write.
 */
export const clockMs = z.int().min(-30_610_224_000_000).max(32_503_679_999_999);
/** A calendar day, `YYYY-MM-DD`. */
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** One by a register's clock: in the same years as `clockMs`. */
export const clockDay = z.string().regex(/^[12]\d{3}-\d{2}-\d{2}$/);
/** A code that people know: a shop's, a till's, an article's. */
export const code = z.string().min(1).max(64);
export const shortText = z.string().max(200);
