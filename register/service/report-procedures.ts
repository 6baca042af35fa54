import { ok } from '../../domain/result.ts';
import type { ExportEvent, ExportRequest } from '../contract/report.ts';
import { diagnose, noticesOf } from '../diagnosis.ts';
import type { ExportSummary } from '../export/export-file.ts';
import { authorize } from '../use-cases/authorize.ts';
import { countJournal, readEntry, stepJournal } from '../use-cases/browse-journal.ts';
import { readDayBoard } from '../use-cases/day-board.ts';
import { exportBooks } from './books-task.ts';
import { fillPage } from './fill-page.ts';
import { answer, answerSignedOut, guardTask, procedures, type CallContext } from './procedures.ts';
import { streamTask } from './task-stream.ts';

const { report } = procedures;

/** What managers read. */
export const reportProcedures = {
  day: report.day.handler(answer(readDayBoard)),
  journal: report.journal.handler(({ context, input }) => fillPage(context, input, stepJournal)),
  journalCounts: report.journalCounts.handler(answer(countJournal)),
  entry: report.entry.handler(answer(readEntry)),
  exportCsv: report.exportCsv.handler(({ context, input, signal }) => streamExport(context, input, signal)),
  // Asked by the clock and not by a person, so that it keeps nobody signed in.
  attention: report.attention.handler(
    answerSignedOut(({ store, clock }) => ok(noticesOf(diagnose(store.folder, clock)))),
  ),
};

/** Whoever stops reading, loses the connection or stops the service ends the process that writes. */
async function* streamExport(
  { keeper, caller, log, closing, queueBooks }: CallContext,
  request: ExportRequest,
  aborted: AbortSignal | undefined,
): AsyncGenerator<ExportEvent, void> {
  // The folder of the books that the counter is on: whoever practises exports the practice.
  const allowed = keeper.run(caller, (register) => {
    const authorized = authorize(register, request.kind === 'members' ? 'member-see' : 'report-x');
    return authorized.ok ? ok(register.store.folder) : authorized;
  });
  if (!allowed.ok) {
    yield { state: 'ended', result: allowed };
    return;
  }
  const leaving = new AbortController();
  const signal = AbortSignal.any([leaving.signal, closing, ...(aborted ? [aborted] : [])]);
  try {
    yield* streamTask<'write', ExportSummary>((say) =>
      guardTask(log, 'report.exportCsv', () =>
        queueBooks(() => exportBooks(allowed.value, request, say, signal)),
      ),
    );
  } finally {
    leaving.abort();
  }
}
