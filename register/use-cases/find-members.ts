import type { StoreReader } from '../../db/open-store.ts';
import { normalizeOwnCode } from '../../domain/barcode/own-code.ts';
import { parseCode } from '../../domain/barcode/parse-code.ts';
import { readRawScan } from '../../domain/barcode/raw-scan.ts';
import type { Tier } from '../../domain/loyalty/loyalty-settings.ts';
import { firstTier, tierOf } from '../../domain/loyalty/tiers.ts';
import { maskMember } from '../../domain/members/masked-member.ts';
import type { MaskedMember, Member } from '../../domain/members/member.ts';
import { normalizePhone } from '../../domain/members/phone.ts';
import type { ShopSettings } from '../../domain/shop-settings.ts';

/** What finding a member takes: a till, or a reader of its folder with the settings. */
export interface MemberFinder {
  readonly store: Pick<StoreReader, 'members' | 'loyalty'>;
  readonly settings: ShopSettings;
}

/** A member that was found; `isExact` where a number, card or whole phone is theirs alone. */
export interface FoundMember extends MaskedMember {
  readonly isExact: boolean;
  readonly tier: Pick<Tier, 'code' | 'name'> | null;
}

const TEXT_MAX_LENGTH = 200;
/** The shortest whole phone. */
const WHOLE_DIGITS_MIN = 7;

/**
 * Members by what somebody types or scans into the one box: a whole phone or its last digits, the number or a card, the code
 * on a screen, a name, its pinyin or initials, words in any order. Who is meant exactly stands first, then whoever comes
 * most often; all of them masked.
 */
export function findMembers(finder: MemberFinder, text: string, limit: number): FoundMember[] {
  const asked = text.slice(0, TEXT_MAX_LENGTH);
  const found = new Map<string, FoundMember>();
  const exact = findMemberByCode(finder, asked);
  if (exact) found.set(exact.memberId, showFound(finder, exact, true));
  // So many digits are somebody's whole phone or number; looking for others who end alike would only take time.
  if (exact && asked.replace(/\D/g, '').length >= WHOLE_DIGITS_MIN) return [...found.values()];
  for (const member of finder.store.members.search(asked, limit)) {
    if (found.size < limit && !found.has(member.memberId))
      found.set(member.memberId, showFound(finder, member, false));
  }
  return [...found.values()];
}

function showFound({ store, settings }: MemberFinder, member: Member, isExact: boolean): FoundMember {
  const { tiers } = settings.loyalty;
  const facts = store.loyalty.facts(member.memberId);
  const tier = tierOf(tiers, facts ? facts.tier : (member.opening?.tier ?? null)) ?? firstTier(tiers);
  return { ...maskMember(member), isExact, tier: tier && { code: tier.code, name: tier.name } };
}

/** The one member whose number, card, code or whole phone this is. */
export function findMemberByCode(finder: MemberFinder, code: string): Member | null {
  const { members } = finder.store;
  for (const value of codesIn(finder, code)) {
    const member = members.byNumber(value) ?? members.byCard(value);
    if (member) return member;
  }
  const phone = normalizePhone(code, finder.settings.shop);
  return phone.ok ? members.byPhone(phone.value) : null;
}

/** The text of a card that was scanned or typed, without the marks of the scanner and the shop. */
export function cardIn(finder: Pick<MemberFinder, 'settings'>, code: string): string {
  const [card = code] = codesIn(finder, code);
  return card;
}

/** What a text may say as a member's number or card: what it is by its marks, and what it is as it stands. */
function codesIn({ settings }: Pick<MemberFinder, 'settings'>, code: string): Set<string> {
  const { inStoreRules: rules, couponPrefix } = settings;
  const codes = new Set<string>();
  const parsed = parseCode(code, { rules, couponPrefix, expecting: 'member' });
  if (parsed.ok && parsed.value.kind === 'member') codes.add(parsed.value.value);
  const scan = readRawScan(code);
  const own = normalizeOwnCode(scan.ok ? scan.value.text : code);
  if (own !== null) codes.add(own);
  return codes;
}
