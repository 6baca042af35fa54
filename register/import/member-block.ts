import { v7 as uuidv7 } from 'uuid';
import { prepareMembers } from '../../db/member-prepare.ts';
import type { MemberSeal } from '../../seal/member-seal.ts';
import { packMembers, type PackedMembers } from '../../db/packed-members.ts';
import { randomPiece } from '../../seal/random-piece.ts';
import { startOfDay } from '../../domain/business-date.ts';
import type { ImportRowError } from '../../domain/import-error.ts';
import type { MemberDraft } from '../../domain/members/member.ts';
import type { Result } from '../../domain/result.ts';
import type { MemberColumns } from '../../domain/import/member-columns.ts';
import { readMemberRow, type MemberRowDraft, type MemberRowShop } from '../../domain/import/member-row.ts';
import { unpackBlock, type PackedBlock } from './packed-rows.ts';

/** What it takes to know of file and shop to read a block of members; it goes to another thread as it is. */
export interface MemberBlockContext {
  readonly columns: MemberColumns;
  readonly shop: MemberRowShop;
  /** When those joined whose row does not say it. */
  readonly nowUtcMs: number;
}

/** A block of rows that was read, and sealed as far as somebody new can be without asking the store. */
export interface PreparedBlock {
  /** Where each stands in the file. */
  readonly lines: readonly number[];
  /** How far each row was taken, one of the constants below. */
  readonly states: Uint8Array<ArrayBuffer>;
  /** The rows that were only read, by their place among all. */
  readonly read: ReadonlyMap<number, Result<MemberRowDraft, ImportRowError>>;
  /** The others, in their order. */
  readonly members: PackedMembers;
}

/** Numbers, because a block crosses from one thread to another and objects are what takes time there. */
export const READ = 0;
/** A code in its own column is the member's number. */
export const PREPARED_BY_CODE = 1;
const PREPARED_BY_CARD = 2;

/** Reads a block. With a seal, who has a number of their own in the file is prepared as if they were new. */
export function prepareBlock(
  block: PackedBlock,
  context: MemberBlockContext,
  seal: MemberSeal | null,
): PreparedBlock {
  const written = unpackBlock(block);
  const states = new Uint8Array(written.length);
  const read = new Map<number, Result<MemberRowDraft, ImportRowError>>();
  const drafts: MemberDraft[] = [];
  for (const [index, { cells }] of written.entries()) {
    const row = readMemberRow(cells, context.columns, context.shop);
    const number = row.ok ? numberOf(row.value) : null;
    if (!seal || !row.ok || number === null) {
      read.set(index, row);
      continue;
    }
    drafts.push(newMember(row.value, number, context));
    states[index] = row.value.code === null ? PREPARED_BY_CARD : PREPARED_BY_CODE;
  }
  const lines = written.map(({ line }) => line);
  return { lines, states, read, members: packMembers(seal ? prepareMembers(drafts, seal) : []) };
}

/** A new member's number, where the row has one. */
export function numberOf({ code, cards }: MemberRowDraft): string | null {
  return code ?? cards[0] ?? null;
}

/** Who a row makes of somebody whom the till does not know. */
export function newMember(row: MemberRowDraft, number: string, context: MemberBlockContext): MemberDraft {
  const joinedAtUtcMs = joinedAt(row, context) ?? context.nowUtcMs;
  return {
    memberId: newMemberId(),
    number,
    profile: row.profile,
    cards: row.cards.filter((card) => card !== number),
    consents: row.consents.map((kind) => ({ kind, isGiven: true, atUtcMs: joinedAtUtcMs })),
    joinedAtUtcMs,
    opening: row.opening,
  };
}

/** Null where the row does not say it. */
export function joinedAt({ joinedOn }: MemberRowDraft, { shop }: MemberBlockContext): number | null {
  if (joinedOn === null) return null;
  const { zone } = shop.home;
  if (zone !== zoneOfMoments || momentOfDate.size >= DATES_KEPT) momentOfDate.clear();
  zoneOfMoments = zone;
  const known = momentOfDate.get(joinedOn) ?? startOfDay(joinedOn, zone);
  momentOfDate.set(joinedOn, known);
  return known;
}

/** The first moment of a date is asked once: there are fewer dates than members. */
const momentOfDate = new Map<string, number>();
const DATES_KEPT = 50_000;
let zoneOfMoments = '';

/** UUIDv7 as everywhere, of random bytes that were drawn in advance: a million would be asked of the system one by one. */
function newMemberId(): string {
  return uuidv7({ random: randomPiece(16) });
}
