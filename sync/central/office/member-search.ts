import { normalizeOwnCode } from '../../../domain/barcode/own-code.ts';
import { normalizePhone } from '../../../domain/members/phone.ts';
import type { MemberProfile } from '../../../domain/members/member.ts';
import { HASHED_DIGITS, LAST_DIGITS, lastDigitsWord } from '../../../domain/members/search-tokens.ts';
import { searchTerms, type SearchTerm } from '../../../domain/search-terms.ts';
import type { MemberSeal } from '../../../seal/member-seal.ts';
import type { Queryable } from '../database.ts';
import { bytesOf } from '../project/member-registry.ts';
import { chainHome } from './chain-facts.ts';
import { pageOf, type PageOf } from './page-of-rows.ts';
import type { Office } from './procedure.ts';

/** A member as central has them, opened. */
export interface KnownMember {
  readonly memberId: string;
  readonly number: string;
  readonly sealed: Buffer;
  /** Null where it never came: nothing opens what is sealed then. */
  readonly salt: Buffer | null;
  readonly cards: readonly string[];
  readonly consents: string;
  readonly joinedAtUtcMs: number;
  /** When they were told of last. */
  readonly toldAtUtcMs: number;
  readonly profile: MemberProfile | null;
}

/** Where a page of members ended: who joined last stands first. */
export type MemberPlace = Pick<KnownMember, 'joinedAtUtcMs' | 'memberId'>;

/** How many whose phones may end as it was asked are opened to see. */
const SAME_ENDING_MAX = 2_000;
/** Digits that may be a whole phone. */
const WHOLE_DIGITS_MIN = 7;

const COLUMNS = `m.id AS "memberId", m.number, m.sealed, s.salt, m.cards, m.consents, m.joined_at_utc_ms AS "joinedAtUtcMs",
  m.told_at_utc_ms AS "toldAtUtcMs"`;
const NEWEST_FIRST = 'ORDER BY m.joined_at_utc_ms DESC, m.id';
const MEMBERS = 'member m LEFT JOIN member_salt s ON s.member = m.id';

/** Who has an id, or had it before they turned out to be another; null for nobody. */
export async function findMember(
  { seal }: Pick<Office, 'seal'>,
  client: Queryable,
  memberId: string,
): Promise<KnownMember | null> {
  const { rows } = await client.query<Omit<KnownMember, 'profile'>>(
    `SELECT ${COLUMNS} FROM ${MEMBERS}
     WHERE m.id = (SELECT coalesce(into_id, id) FROM member WHERE id = $1)`,
    [memberId],
  );
  return rows[0] ? openMember(seal, rows[0]) : null;
}

/** Everybody who has one of these numbers, cards or phones. */
export async function membersNamed(
  { seal }: Pick<Office, 'seal'>,
  client: Queryable,
  { codes, phones }: { readonly codes: readonly string[]; readonly phones: readonly string[] },
): Promise<KnownMember[]> {
  const hashes = phones.map((phone) => seal.hashPhone(phone).toString('hex'));
  // Each by its own index: an OR of the three would look at everybody.
  const where = `m.id IN (
    SELECT id FROM member WHERE number = ANY ($1) AND into_id IS NULL
    UNION SELECT id FROM member WHERE cards && $1 AND cards <> '{}' AND into_id IS NULL
    UNION SELECT id FROM member WHERE phone_hash = ANY ($2) AND phone_hash IS NOT NULL AND into_id IS NULL)`;
  return read(client, seal, where, [codes, hashes]);
}

/**
 * A page of members by what is typed into one box: a number or card, a whole phone, last digits of one, words of a name in any
 * order, their pinyin or initials; without anything, everybody. Who is meant exactly stands before the first page.
 */
export async function searchMembers(
  { pool, seal }: Pick<Office, 'pool' | 'seal'>,
  text: string,
  after: MemberPlace | null,
  rowsMax: number,
): Promise<PageOf<KnownMember, MemberPlace>> {
  const asked = text.trim();
  const search: Search = { client: pool, seal, after, limit: rowsMax + 1 };
  if (asked === '') return pageOf(await findPage(search, 'TRUE', []), rowsMax, placeOf);
  const exact = await findExactly(pool, seal, asked);
  if (exact.length > 0 && asked.replace(/\D/g, '').length >= WHOLE_DIGITS_MIN)
    return { rows: exact, next: null };
  const { rows, next } = pageOf(await findByWords(search, asked), rowsMax, placeOf);
  const isNew = ({ memberId }: KnownMember) => exact.every((each) => each.memberId !== memberId);
  return { rows: [...(after ? [] : exact), ...rows.filter(isNew)], next };
}

