import { CARD_SEPARATOR, recordOf, type StoredMember } from '../../db/member-row.ts';
import type { PulledMember } from '../../db/pulled-member.ts';
import type { PulledPromotion } from '../../db/promotion-store.ts';
import type { Article } from '../../domain/article.ts';
import { promotionSchema } from '../../domain/promotions/promotion-schema.ts';
import { UUID_FORM } from '../protocol/fields.ts';
import type { WireArticle, WirePromotion } from '../protocol/feed.ts';
import type { WireMember } from '../protocol/member.ts';
import { PHONE_HASH_BYTES, NAMESAKE_HASH_BYTES, SALT_BYTES } from '../../seal/member-seal.ts';

/** How what came over the wire lies in the till's own tables. Null for what cannot be one of them: it is left out. */

export function isId(text: string): boolean {
  return UUID_FORM.test(text);
}

/** With its barcodes in the order in which they are kept. */
export function storedArticle(code: string, { barcodes, ...article }: WireArticle): Article {
  return { ...article, code, barcodes: [...new Set(barcodes)].sort() };
}

export function storedPromotion(
  ruleId: string,
  { place, isOn, body }: WirePromotion,
): PulledPromotion | null {
  const read = promotionSchema.safeParse(parseJson(body));
  return read.success && read.data.id === ruleId ? { promotion: read.data, place, isOn } : null;
}

export function pulledMember(memberId: string, member: WireMember): PulledMember | null {
  const salt = Buffer.from(member.salt, 'base64');
  const phoneHash = member.phoneHash === null ? null : Buffer.from(member.phoneHash, 'hex');
  const namesakeHash = member.namesakeHash === null ? null : Buffer.from(member.namesakeHash, 'hex');
  const isWhole =
    isId(memberId) &&
    salt.length === SALT_BYTES &&
    (phoneHash === null || phoneHash.length === PHONE_HASH_BYTES) &&
    (namesakeHash === null || namesakeHash.length === NAMESAKE_HASH_BYTES) &&
    member.cards.every((card) => card !== '' && !card.includes(CARD_SEPARATOR));
  if (!isWhole) return null;
  const { number, cards, consents, joinedAtUtcMs, words } = member;
  const sealed = Buffer.from(member.sealed, 'base64');
  const hashes = { salt, sealed, phoneHash, namesakeHash };
  const sorted = cards.length < 2 ? cards : [...new Set(cards)].sort();
  return { memberId, number, ...hashes, cards: sorted, consents, joinedAtUtcMs, words };
}

/** A member of this till's own books, as if central had sent them. */
export function ownMember(row: StoredMember): PulledMember {
  const { memberId, number, cards, consents, joinedAtUtcMs } = recordOf(row);
  const hashes = {
    salt: row.salt,
    sealed: row.sealed,
    phoneHash: row.phone_hash,
    namesakeHash: row.namesake_hash,
  };
  return { memberId, number, ...hashes, cards, consents, joinedAtUtcMs, words: null };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
