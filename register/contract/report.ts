import { type } from '@orpc/contract';
import { z } from 'zod';
import type { AttentionNotice } from '../../domain/attention.ts';
import { journalGroups, type JournalGroup } from '../../domain/journal-group.ts';
import type { ExportSummary } from '../export/export-file.ts';
import type { EntryView, ListedEntry, Page } from '../use-cases/browse-journal.ts';
import type { DayBoard } from '../use-cases/day-board.ts';
import { answers, streams, type TaskEvent } from './answer.ts';
import { businessDate, code, language, nothing, pageBounds } from './fields.ts';

export type ExportEvent = TaskEvent<'write', ExportSummary>;

const entryNumber = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
const group = z.enum(journalGroups);
const range = { from: businessDate, to: businessDate, language };

/** Which table goes into a file; both ends of a range are included. */
const exportRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('day'), businessDate, language }),
  z.strictObject({ kind: z.literal('sale-lines'), ...range }),
  z.strictObject({ kind: z.literal('journal'), ...range, group: group.optional() }),
  /** Masked, as the list of them; takes the right to see it. */
  z.strictObject({ kind: z.literal('members'), language }),
  z.strictObject({ kind: z.literal('promotions'), language }),
  /** Of all rules where none is named. */
  z.strictObject({ kind: z.literal('coupons'), ruleId: code.optional(), language }),
]);
export type ExportRequest = z.infer<typeof exportRequest>;

/** What managers read. All of it takes the right to read an X, but what needs attention, which anybody is told. */
export const reportContract = {
  /** A business date's figures beside those of a week before; the open shift's date where none is given. */
  day: answers<DayBoard>().input(z.strictObject({ businessDate: businessDate.optional() })),
  /** Entries of the journal, newest first: by group, person, day, and by whatever somebody types. */
  journal: answers<Page<ListedEntry>>().input(z.strictObject({ ...pageBounds, group: group.optional() })),
  /** How many entries of each group a day has. */
  journalCounts: answers<Record<JournalGroup, number>>().input(z.strictObject({ businessDate })),
  entry: answers<EntryView>().input(z.strictObject({ epoch: entryNumber, seq: entryNumber })),
  /**
   * Writes a table as CSV into the folder `exports` of the till, in a process of its own: a year of lines is more than a
   * call carries, and selling does not wait for it. Ending the iteration cancels it.
   */
  exportCsv: streams(type<ExportEvent>()).input(exportRequest),
  /** What a chip at the top of the counter says, in the words of `describeAttention`. */
  attention: answers<AttentionNotice[]>().input(nothing),
};
