import type { Result } from '../../domain/result.ts';
import type { ExportRequest } from '../contract/report.ts';
import { guardStore } from '../guard-store.ts';
import type { TillView } from '../register.ts';
import { writeDayTable } from './day-table.ts';
import { newExportPath, writeCsv, type ExportSummary } from './export-file.ts';
import { writeJournalTable, writeSaleLineTable, type OnRows } from './line-tables.ts';

/** Writes one of the till's tables into its exports folder, from one consistent state. */
export function exportCsv(till: TillView, request: ExportRequest, onRows: OnRows): Result<ExportSummary> {
  const { store, clock } = till;
  const path = newExportPath(store.folder, exportName(request), 'csv', clock.nowUtcMs());
  const write = store.db.transaction(() =>
    writeCsv(path, (writeRow) => {
      const { language } = request;
      if (request.kind === 'day') writeDayTable(till, request.businessDate, language, writeRow);
      else if (request.kind === 'journal') writeJournalTable(till, request, language, writeRow, onRows);
      else writeSaleLineTable(till, request, language, writeRow, onRows);
    }),
  );
  return guardStore(store.folder, () => write.deferred());
}

function exportName(request: ExportRequest): string {
  if (request.kind === 'day') return `day-${request.businessDate}`;
  return `${request.kind}-${request.from}-${request.to}`;
}
