import { setImmediate as nextTurn } from 'node:timers/promises';
import { businessDateAt } from '../../../domain/business-date.ts';
import { currencyDigits } from '../../../domain/currency.ts';
import { readMemberHeader } from '../../../domain/import/member-columns.ts';
import { readMemberRow, type MemberRowShop } from '../../../domain/import/member-row.ts';
import type { CsvRow } from '../../../domain/import/csv-rows.ts';
import { fail, ok } from '../../../domain/result.ts';
import { withTransaction } from '../database.ts';
import { noteAudit } from './audit.ts';
import { REJECTED_SHOWN_MAX, type ImportAnswer, type RejectedRow } from './import-answer.ts';
import { chainHome } from './chain-facts.ts';
import { readFileRows } from './file-rows.ts';
import { saveMemberBlock, type MemberRun, type ReadMemberRow } from './import-member-block.ts';
import type { FileProcedure, Office } from './procedure.ts';

const ROWS_MAX = 2_000_000;
/** So many rows are one transaction: registers' entries wait for it where members of both are concerned. */
const BLOCK_ROWS = 500;

/**
 * Imports members as the till's import does: good rows go in, the others come back with their reasons, nobody is made one with
 * somebody else, and what central knows beyond the file it keeps. A file that is broken as a whole changes nothing. It goes in
 * piece by piece; importing it again after it was cut short brings the rest.
 */
const importMembers: FileProcedure<ImportAnswer> = {
  right: 'members-manage',
  async run(office, caller, { name, bytes }) {
    const file = await readFileRows(bytes, readMemberHeader, ROWS_MAX);
    if (!file.ok) return fail({ code: 'file-invalid', fault: file.error });
    const { columns, rows } = file.value;
    const shop = await rowShop(office);
    const run: MemberRun = { lineOfNumber: new Map(), shop, added: 0, changed: 0, unchanged: 0 };
    const rejected: RejectedRow[] = [];
    for (let from = 0; from < rows.length; from += BLOCK_ROWS) {
      const block = rows.slice(from, from + BLOCK_ROWS);
      const good: ReadMemberRow[] = [];
      for (const row of block) {
        const read = readMemberRow(row.cells, columns, shop);
        if (read.ok) good.push({ row, draft: read.value });
        else rejected.push(rejectedRow(row, read.error));
      }
      const refused = await withTransaction(office.pool, (client) =>
        saveMemberBlock(office, client, run, good),
      );
      for (const { row, error } of refused) rejected.push(rejectedRow(row, error));
      await nextTurn();
    }
    const { added, changed, unchanged } = run;
    rejected.sort((a, b) => a.line - b.line);
    const after = { rows: rows.length, added, changed, unchanged, rejectedCount: rejected.length };
    await noteAudit(office.pool, caller, { action: 'members-imported', subject: name, after });
    return ok({
      ...after,
      rejected: rejected.slice(0, REJECTED_SHOWN_MAX),
      ignoredColumns: columns.ignored,
    });
  },
};

export const memberFileProcedures = { 'members.import': importMembers };

async function rowShop({ pool, nowUtcMs }: Office): Promise<MemberRowShop> {
  const home = await chainHome(pool);
  const today = businessDateAt(nowUtcMs(), home.zone, 0);
  return { home, today, currencyDigits: currencyDigits(home.currency) };
}

function rejectedRow({ line, cells }: CsvRow, error: RejectedRow['error']): RejectedRow {
  return { line, cells, error };
}
