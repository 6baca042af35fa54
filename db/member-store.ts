import type { Database } from 'better-sqlite3';
import type { Birthday } from '../domain/members/birthday.ts';
import type { Member } from '../domain/members/member.ts';
import { areNamesakes, nameAndDayOf } from '../domain/members/namesake.ts';
import { dataKeyState, type DataKeyState } from './data-key.ts';
import { bytesOfId, memberOf, memberText, type MemberRow } from './member-row.ts';
import { memberSearch } from './member-search.ts';
import type { MemberVault } from './member-vault.ts';
import { createSetDigest } from '../seal/set-digest.ts';
import { readDigestOf } from './reference-digest.ts';

export interface MemberReader {
  /** Also by the id that a member had before two were made one. */
  byId(memberId: string): Member | null;
  byNumber(number: string): Member | null;
  byCard(card: string): Member | null;
  /** By the normalised phone. */
  byPhone(phone: string): Member | null;
  /** Who has this name, written alike or not, and may have this birthday; the first twenty of them. */
  namesakes(name: string, birthday: Birthday): Member[];
  /** Who has all the words in name or last digits, those who come most often first. */
  search(text: string, limit: number): Member[];
  /** What the member bought, newest first. */
  salesOf(memberId: string): MemberSale[];
  /** Points, tier or spend of the member were touched here: what an import brought is the account's by now. */
  hasAccount(memberId: string): boolean;
  /** The member's visits: those that an import brought and those counted here. */
  visitsOf(memberId: string): number;
  count(): number;
  keyState(): DataKeyState;
  /** The key is kept locked under a code, with which a backup opens on another machine. */
  hasRecoveryCode(): boolean;
  /** Words of somebody who was erased may still be in the index's pages. */
  isSweepPending(): boolean;
  /** The digest that is kept row by row, over all members. */
  storedDigest(): string;
  /** The same, computed afresh from every row; `onRow` is called for each. */
  computeDigest(onRow?: () => void): string;
}

export interface MemberSale {
  readonly receiptNumber: string;
  readonly atUtcMs: number;
  readonly totalMinor: number;
}

/** How many of one name and day are looked at: files give thousands of customers without one the same. */
export const NAMESAKES_MAX = 20;

export type MemberRows = ReturnType<typeof memberRows>;

/** What lookups on rows take; the writer uses it as well. */
export function memberRows(db: Database) {
  const byId = db.prepare<[Buffer], MemberRow>('SELECT * FROM member WHERE id = ?');
  const intoId = db
    .prepare<{ memberId: string }, string>(
      `SELECT into_id FROM member_alias WHERE member_id = @memberId
       UNION ALL SELECT into_id FROM central_alias WHERE member_id = @memberId`,
    )
    .pluck();
  return {
    /** By the id that they have now. */
    byOwnId: (id: Buffer): MemberRow | undefined => byId.get(id),
    /** Also by the id that a member had before two were made one. */
    byId(memberId: string): MemberRow | undefined {
      const row = byId.get(bytesOfId(memberId));
      if (row) return row;
      const into = intoId.get({ memberId });
      return into === undefined ? undefined : byId.get(bytesOfId(into));
    },
    byNumber: db.prepare<[string], MemberRow>('SELECT * FROM member WHERE number = ?'),
    byCard: db.prepare<[string], MemberRow>(
      'SELECT * FROM member WHERE serial = (SELECT member FROM member_card WHERE card = ?)',
    ),
    byPhone: db.prepare<[Buffer], MemberRow>('SELECT * FROM member WHERE phone_hash = ?'),
    bySerial: db.prepare<[number], MemberRow>('SELECT * FROM member WHERE serial = ?'),
    /** Anybody of this name and day but the one in this row. Most have none, and a list of none takes four times as long. */
    hasNamesake: db
      .prepare<[Buffer, number], number>(
        'SELECT 1 FROM member WHERE namesake_hash = ? AND serial <> ? LIMIT 1',
      )
      .pluck(),
    /** All of them, as far as it takes to open them. */
    sealedNamesakes: db.prepare<[Buffer, number], Pick<MemberRow, 'number' | 'id' | 'salt' | 'sealed'>>(
      `SELECT number, id, salt, sealed FROM member WHERE namesake_hash = ? AND serial <> ?
       ORDER BY serial LIMIT ${NAMESAKES_MAX}`,
    ),
    namesakes: db.prepare<[Buffer], MemberRow>(
      `SELECT * FROM member WHERE namesake_hash = ? ORDER BY serial LIMIT ${NAMESAKES_MAX}`,
    ),
  };
}

export function memberReader(db: Database, folder: string, vault: MemberVault): MemberReader {
  const rows = memberRows(db);
  const count = db.prepare<[], number>('SELECT COUNT(*) FROM member').pluck();
  const recovery = db.prepare<[]>('SELECT 1 FROM data_key WHERE recovery IS NOT NULL');
  const account = db.prepare<[string]>('SELECT 1 FROM member_account WHERE member_id = ?');
  const sales = db.prepare<[string], MemberSale>(
    `SELECT receipt_number AS receiptNumber, at_utc AS atUtcMs, total_minor AS totalMinor FROM sale
     WHERE member_id = ? ORDER BY at_utc DESC`,
  );
  const pending = db
    .prepare<[], number>(`SELECT 1 FROM sweep_pending WHERE index_name = 'member_search'`)
    .pluck();
  const find = (row: MemberRow | undefined) => (row ? memberOf(row, vault()) : null);
  return {
    byId: (memberId) => find(rows.byId(memberId)),
    byNumber: (number) => find(rows.byNumber.get(number)),
    byCard: (card) => find(rows.byCard.get(card)),
    byPhone(phone) {
      const seal = vault();
      return seal && find(rows.byPhone.get(seal.hashPhone(phone)));
    },
    namesakes(name, birthday) {
      const seal = vault();
      const whose = nameAndDayOf({ name, birthday });
      if (!seal || !whose) return [];
      const found = rows.namesakes.all(seal.hashNamesake(whose)).map((row) => memberOf(row, seal));
      return found.filter(({ profile }) => {
        const others = profile && nameAndDayOf(profile);
        return others !== null && areNamesakes(others, whose);
      });
    },
    search: memberSearch(db, vault, (serial) => find(rows.bySerial.get(serial))),
    hasAccount: (memberId) => account.get(memberId) !== undefined,
    salesOf: (memberId) => sales.all(memberId),
    visitsOf(memberId) {
      const row = rows.byId(memberId);
      return row ? (row.opening_visits ?? 0) + row.visit_count : 0;
    },
    count: () => count.get() ?? 0,
    hasRecoveryCode: () => recovery.get() !== undefined,
    keyState: () => dataKeyState(db, folder),
    isSweepPending: () => pending.get() !== undefined,
    storedDigest: () => readDigestOf(db, 'member'),
    computeDigest: (onRow) => computeDigest(db, onRow),
  };
}

function computeDigest(db: Database, onRow: () => void = () => undefined): string {
  const digest = createSetDigest();
  for (const row of db.prepare<[], MemberRow>('SELECT * FROM member').iterate()) {
    digest.add(memberText(row));
    onRow();
  }
  return digest.hex();
}
