import { normalizeOwnCode } from '../barcode/own-code.ts';
import { decimalToScaled } from '../currency.ts';
import { consentKinds, type ConsentKind } from '../facts/member-facts.ts';
import type { ImportRowError } from '../import-error.ts';
import { isEmail } from '../members/email.ts';
import { readBirthday } from '../members/birthday.ts';
import {
  MEMBER_CARDS_MAX,
  MEMBER_NAME_MAX_LENGTH,
  MEMBER_NOTE_MAX_LENGTH,
  OPENING_MAX,
  type MemberOpening,
  type MemberProfile,
} from '../members/member.ts';
import { normalizePhone, type PhoneHome } from '../members/phone.ts';
import { fail, ok, type Result } from '../result.ts';
import { cleanCell, shortenCell } from './cell-text.ts';
import { MEMBER_HEADERS, type MemberColumn, type MemberColumns } from './member-columns.ts';

/** One member as a file gives them. What has no column, or nothing in its cell, is null. */
export interface MemberRowDraft {
  readonly code: string | null;
  readonly profile: MemberProfile;
  /** In ascending order, the code not among them. */
  readonly cards: readonly string[];
  readonly consents: readonly ConsentKind[];
  /** `YYYY-MM-DD`. */
  readonly joinedOn: string | null;
  readonly opening: MemberOpening | null;
}