function placeOf({ joinedAtUtcMs, memberId }: KnownMember): MemberPlace {
  return { joinedAtUtcMs, memberId };
}

/** What every way of looking needs. */
interface Search {
  readonly client: Queryable;
  readonly seal: MemberSeal;
  readonly after: MemberPlace | null;
  readonly limit: number;
}

async function findExactly(client: Queryable, seal: MemberSeal, text: string): Promise<KnownMember[]> {
  const code = normalizeOwnCode(text);
  const phone = normalizePhone(text, await chainHome(client));
  const codes = code === null ? [] : [code];
  return membersNamed({ seal }, client, { codes, phones: phone.ok ? [phone.value] : [] });
}

async function findByWords(search: Search, text: string): Promise<KnownMember[]> {
  const terms = searchTerms(joinDigits(text));
  if (terms.length === 0) return [];
  const endings = terms.filter(isLongEnding).map((term) => term.text);
  if (endings.length > 0) {
    const narrowed = terms.flatMap((term) => narrowTerm(term, search.seal));
    const may = await findTerms({ ...search, limit: SAME_ENDING_MAX }, narrowed);
    const found = may.filter(({ profile }) => endings.every((end) => profile?.phone?.endsWith(end) ?? false));
    if (found.length > 0) return found.slice(0, search.limit);
  }
  return findTerms(search, terms.map(wordsOf));
}

/** Each term: the words of which one must be there, or one that begins so. */
async function findTerms(search: Search, terms: readonly (readonly string[])[]): Promise<KnownMember[]> {
  const query = terms.map((words) => `(${words.map(quoteWord).join(' | ')})`).join(' & ');
  const where = `m.words IS NOT NULL AND array_to_tsvector(string_to_array(m.words, ' ')) @@ $1::tsquery`;
  return findPage(search, where, [query]);
}

async function findPage(
  { client, seal, after, limit }: Search,
  where: string,
  values: readonly unknown[],
): Promise<KnownMember[]> {
  const [joined, id] = [`$${values.length + 1}`, `$${values.length + 2}`];
  const isLater = `m.joined_at_utc_ms <= ${joined} AND (m.joined_at_utc_ms < ${joined} OR m.id > ${id})`;
  const page = `${after ? `AND ${isLater}` : ''} ${NEWEST_FIRST} LIMIT ${limit}`;
  const place = after ? [after.joinedAtUtcMs, after.memberId] : [];
  return read(client, seal, `${where} ${page}`, [...values, ...place]);
}

/** As PostgreSQL's `tsquery` quotes a word that something begins with. */
function quoteWord(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}':*`;
}

/** A text of digits alone is one number, however it is set: `138 0013 8000`. */
function joinDigits(text: string): string {
  const joined = text.normalize('NFKC').replace(/[\s-]/g, '');
  return /^\d+$/.test(joined) ? joined : text;
}

function wordsOf({ text, codeEnd }: SearchTerm): string[] {
  const isEnding = codeEnd !== null && text.length === LAST_DIGITS && /^\d+$/.test(text);
  return isEnding ? [text, lastDigitsWord(text)] : [text];
}

/** More digits than the words say of a phone in clear. */
function isLongEnding({ text, codeEnd }: SearchTerm): boolean {
  return codeEnd !== null && text.length > LAST_DIGITS && /^\d+$/.test(text);
}

function narrowTerm(term: SearchTerm, seal: MemberSeal): string[][] {
  if (!isLongEnding(term)) return [wordsOf(term)];
  const { text } = term;
  return [[lastDigitsWord(text.slice(-LAST_DIGITS))], [seal.phoneEndWord(text.slice(-HASHED_DIGITS))]];
}

async function read(
  client: Queryable,
  seal: MemberSeal,
  where: string,
  values: readonly unknown[],
): Promise<KnownMember[]> {
  const { rows } = await client.query<Omit<KnownMember, 'profile'>>(
    `SELECT ${COLUMNS} FROM ${MEMBERS} WHERE m.into_id IS NULL AND ${where}`,
    [...values],
  );
  return rows.map((row) => openMember(seal, row));
}

function openMember(seal: MemberSeal, row: Omit<KnownMember, 'profile'>): KnownMember {
  const { memberId, salt, sealed } = row;
  return { ...row, profile: salt && seal.open({ id: bytesOf(memberId), salt }, sealed) };
}
