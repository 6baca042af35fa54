import { z } from 'zod';
import { base64, code, count, integer, shortText, uuid } from './fields.ts';
import { wireException } from './exception.ts';
import { CURSOR_LENGTH_MAX, DIGEST_CHANGED_MAX, FEED_CHANGES_MAX } from './limits.ts';
import { wireAccount, wireCoupon, wireMember } from './member.ts';
import { offlinePolicy } from './policy.ts';
import { journalPlace } from './push.ts';

/** An article, in the fields of the catalogue. Prices in 1/10,000 of the major unit. */
export const wireArticle = z.object({
  name: shortText,
  priceE4: count,
  floorPriceE4: count.nullable(),
  department: code,
  taxCode: code.nullable(),
  unit: z.enum(['each', 'kg']),
  brand: shortText,
  packSize: shortText,
  minimumAge: count.nullable(),
  depositCode: code.nullable(),
  isActive: z.boolean(),
  barcodes: z.array(z.string().min(1).max(64)).max(100),
});
export type WireArticle = z.infer<typeof wireArticle>;

/** A rule, in the form of `docs/promotions.schema.json`, with its place among all. */
export const wirePromotion = z.object({
  place: count,
  isOn: z.boolean(),
  /** The rule's JSON, which whoever applies it checks against the schema. */
  body: z.string().max(65_536),
});
export type WirePromotion = z.infer<typeof wirePromotion>;

/** What was used of a rule all over the chain; the key says whose and when as well: `RULE|MEMBER|DAY`, empty for all. */
const wireRuleUse = z.object({ uses: count, amountMinor: integer });

/** A person, and the scrypt hash of the PIN that central gave them; null leaves the till's own. */
export const wireStaff = z.object({
  code,
  name: shortText,
  roleCode: code,
  isActive: z.boolean(),
  pin: z.object({ salt: base64.max(100), hash: base64.max(200) }).nullable(),
});
export type WireStaff = z.infer<typeof wireStaff>;

/** One section of the settings that central decides, in the form that the register journals. */
const wireSetting = z.object({ value: z.unknown() });

/** What a thing is known by within its scope. */
const key = z.string().min(1).max(200);

function changeOf<const Name extends string, Value extends z.ZodType>(scope: Name, value: Value) {
  return z.object({
    scope: z.literal(scope),
    key,
    /** Null: it is not there any more. */
    value: value.nullable(),
  });
}

/**
 * One thing as it is now. Applying a change twice, or one that came before what is known, does no harm: each is the whole of it.
 * `account` and `member` are keyed by the member's id, `coupon` by the coupon's, `promotion` by the rule's, `article` and
 * `staff` by the code and id that they have in a register, `setting` by its section. `applied`, keyed by the register's
 * id, says up to where that register's journal is in the accounts, coupons and uses that came with it or before it.
 */
export const change = z.discriminatedUnion('scope', [
  changeOf('article', wireArticle),
  changeOf('promotion', wirePromotion),
  changeOf('member', wireMember),
  changeOf('account', wireAccount),
  changeOf('coupon', wireCoupon),
  changeOf('rule-use', wireRuleUse),
  changeOf('setting', wireSetting),
  changeOf('staff', wireStaff),
  changeOf('policy', offlinePolicy),
  changeOf('exception', wireException),
  changeOf('applied', journalPlace),
]);
export type Change = z.infer<typeof change>;
export type Scope = Change['scope'];
/** In the order in which a snapshot has them: what others refer to first. */
export const scopes = [
  'setting',
  'policy',
  'staff',
  'article',
  'promotion',
  'member',
  'account',
  'coupon',
  'rule-use',
  'exception',
  'applied',
] as const satisfies readonly Scope[];

/** A part of a scope in the order of its keys' bytes in UTF-8: after one key, up to and with another. Null: from the first, to the last. */
const wholePart = z.object({
  scope: z.enum(scopes),
  after: key.nullable(),
  upTo: key.nullable(),
});
export type WholePart = z.infer<typeof wholePart>;

const cursor = z.string().min(1).max(CURSOR_LENGTH_MAX);

/**
 * `GET /v1/feed?cursor=CURSOR`: what changed since, oldest first. No transaction of central's is cut in two unless it alone is
 * longer than a page. No change is ever skipped: the cursor stays behind what is not committed yet.
 */
export const feedAnswer = z.object({
  cursor,
  isMore: z.boolean(),
  changes: z.array(change).max(FEED_CHANGES_MAX),
  centralUtcMs: z.int().min(0),
  /**
   * Without a cursor, and after `POST /v1/repull`: beside what changed the page has all that there is of this part; what the register
   * has of it and is not in the page is not there any more.
   */
  whole: wholePart.optional(),
});
export type FeedAnswer = z.infer<typeof feedAnswer>;

/** `POST /v1/digests` compares what a register has of a scope at its cursor with what central has. */
export const digestsRequest = z.object({ cursor, scopes: z.array(z.enum(scopes)) });
/**
 * Without what changed after the cursor, which is told by its keys: it is on its way. A scope that cannot be compared now is not among
 * them.
 */
export const digestsAnswer = z.object({
  digests: z.array(
    z.object({
      scope: z.enum(scopes),
      count,
      /** 32 hex digits: the first 16 bytes of SHA-256 over `scope`, key and value as canonical JSON, xor over all of the scope. */
      digest: z.string().regex(/^[0-9a-f]{32}$/),
      changed: z.array(key).max(DIGEST_CHANGED_MAX),
    }),
  ),
});
export type DigestsAnswer = z.infer<typeof digestsAnswer>;

/** `POST /v1/repull`: has central send the whole of a scope again through the feed, to this register. */
export const repullRequest = z.object({ scopes: z.array(z.enum(scopes)).min(1) });
export const repullAnswer = z.object({ registerId: uuid, scopes: z.array(z.enum(scopes)) });
