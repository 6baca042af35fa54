import { formatBytes } from './byte-format.ts';
import { doctorText } from './text/doctor-text.ts';
import { fillTemplate, type Language } from './text/language.ts';

/** What somebody should look at before it stops the till, in the order in which it is told. */
export const attentions = [
  'folderShared',
  'folderNotWritable',
  'diskLow',
  'clockBehind',
  'clockAhead',
  'keyLost',
  'keysShared',
  'centralKeyUnknown',
  'journalModeWrong',
  'backupNone',
  'backupOld',
  'backupNoRoom',
  'booksLarge',
  'printsLeft',
] as const;
export type Attention = (typeof attentions)[number];

/** Below it a busy till fills the disk in weeks. */
export const DISK_LOW_BYTES = 1_073_741_824;
/** A shop that loses a disk should lose days of sales at most. */
export const BACKUP_OLD_MS = 3 * 86_400_000;
/** Some twelve million sale lines: proofs and backups take long, and a copy hardly fits a stick. */
export const BOOKS_LARGE_BYTES = 10 * 1_073_741_824;

/** A document that waits longer than this waits for somebody to see to the printer. */
export const PRINT_LATE_MS = 10 * 60_000;

/** Something to look at, with what its sentence needs: how far the clock is from the last entry, how old the last backup is. */
export interface AttentionNotice {
  readonly code: Attention;
  readonly clockHours: number;
  readonly backupDays: number;
}

/** The sentence of a notice: what is wrong and what to do. */
export function describeAttention(
  { code, clockHours, backupDays }: AttentionNotice,
  language: Language,
): string {
  return fillTemplate(doctorText[language][code], {
    hours: clockHours,
    days: backupDays,
    size: formatBytes(DISK_LOW_BYTES, language),
    booksSize: formatBytes(BOOKS_LARGE_BYTES, language),
  });
}
