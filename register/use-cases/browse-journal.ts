import type { EntryFilter, EntryText } from '../../db/entry-search.ts';
import { GENESIS_HASH, hashEntry } from '../../seal/entry-hash.ts';
import { entryOf, type JournalRow } from '../../db/journal.ts';
import { currencyDigits, decimalToScaled } from '../../domain/currency.ts';
import { journalGroups, typesOfGroup, type JournalGroup } from '../../domain/journal-group.ts';
import { summarizeFact, type EntrySummary } from '../../domain/journal-summary.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { SYSTEM_ACTOR, type Register, type TillView } from '../register.ts';
import { authorize } from './authorize.ts';
import { nameOf } from './shift-status.ts';

/** What is asked of the journal; what is not given is left open. */
export interface JournalQuery {
  readonly text?: string | undefined;
  readonly group?: JournalGroup | undefined;
  /** A staff id, or `system`. */
  readonly actor?: string | undefined;
  readonly businessDate?: string | undefined;
  /** Only entries below this position: what the page before said. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** An entry of the list. */
export interface ListedEntry {
  readonly position: number;
  readonly epoch: number;
  readonly seq: number;
  readonly type: string;
  readonly atUtcMs: number;
  readonly utcOffsetMinutes: number;
  readonly businessDate: string;
  readonly shift: number;
  readonly actor: string;
  /** Null where the till itself acted. */
  readonly actorName: string | null;
  /** Hex SHA-256. */
  readonly hash: string;
  readonly summary: EntrySummary;
}

/** Some entries, newest first, and where the next ones begin; null when there are no more. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly before: number | null;
}

/** Looks through one slice of the journal. Whoever wants a whole page goes on below `before` until it is full. */
export function stepJournal(register: Register, query: JournalQuery): Result<Page<ListedEntry>> {
  const authorized = authorize(register, 'report-x');
  if (!authorized.ok) return authorized;
  const { store } = register;
  const { positions, before } = store.entries.step(
    entryFilter(register, query),
    query.before ?? headPosition(register) + 1,
    query.limit,
  );
  return ok({ rows: positions.map((position) => listEntry(register, store.journal.row(position)!)), before });
}

/** How many entries of each group a business date has. */
export function countJournal(
  register: Register,
  { businessDate }: { readonly businessDate: string },
): Result<Record<JournalGroup, number>> {
  const authorized = authorize(register, 'report-x');
  if (!authorized.ok) return authorized;
  const { entries } = register.store;
  const byType = entries.countByType(businessDate);
  const receipts = entries.countReceipts(businessDate);
  const counts = journalGroups.map((group) => {
    if (group === 'sale' || group === 'refund') return [group, receipts[group]] as const;
    return [group, typesOfGroup(group).reduce((sum, type) => sum + (byType.get(type) ?? 0), 0)] as const;
  });
  return ok(Object.fromEntries(counts) as Record<JournalGroup, number>);
}

/** An entry with its whole payload, its neighbours, and whether the chain holds here. */
export interface EntryView {
  readonly entry: ListedEntry;
  readonly id: string;
  readonly register: string;
  readonly schema: number;
  readonly payload: unknown;
  readonly prevHash: string;
  readonly previous: Neighbour | null;
  readonly next: Neighbour | null;
  /** Its content has its hash, it names its predecessor's, and its successor names its own. */
  readonly isChainWhole: boolean;
}

interface Neighbour {
  readonly epoch: number;
  readonly seq: number;
  readonly hash: string;
}

export function readEntry(
  register: Register,
  { epoch, seq }: { readonly epoch: number; readonly seq: number },
): Result<EntryView> {
  const authorized = authorize(register, 'report-x');
  if (!authorized.ok) return authorized;
  const { journal } = register.store;
  const row = journal.bySeq(epoch, seq);
  if (!row) return fail({ code: 'entry-unknown', epoch, seq });
  const previous = journal.row(row.position - 1);
  const next = journal.row(row.position + 1);
  return ok({
    entry: listEntry(register, row),
    id: row.id,
    register: row.register,
    schema: row.schema,
    payload: JSON.parse(row.payload) as unknown,
    prevHash: row.prev_hash.toString('hex'),
    previous: previous && neighbour(previous),
    next: next && neighbour(next),
    isChainWhole:
      hashEntry(row).equals(row.hash) &&
      row.prev_hash.equals(previous?.hash ?? GENESIS_HASH) &&
      (next === null || next.prev_hash.equals(row.hash)),
  });
}

function neighbour({ epoch, seq, hash }: JournalRow): Neighbour {
  return { epoch, seq, hash: hash.toString('hex') };
}

/** What a query means for this till: its people, its currency, its groups. */
export function entryFilter(register: Register, query: Omit<JournalQuery, 'limit' | 'before'>): EntryFilter {
  const { group, actor = null, businessDate = null } = query;
  const isReceipts = group === 'sale' || group === 'refund';
  return {
    types: group === undefined ? null : isReceipts ? ['sale.completed'] : typesOfGroup(group),
    receipts: isReceipts ? group : null,
    actor,
    businessDate,
    text: readText(register, query.text),
  };
}

/** What somebody typed, as everything that it may be: an amount with its symbol, a number, a person, a part of a text. */
function readText({ settings, store }: Register, typed: string | undefined): EntryText | null {
  const part = typed?.trim() ?? '';
  if (part === '') return null;
  const plain = part.replaceAll(/[\p{Sc}\s,]/gu, '');
  const amountMinor = decimalToScaled(plain, currencyDigits(settings.shop.currency));
  const seq = decimalToScaled(plain, 0);
  const wanted = part.toLowerCase();
  const staff = store.staff
    .all()
    .filter(({ name, code }) => name.toLowerCase().includes(wanted) || code.toLowerCase() === wanted);
  return {
    part,
    amountMinor: amountMinor === null ? null : Math.abs(amountMinor),
    seq: seq !== null && seq > 0 ? seq : null,
    staffIds: staff.map(({ id }) => id),
  };
}

/** A stored entry as a list shows it. */
export function listEntry(register: Pick<TillView, 'store'>, row: JournalRow): ListedEntry {
  const entry = entryOf(row);
  const { position, epoch, seq, type, atUtcMs, utcOffsetMinutes, businessDate, shift, actor } = entry;
  return {
    position,
    epoch,
    seq,
    type,
    atUtcMs,
    utcOffsetMinutes,
    businessDate,
    shift,
    actor,
    actorName: actor === SYSTEM_ACTOR ? null : nameOf(register, actor),
    hash: row.hash.toString('hex'),
    summary: summarizeFact(entry, (staffId) => nameOf(register, staffId)),
  };
}

export function headPosition({ store }: Pick<TillView, 'store'>): number {
  return store.journal.head()?.position ?? 0;
}
