import type { Result } from '../../domain/result.ts';
import type { ExportRequest } from '../contract/report.ts';
import { guardStore } from '../guard-store.ts';
import type { TillView } from '../register.ts';
import { writeDayTable } from './day-table.ts';
import { newExportPath, writeCsv, type ExportSummary, type WriteRow } from './export-file.ts';
import { writeJournalTable, writeSaleLineTable } from './line-tables.ts';
import { writeMemberTable } from './member-table.ts';
import { writeCouponTable, writePromotionTable } from './promotion-tables.ts';
import type { OnRows } from './table.ts';

/** Writes one of the till's tables into its exports folder, from one consistent state. */
export function exportCsv(till: TillView, request: ExportRequest, onRows: OnRows): Result<ExportSummary> {
  const { store, clock } = till;
  const path = newExportPath(store.folder, exportName(request), 'csv', clock.nowUtcMs());
  const write = store.db.transaction(() =>
    writeCsv(path, (writeRow) => writeRequested(till, request, writeRow, onRows)),
  );
  return guardStore(store.folder, () => write.deferred());
}

function writeRequested(till: TillView, request: ExportRequest, write: WriteRow, onRows: OnRows): void {
  const { language } = request;
  switch (request.kind) {
    case 'day':
      return writeDayTable(till, request.businessDate, language, write);
    case 'sale-lines':
      return writeSaleLineTable(till, request, language, write, onRows);
    case 'journal':
      return writeJournalTable(till, request, language, write, onRows);
    case 'members':
      return writeMemberTable(till, language, write, onRows);
    case 'promotions':
      return writePromotionTable(till, language, write, onRows);
    case 'coupons':
      return writeCouponTable(till, request.ruleId, language, write, onRows);
  }
}

function exportName(request: ExportRequest): string {
  switch (request.kind) {
    case 'day':
      return `day-${request.businessDate}`;
    case 'sale-lines':
    case 'journal':
      return `${request.kind}-${request.from}-${request.to}`;
    default:
      return request.kind;
  }
}
