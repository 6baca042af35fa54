import type { Database } from 'better-sqlite3';
import type { Member } from '../domain/members/member.ts';
import { HASHED_DIGITS, LAST_DIGITS, lastDigitsWord } from '../domain/members/search-tokens.ts';
import { searchTerms, type SearchTerm } from '../domain/search-terms.ts';
import type { MemberSeal } from '../seal/member-seal.ts';
import type { MemberVault } from './member-vault.ts';
import { createSearchIndex } from './search-index.ts';

/** The longest of the search table's prefix lists. */
export const MEMBER_PREFIX_LENGTH = 4;

/** How many whose phones may end as it was asked are opened to see. */
const SAME_ENDING_MAX = 2_000;

/**
 * Searches members by words of their name and last digits of their phone, in any order. The index knows four digits and the
 * keyed hash of five; whoever agrees in both is opened, and shown where the phone does end in all that was typed.
 */
export function memberSearch(
  db: Database,
  vault: MemberVault,
  bySerial: (serial: number) => Member | null,
): (text: string, limit: number) => Member[] {
  const index = createSearchIndex(db, 'member_search', MEMBER_PREFIX_LENGTH);
  const find = (terms: readonly SearchTerm[], limit: number) =>
    index.search(terms, limit).flatMap((serial) => bySerial(serial) ?? []);
  return (text, limit) => {
    const terms = searchTerms(joinDigits(text));
    const endings = terms.filter(isLongEnding).map((term) => term.text);
    const seal = endings.length === 0 ? null : vault();
    const narrowed = seal ? terms.flatMap((term) => narrowTerm(term, seal)) : [];
    const found = find(narrowed, SAME_ENDING_MAX).filter(endsIn(endings));
    // A number may also be part of a name.
    return found.length > 0 ? found.slice(0, limit) : find(terms.map(asIndexed), limit);
  };
}

/** A text of digits alone is one number, however it is set: `138 0013 8000`. */
function joinDigits(text: string): string {
  const joined = text.normalize('NFKC').replace(/[\s-]/g, '');
  return /^\d+$/.test(joined) ? joined : text;
}

/** A term as the index of members knows it: of numbers only those of four digits may be the end of a phone. */
function asIndexed({ text, codeEnd }: SearchTerm): SearchTerm {
  const isEnding = codeEnd !== null && text.length === LAST_DIGITS && /^\d+$/.test(text);
  return { text, codeEnd: isEnding ? lastDigitsWord(text) : null };
}

/** More digits than the index knows of a phone in clear. */
function isLongEnding({ text, codeEnd }: SearchTerm): boolean {
  return codeEnd !== null && text.length > LAST_DIGITS && /^\d+$/.test(text);
}

function endsIn(endings: readonly string[]): (member: Member) => boolean {
  return ({ profile }) => endings.every((ending) => profile?.phone?.endsWith(ending) ?? false);
}

/** A long ending as the two words that the index has of it. */
function narrowTerm(term: SearchTerm, seal: MemberSeal): SearchTerm[] {
  if (!isLongEnding(term)) return [asIndexed(term)];
  const words = [
    lastDigitsWord(term.text.slice(-LAST_DIGITS)),
    seal.phoneEndWord(term.text.slice(-HASHED_DIGITS)),
  ];
  return words.map((text) => ({ text, codeEnd: null }));
}
