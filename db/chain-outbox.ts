import type { Database } from 'better-sqlite3';
import type { ChainStateReader, JournalPlace } from './chain-state.ts';
import type { JournalRow } from './journal.ts';
import { bytesOfId } from './member-row.ts';

/** What central does not have yet. Amounts in minor units. */
export interface WaitingEntries {
  readonly entries: number;
  readonly sales: number;
  readonly totalMinor: number;
  readonly oldestAtUtcMs: number | null;
}

/** A piece of the journal, as it goes to central. */
export interface JournalPiece {
  readonly rows: readonly JournalRow[];
  /** By member id, base64: of those whom its entries register or change and who are still there. */
  readonly salts: Readonly<Record<string, string>>;
}

/** What an entry takes as JSON beside its payload, at the most: ids, hashes, and the names of its fields. */
const COLUMNS_BYTES = 640;
/** A salt with its member's id. */
const SALT_BYTES = 80;

/** The journal is the outbox: what lies behind the last acknowledged entry is to be sent. */
export function chainOutbox(db: Database, state: ChainStateReader) {
  const rows = db.prepare<[number, number], JournalRow>(
    'SELECT * FROM journal WHERE position > ? ORDER BY position LIMIT ?',
  );
  const salt = db.prepare<[Buffer], Buffer>('SELECT salt FROM member WHERE id = ?').pluck();
  const counts = db.prepare<{ after: number }, WaitingEntries>(
    `SELECT COALESCE((SELECT MAX(position) FROM journal), 0) - @after AS entries, COUNT(*) AS sales,
       COALESCE(SUM(total_minor), 0) AS totalMinor,
       (SELECT at_utc FROM journal WHERE position = @after + 1) AS oldestAtUtcMs
     FROM sale WHERE entry > @after`,
  );
  return {
    waiting: (): WaitingEntries => counts.get({ after: state.acknowledgedEntry() })!,
    entriesAfter(place: JournalPlace | null, entriesMax: number, bytesMax: number): JournalPiece {
      const piece: JournalRow[] = [];
      const salts: Record<string, string> = {};
      let bytes = 0;
      for (const row of rows.iterate(state.positionOf(place), entriesMax)) {
        const memberId = saltedMember(row);
        bytes += Buffer.byteLength(JSON.stringify(row.payload)) + COLUMNS_BYTES;
        if (memberId !== null) bytes += SALT_BYTES;
        if (piece.length > 0 && bytes > bytesMax) break;
        piece.push(row);
        const kept = memberId === null ? undefined : salt.get(bytesOfId(memberId));
        if (memberId !== null && kept) salts[memberId] = kept.toString('base64');
      }
      return { rows: piece, salts };
    },
  };
}

function saltedMember({ type, payload }: JournalRow): string | null {
  if (type !== 'member.registered' && type !== 'member.changed') return null;
  return (JSON.parse(payload) as { memberId: string }).memberId;
}