/** What reading a row takes to know of the shop. */
export interface MemberRowShop {
  readonly home: PhoneHome;
  /** Decimals of the currency. */
  readonly currencyDigits: number;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

type Cell = (column: MemberColumn) => string;

const TIER_CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/;

/** Reads one row under the header's columns. The error is the first thing that keeps the row out. */
export function readMemberRow(
  cells: readonly string[],
  columns: MemberColumns,
  shop: MemberRowShop,
): Result<MemberRowDraft, ImportRowError> {
  const isTooShort = cells.length < columns.count;
  if (isTooShort || cells.slice(columns.count).some((extra) => extra.trim() !== '')) {
    return fail({ code: 'row-cell-count', found: cells.length, expected: columns.count });
  }
  const cleaned = cells.map(cleanCell);
  const cell: Cell = (column) => cleaned[columns.indexes[column] ?? -1] ?? '';
  const codes = readCodes(cell);
  if (!codes.ok) return codes;
  const profile = readProfile(cell, shop);
  if (!profile.ok) return profile;
  if (profile.value.name === null && profile.value.phone === null) return fail({ code: 'row-member-empty' });
  const { code, cards } = codes.value;
  if (code === null && cards.length === 0 && profile.value.phone === null) {
    return fail({ code: 'row-member-code-missing' });
  }
  const opening = readOpening(cell, shop);
  if (!opening.ok) return opening;
  const joinedOn = readDate('joined', cell('joined'));
  if (!joinedOn.ok) return joinedOn;
  const consents = readConsents(cell('consents'));
  if (!consents.ok) return consents;
  return ok({
    code,
    cards,
    profile: profile.value,
    opening: opening.value,
    joinedOn: joinedOn.value,
    consents: consents.value,
  });
}

function readCodes(cell: Cell): Result<Pick<MemberRowDraft, 'code' | 'cards'>, ImportRowError> {
  const code = cell('code') === '' ? null : normalizeOwnCode(cell('code'));
  if (code === null && cell('code') !== '') {
    return fail({ code: 'row-code-invalid', value: shortenCell(cell('code')) });
  }
  const cards = new Set<string>();
  const written = cell('card');
  for (const each of written === '' ? [] : written.split('|')) {
    const card = normalizeOwnCode(each);
    if (card === null) return fail({ code: 'row-code-invalid', value: shortenCell(each) });
    if (card !== code) cards.add(card);
  }
  if (cards.size > MEMBER_CARDS_MAX) {
    return fail({ code: 'row-too-many-cards', found: cards.size, max: MEMBER_CARDS_MAX });
  }
  return ok({ code, cards: [...cards].sort() });
}

function readProfile(cell: Cell, { home, today }: MemberRowShop): Result<MemberProfile, ImportRowError> {
  for (const [column, max] of [
    ['name', MEMBER_NAME_MAX_LENGTH],
    ['note', MEMBER_NOTE_MAX_LENGTH],
  ] as const) {
    const { length } = cell(column);
    if (length > max) return fail({ code: 'row-text-too-long', column, length, max });
  }
  const [phone, birthday, email] = [cell('phone'), cell('birthday'), cell('email')];
  const normalized = phone === '' ? ok(null) : normalizePhone(phone, home);
  if (!normalized.ok) {
    return fail({ code: 'row-phone-invalid', value: shortenCell(phone), fault: normalized.error });
  }
  const day = birthday === '' ? null : readBirthday(birthday, today);
  if (day === null && birthday !== '') {
    return fail({ code: 'row-birthday-invalid', value: shortenCell(birthday) });
  }
  if (email !== '' && !isEmail(email)) return fail({ code: 'row-email-invalid', value: shortenCell(email) });
  return ok({
    name: cell('name') || null,
    phone: normalized.value,
    birthday: day,
    email: email || null,
    note: cell('note') || null,
  });
}

/** Null where the member brings nothing. */
function readOpening(
  cell: Cell,
  { currencyDigits }: MemberRowShop,
): Result<MemberOpening | null, ImportRowError> {
  const points = readNumber('points', cell('points'), 0);
  if (!points.ok) return points;
  const spent = readNumber('spent', cell('spent'), currencyDigits);
  if (!spent.ok) return spent;
  const visits = readNumber('visits', cell('visits'), 0);
  if (!visits.ok) return visits;
  const expireOn = readDate('pointsExpire', cell('pointsExpire'));
  if (!expireOn.ok) return expireOn;
  const tier = cell('tier');
  if (tier !== '' && !TIER_CODE.test(tier))
    return fail({ code: 'row-tier-invalid', value: shortenCell(tier) });
  if (points.value === 0 && spent.value === 0 && visits.value === 0 && tier === '') return ok(null);
  return ok({
    points: points.value,
    pointsExpireOn: points.value === 0 ? null : expireOn.value,
    tier: tier || null,
    spentMinor: spent.value,
    visits: visits.value,
  });
}

function readNumber(column: MemberColumn, written: string, decimals: number): Result<number, ImportRowError> {
  if (written === '') return ok(0);
  const value = decimalToScaled(written, decimals);
  if (value !== null && value >= 0 && value <= OPENING_MAX) return ok(value);
  const max = OPENING_MAX / 10 ** decimals;
  return fail({ code: 'row-number-invalid', column: headerOf(column), value: shortenCell(written), max });
}

/** Days as spreadsheets write them, with a time behind them or not. */
const DATE = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]\d{1,2}:\d{2}.*)?$/;

function readDate(column: MemberColumn, written: string): Result<string | null, ImportRowError> {
  if (written === '') return ok(null);
  const [, year, month = '', day = ''] = DATE.exec(written) ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const isDay =
    year !== undefined && date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  if (isDay) return ok(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  return fail({ code: 'row-date-invalid', column: headerOf(column), value: shortenCell(written) });
}

function readConsents(written: string): Result<ConsentKind[], ImportRowError> {
  if (written === '') return ok([]);
  const words = written.split(/[|;, ]+/).filter((word) => word !== '');
  const unknown = words.find((word) => !consentKinds.includes(word as ConsentKind));
  if (unknown !== undefined) return fail({ code: 'row-consent-unknown', value: shortenCell(unknown) });
  return ok(consentKinds.filter((kind) => words.includes(kind)));
}

function headerOf(column: MemberColumn): string {
  return MEMBER_HEADERS[column][0]!;
}
