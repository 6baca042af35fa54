import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { PreparedMember } from '../../db/member-prepare.ts';
import type { MemberBatch } from '../../db/member-writer.ts';
import type { StoreWriter } from '../../db/open-store.ts';
import { randomPiece } from '../../db/random-piece.ts';
import { startOfDay } from '../../domain/business-date.ts';
import { currencyDigits } from '../../domain/currency.ts';
import type { Consent } from '../../domain/facts/member-facts.ts';
import type { ImportRowError } from '../../domain/import-error.ts';
import type { Member, MemberDraft, MemberProfile } from '../../domain/members/member.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { describeImportError } from '../../domain/text/import-text.ts';
import type { Language } from '../../domain/text/language.ts';
import type { CsvRow } from '../import/csv-rows.ts';
import { readMemberHeader, type MemberColumns } from '../import/member-columns.ts';
import { readMemberRow, type MemberRowDraft, type MemberRowShop } from '../import/member-row.ts';
import { packRows, takeRows, unpackRows } from '../import/packed-rows.ts';
import { entryContext, pricingContext, type Register } from '../register.ts';
import { authorize, type Approval } from './authorize.ts';
import type { ImportPace, RejectedRow } from './import-products.ts';
import { checkKey, newMemberNumber } from './member-entry.ts';

/** A row that went in, although somebody with another number has the same name and birthday. */
export interface NamesakeRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly number: string;
  /** The numbers of whom it may be. */
  readonly others: readonly string[];
}

export interface MemberImportSummary {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: readonly RejectedRow[];
  readonly namesakes: readonly NamesakeRow[];
  readonly ignoredColumns: readonly string[];
}

/** So many rows are read and sealed together. */
const GROUP_ROWS = 256;

/**
 * Imports a file of members: the good rows go in, the bad ones are returned with their reasons, and nobody is made one with
 * somebody else: a row with another member's phone is left out, one with another's name and birthday goes in and is
 * reported. A file that is broken as a whole changes nothing; importing the same file again changes nothing. What the till
 * knows beyond the file, it keeps.
 */
export async function importMembers(
  register: Register,
  path: string,
  language: Language,
  pace: Partial<ImportPace> = {},
  approval: Approval = {},
): Promise<Result<MemberImportSummary>> {
  const { sliceRows = Number.MAX_SAFE_INTEGER, onProgress = () => undefined } = pace;
  const authorized = authorize(register, 'member-manage', {}, approval);
  if (!authorized.ok) return authorized;
  const ready = checkKey(register);
  if (!ready.ok) return ready;
  const read = await packRows(path, readMemberHeader, (done) => onProgress('read', done, done));
  if (!read.ok)
    return fail({ code: 'import-file-invalid', detail: describeImportError(read.error, language) });
  const { columns, rowCount, packed } = read.value;
  const source = { fileName: basename(path), fileSha256: await sha256Of(path) };
  const run = beginRun(register, columns);
  const rows = unpackRows(packed);
  for (let done = 0; done < rowCount; done += sliceRows) {
    register.store.commit((writer) => {
      importSlice(
        run,
        writer,
        rows,
        sliceRows,
        (count) => onProgress('write', done + count, rowCount),
        source,
      );
      if (done + sliceRows >= rowCount && run.counts.added >= OPTIMIZE_MIN) writer.members.optimize();
    });
    if (done + sliceRows < rowCount) await new Promise((resolve) => setImmediate(resolve));
  }
  onProgress('write', rowCount, rowCount);
  const { counts, rejected, namesakes } = run;
  return ok({ rows: rowCount, ...counts, rejected, namesakes, ignoredColumns: columns.ignored });
}

/** From how many new members on the search index is rewritten at the end, where nobody waits for it. */
const OPTIMIZE_MIN = 100_000;

/** What an import knows from row to row. */
interface Run {
  readonly register: Register;
  readonly columns: MemberColumns;
  readonly shop: MemberRowShop;
  readonly counts: { added: number; changed: number; unchanged: number };
  readonly rejected: RejectedRow[];
  readonly namesakes: NamesakeRow[];
  /** The line on which each number stood that the file has named. */
  readonly lineOfNumber: Map<string, number>;
  /** The first moment of a date, looked up once: there are fewer dates than members. */
  readonly joinedAt: (date: string) => number;
}

function beginRun(register: Register, columns: MemberColumns): Run {
  const { shop } = register.settings;
  const moments = new Map<string, number>();
  return {
    register,
    columns,
    shop: {
      home: shop,
      currencyDigits: currencyDigits(shop.currency),
      today: pricingContext(register).businessDate,
    },
    counts: { added: 0, changed: 0, unchanged: 0 },
    rejected: [],
    namesakes: [],
    lineOfNumber: new Map(),
    joinedAt(date) {
      const known = moments.get(date) ?? startOfDay(date, shop.zone);
      moments.set(date, known);
      return known;
    },
  };
}

/** Writes a slice in the commit that is under way, with an entry of its own where it changed anything. */
function importSlice(
  run: Run,
  writer: StoreWriter,
  rows: Generator<CsvRow, undefined>,
  sliceRows: number,
  onProgress: (done: number) => void,
  source: { readonly fileName: string; readonly fileSha256: string },
): void {
  const before = { ...run.counts };
  const refusedBefore = run.rejected.length;
  const batch = writer.members.begin();
  for (let done = 0; done < sliceRows; done += GROUP_ROWS) {
    const group = prepareGroup(run, batch, takeRows(rows, Math.min(GROUP_ROWS, sliceRows - done)));
    for (const each of group) {
      const saved = importRow(run, batch, each);
      if (saved.ok) run.counts[saved.value] += 1;
      else run.rejected.push({ line: each.row.line, cells: each.row.cells, error: saved.error });
    }
    if (group.length === 0) break;
    onProgress(done);
  }
  const digest = batch.finish();
  const { added, changed, unchanged } = run.counts;
  const [addedCount, changedCount] = [added - before.added, changed - before.changed];
  if (addedCount + changedCount === 0) return;
  const payload = {
    ...source,
    addedCount,
    changedCount,
    unchangedCount: unchanged - before.unchanged,
    rejectedCount: run.rejected.length - refusedBefore,
    digest,
  };
  writer.record({ type: 'members.imported', payload }, entryContext(run.register));
}

