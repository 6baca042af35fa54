import type { Attention, AttentionNotice } from '../../domain/attention.ts';
import { formatBytes } from '../../domain/byte-format.ts';
import { doctorText, type DoctorTextKey } from '../../domain/text/doctor-text.ts';
import { fillTemplate, type Language } from '../../domain/text/language.ts';
import type { ask } from '../service/connection.ts';

type Service = Parameters<Parameters<typeof ask>[0]>[0];
export type Diagnosis = Extract<Awaited<ReturnType<Service['maintenance']['doctor']>>, { ok: true }>['value'];

/** One line of the check: what was looked at, what was found, and whether somebody should do something about it. */
export interface HealthFact {
  readonly label: string;
  readonly value: string;
  readonly isSound: boolean;
}

interface Health {
  readonly facts: readonly HealthFact[];
  readonly notices: readonly AttentionNotice[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** What `doctor` found, in the words of its own screen, with the attention that each fact calls for. */
export function healthFacts(
  diagnosis: Diagnosis,
  language: Language,
  moment: (atUtcMs: number) => string,
): Health {
  const { till, attention } = diagnosis;
  const say = sayIn(language, attention);
  const figures = {
    clockHours: Math.round(Math.abs(till?.clockAheadMs ?? 0) / HOUR_MS),
    backupDays: Math.floor((till?.unsavedForMs ?? 0) / DAY_MS),
  };
  return {
    facts: [
      ...machineFacts(diagnosis, language, say),
      ...(till ? tillFacts(till, language, moment, say) : []),
    ],
    notices: attention.map((code) => ({ code, ...figures })),
  };
}

type Say = (
  label: DoctorTextKey,
  template: DoctorTextKey,
  values: Readonly<Record<string, unknown>>,
  ...codes: readonly Attention[]
) => HealthFact;

/** Makes a fact of a label, a template with its values, and what would make it one to look at. */
function sayIn(language: Language, attention: readonly Attention[]): Say {
  const words = doctorText[language];
  return (label, template, values, ...codes) => ({
    label: words[label],
    value: fillTemplate(words[template], values),
    isSound: !codes.some((code) => attention.includes(code)),
  });
}

function machineFacts(
  { program, folder, till, attention }: Diagnosis,
  language: Language,
  say: Say,
): HealthFact[] {
  const words = doctorText[language];
  const size = (bytes: number | null) => (bytes === null ? words.unknown : formatBytes(bytes, language));
  const disk = { free: size(folder.freeBytes), total: size(folder.totalBytes) };
  const isFolderSound = !attention.includes('folderShared') && !attention.includes('folderNotWritable');
  return [
    say('program', 'programValue', { ...program, sqlite: till?.sqliteVersion ?? words.unknown }),
    { label: words.platform, value: program.platform, isSound: true },
    { label: words.folder, value: folder.path, isSound: isFolderSound },
    say('disk', 'diskValue', disk, 'diskLow', 'backupNoRoom'),
  ];
}

function tillFacts(
  till: NonNullable<Diagnosis['till']>,
  language: Language,
  moment: (atUtcMs: number) => string,
  say: Say,
): HealthFact[] {
  const { schemaVersion: schema, journalMode: journal, writerSynchronous: synchronous } = till;
  const size = formatBytes(till.databaseBytes, language);
  const wal = formatBytes(till.walBytes, language);
  const lastEntry =
    till.lastEntryAtUtcMs === null ? null : { entries: till.entryCount, at: moment(till.lastEntryAtUtcMs) };
  return [
    say('database', 'databaseValue', { size, wal, schema }, 'booksLarge'),
    say('durability', 'durabilityValue', { journal, synchronous }, 'journalModeWrong'),
    say('key', `key-${till.key}`, {}, 'keyLost'),
    say('keyFiles', `keyFiles-${till.keyFiles}`, {}, 'keysShared'),
    say('journal', lastEntry ? 'journalValue' : 'journalEmpty', lastEntry ?? {}, 'clockBehind', 'clockAhead'),
    say('sync', 'syncValue', { count: till.unsentCount }),
  ];
}
