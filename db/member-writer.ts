import type { Database } from 'better-sqlite3';
import { searchWords } from '../seal/member-words.ts';
import { beginBatch, type MemberBatch } from './member-batch.ts';
import { memberClearer } from './member-clearer.ts';
import { memberOf } from './member-row.ts';
import { MEMBER_PREFIX_LENGTH } from './member-search.ts';
import { memberStatements } from './member-statements.ts';
import { memberRows } from './member-store.ts';
import type { MemberVault } from './member-vault.ts';
import { createSearchIndex, searchRank } from './search-index.ts';
import { createWaitingDocuments } from './search-waiting.ts';

export interface MemberWriter {
  /** Says which key seals the members from now on; once, before the first of them. */
  adoptKey(fingerprint: Buffer): void;
  /** Forgets which key seals them, while there are none. */
  dropKey(): void;
  /** Takes every member out, with what their names are found by, and forgets which key sealed them. */
  clear(): void;
  /** Keeps the key locked under a recovery code, in place of an earlier one. */
  saveRecovery(recovery: string): void;
  begin(): MemberBatch;
  /** Counts a visit. Does nothing for who is not here any more. */
  countVisit(memberId: string): void;
  /** Moves who came more often meanwhile up in the search: later than the sale, which need not wait for their words to be written anew. */
  rankByVisits(memberId: string): void;
  /** One piece of taking what was removed out of the index's pages; true when nothing of it is left. */
  sweep(): boolean;
  /** Rewrites the index at once: after a bulk import. */
  optimize(): void;
}

/** A sweep's piece: some ten milliseconds. */
const SWEEP_PAGES = 64;

export function memberWriter(db: Database, vault: MemberVault): MemberWriter {
  const index = createSearchIndex(db, 'member_search', MEMBER_PREFIX_LENGTH);
  const rows = memberRows(db);
  const waiting = createWaitingDocuments(db, 'member_search');
  const tools = { db, index, waiting, rows, write: memberStatements(db), vault };
  const count = db.prepare('UPDATE member SET visit_count = visit_count + 1 WHERE serial = ?');
  const saveRank = db.prepare('UPDATE member SET indexed_rank = ? WHERE serial = ?');
  const swept = db.prepare(`DELETE FROM sweep_pending WHERE index_name = 'member_search'`);
  const adoptKey = db.prepare('INSERT INTO data_key (only, fingerprint) VALUES (1, ?)');
  const dropKey = db.prepare('DELETE FROM data_key');
  const saveRecovery = db.prepare('UPDATE data_key SET recovery = ?');
  const clear = memberClearer(db);
  return {
    adoptKey(fingerprint) {
      vault.forget();
      adoptKey.run(fingerprint);
    },
    dropKey() {
      vault.forget();
      dropKey.run();
    },
    clear() {
      clear();
      vault.forget();
    },
    saveRecovery: (recovery) => void saveRecovery.run(recovery),
    begin: () => beginBatch(tools),
    countVisit(memberId) {
      const row = rows.byId(memberId);
      if (row) count.run(row.serial);
    },
    rankByVisits(memberId) {
      const row = rows.byId(memberId);
      if (!row) return;
      const rank = searchRank((row.opening_visits ?? 0) + row.visit_count);
      if (rank === row.indexed_rank) return;
      const seal = vault();
      const profile = seal && memberOf(row, seal).profile;
      if (!profile) return;
      index.remove(row.serial, row.indexed_rank);
      index.add([{ number: row.serial, rank, tokens: [searchWords(profile, seal)] }]);
      saveRank.run(rank, row.serial);
    },
    sweep() {
      const isDone = index.sweep(SWEEP_PAGES);
      if (isDone) swept.run();
      return isDone;
    },
    optimize: () => index.optimize(),
  };
}