/** A row as far as it can be taken before those ahead of it are in. */
interface PreparedRow {
  readonly row: CsvRow;
  readonly read: Result<MemberRowDraft, ImportRowError>;
  /** Where the row seems to be somebody new. */
  readonly prepared: PreparedMember | undefined;
}

function prepareGroup(run: Run, batch: MemberBatch, rows: readonly CsvRow[]): PreparedRow[] {
  const read = rows.map((row) => readMemberRow(row.cells, run.columns, run.shop));
  const isNew = read.map((each) => each.ok && findKnown(run, each.value) === null);
  const profiles = read.flatMap((each, index) => (each.ok && isNew[index] ? [each.value.profile] : []));
  const prepared = batch.prepare(profiles.map((profile) => ({ memberId: newMemberId(), profile }))).values();
  return rows.map((row, index) => ({
    row,
    read: read[index]!,
    prepared: isNew[index] ? prepared.next().value : undefined,
  }));
}

function importRow(
  run: Run,
  batch: MemberBatch,
  { row, read, prepared }: PreparedRow,
): Result<'added' | 'changed' | 'unchanged', ImportRowError> {
  if (!read.ok) return read;
  const known = findKnown(run, read.value);
  const number = known?.number ?? read.value.code ?? read.value.cards[0] ?? newMemberNumber(run.register);
  const firstLine = run.lineOfNumber.get(number);
  if (firstLine !== undefined) return fail({ code: 'row-member-code-twice', value: number, firstLine });
  const holder = known ? null : run.register.store.members.byCard(number);
  if (holder) return fail({ code: 'row-card-taken', card: number, other: holder.number });
  const memberId = known?.memberId ?? prepared?.memberId ?? newMemberId();
  const draft = draftOf(run, read.value, { memberId, number, known });
  const saved = known ? batch.change(draft) : batch.add(draft, prepared);
  if (saved && 'conflict' in saved) {
    const { conflict, card, other } = saved;
    return fail(
      conflict === 'phone'
        ? { code: 'row-phone-taken', other }
        : { code: 'row-card-taken', card: card!, other },
    );
  }
  run.lineOfNumber.set(number, row.line);
  if (saved?.hasNamesake) noteNamesakes(run, row, draft);
  if (!saved) return ok('unchanged');
  return ok(known ? 'changed' : 'added');
}

/** Whom a row means: by its code; without one by a card; without both by the phone. */
function findKnown({ register: { store } }: Run, { code, cards, profile }: MemberRowDraft): Member | null {
  const { members } = store;
  if (code !== null) return members.byNumber(code);
  for (const card of cards) {
    const member = members.byNumber(card) ?? members.byCard(card);
    if (member) return member;
  }
  return cards.length > 0 || profile.phone === null ? null : members.byPhone(profile.phone);
}

function draftOf(
  run: Run,
  row: MemberRowDraft,
  {
    memberId,
    number,
    known,
  }: { readonly memberId: string; readonly number: string; readonly known: Member | null },
): MemberDraft {
  const joinedAtUtcMs =
    row.joinedOn === null
      ? (known?.joinedAtUtcMs ?? run.register.clock.nowUtcMs())
      : run.joinedAt(row.joinedOn);
  const cards = row.cards.filter((card) => card !== number);
  const isAccountOpen = known !== null && run.register.store.members.hasAccount(known.memberId);
  return {
    memberId,
    number,
    profile: known?.profile ? fillProfile(row.profile, known.profile) : row.profile,
    cards: known ? [...new Set([...known.cards, ...cards])].sort() : cards,
    consents: fillConsents(row, known?.consents ?? [], joinedAtUtcMs),
    joinedAtUtcMs,
    opening: isAccountOpen ? known.opening : (row.opening ?? known?.opening ?? null),
  };
}

/** UUIDv7 as everywhere, of random bytes that were drawn in advance: a million would be asked of the system one by one. */
function newMemberId(): string {
  return uuidv7({ random: randomPiece(16) });
}

/** What the file does not say, the till keeps. */
function fillProfile(row: MemberProfile, known: MemberProfile): MemberProfile {
  return {
    name: row.name ?? known.name,
    phone: row.phone ?? known.phone,
    birthday: row.birthday ?? known.birthday,
    email: row.email ?? known.email,
    note: row.note ?? known.note,
  };
}

/** A consent that somebody gave or took back is not undone by an older file. */
function fillConsents(row: MemberRowDraft, known: readonly Consent[], atUtcMs: number): Consent[] {
  const isNew = (kind: Consent['kind']) => !known.some((consent) => consent.kind === kind);
  return [...known, ...row.consents.filter(isNew).map((kind) => ({ kind, isGiven: true, atUtcMs }))];
}

function noteNamesakes(run: Run, { line, cells }: CsvRow, { number, memberId, profile }: MemberDraft): void {
  const { name, birthday } = profile;
  if (name === null || birthday === null) return;
  const others = run.register.store.members
    .namesakes(name, birthday)
    .filter((member) => member.memberId !== memberId)
    .map((member) => member.number);
  if (others.length > 0) run.namesakes.push({ line, cells, number, others });
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}
