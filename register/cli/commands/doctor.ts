import { ok } from '../../../domain/result.ts';
import { describeAttention } from '../../../domain/attention.ts';
import { formatBytes } from '../../../domain/byte-format.ts';
import { doctorText } from '../../../domain/text/doctor-text.ts';
import { fillTemplate, type Language } from '../../../domain/text/language.ts';
import { reportText } from '../../../domain/text/report-text.ts';
import { displayWidth } from '../../../domain/receipt/display-width.ts';
import { diagnose, noticesOf, type Diagnosis } from '../../diagnosis.ts';
import { systemClock } from '../../register.ts';
import type { Command } from '../command.ts';
import { formatMoment } from '../format-moment.ts';
import { writeOutput } from '../write-output.ts';

/** `doctor`: one screen on the till and its machine, or a file to send. */
export const doctorCommand: Command = {
  name: 'doctor',
  positionals: [],
  options: { out: { type: 'string' }, force: { type: 'boolean' } },
  summary: {
    en: 'versions, disk, database, journal and what needs a look, on one screen or as a file to send',
    'zh-CN': '版本、磁盘、数据库、日志与注意事项：一屏显示，或存成可发送的文件',
  },
  help: {
    en: [
      '--out FILE     write it as JSON to send: no names, no sales',
      '--force        replace FILE where it exists',
    ].join('\n'),
    'zh-CN': ['--out 文件     存为可发送的 JSON：不含姓名与销售', '--force        文件已存在时替换'].join(
      '\n',
    ),
  },
  run({ folder, language, options }) {
    const diagnosis = diagnose(folder, systemClock);
    const failure = diagnosis.error === null ? {} : { failure: diagnosis.error };
    const file = options['out'];
    if (typeof file !== 'string')
      return ok({ text: doctorScreen(diagnosis, language), json: diagnosis, ...failure });
    const written = writeOutput(file, `${JSON.stringify(diagnosis, null, 2)}\n`, options['force'] === true);
    if (!written.ok) return written;
    const text = fillTemplate(reportText[language].written, { file, bytes: written.value });
    return ok({ text, json: { file, bytes: written.value }, ...failure });
  },
};

type Line = readonly [label: string, value: string];

function doctorScreen(diagnosis: Diagnosis, language: Language): string {
  const words = doctorText[language];
  const lines = [...machineLines(diagnosis, language), ...tillLines(diagnosis, language)];
  const width = Math.max(...lines.map(([label]) => displayWidth(label))) + 2;
  const facts = lines.map(([label, value]) => label + ' '.repeat(width - displayWidth(label)) + value);
  const attention = noticesOf(diagnosis).map((notice) => `! ${describeAttention(notice, language)}`);
  if (diagnosis.error) return [...facts, ...attention].join('\n');
  return [
    ...facts,
    '',
    ...(attention.length > 0 ? [words.attention, ...attention] : [words.nothingToDo]),
  ].join('\n');
}

function machineLines({ program, folder, till }: Diagnosis, language: Language): Line[] {
  const words = doctorText[language];
  const { mode, freeBytes, totalBytes } = folder;
  const sqlite = till?.sqliteVersion ?? words.unknown;
  const lines: Line[] = [
    [words.program, fillTemplate(words.programValue, { ...program, sqlite })],
    [words.platform, program.platform],
    [words.folder, folder.path],
  ];
  if (mode === null || freeBytes === null || totalBytes === null) return lines;
  const writable = folder.isWritable ? words.writable : words.notWritable;
  const disk = { free: formatBytes(freeBytes, language), total: formatBytes(totalBytes, language) };
  lines.push([words.rights, fillTemplate(words.rightsValue, { mode, writable })]);
  lines.push([words.disk, fillTemplate(words.diskValue, disk)]);
  return lines;
}

function tillLines({ till }: Diagnosis, language: Language): Line[] {
  if (!till) return [];
  const words = doctorText[language];
  const { openShift, entryCount, lastEntryAtUtcMs, shopCode, tillCode, epoch } = till;
  const size = formatBytes(till.databaseBytes, language);
  const wal = formatBytes(till.walBytes, language);
  const durability = { journal: till.journalMode, synchronous: till.writerSynchronous };
  return [
    [words.database, fillTemplate(words.databaseValue, { size, wal, schema: till.schemaVersion })],
    [words.durability, fillTemplate(words.durabilityValue, durability)],
    [
      words.till,
      tillCode === null
        ? words.unknown
        : fillTemplate(words.tillValue, { shop: shopCode, till: tillCode, epoch }),
    ],
    [words.key, words[`key-${till.key}`]],
    [words.keyFiles, words[`keyFiles-${till.keyFiles}`]],
    [words.members, membersValue(till, words)],
    [
      words.journal,
      lastEntryAtUtcMs === null
        ? words.journalEmpty
        : fillTemplate(words.journalValue, {
            entries: entryCount,
            at: formatMoment(lastEntryAtUtcMs, language),
          }),
    ],
    [
      words.shift,
      openShift
        ? fillTemplate(words.shiftValue, { number: openShift.number, date: openShift.businessDate })
        : words.noShift,
    ],
    [words.held, String(till.heldBasketCount)],
    [words.openTenders, fillTemplate(words.openTendersValue, { count: till.openTenderCount })],
    [words.devices, printingValue(till, words)],
    [words.sync, syncValue(till, language)],
    [
      words.backup,
      till.lastBackupAtUtcMs === null ? words.noBackup : formatMoment(till.lastBackupAtUtcMs, language),
    ],
  ];
}

function membersValue(
  { memberCount, dataKey, hasRecoveryCode }: NonNullable<Diagnosis['till']>,
  words: (typeof doctorText)[Language],
): string {
  const key = words[`dataKey-${dataKey}`];
  const recovery = hasRecoveryCode ? words.recoveryMade : words.recoveryNone;
  return fillTemplate(words.membersValue, { count: memberCount, key, recovery });
}

function syncValue(
  { unsentCount: count, chain }: NonNullable<Diagnosis['till']>,
  language: Language,
): string {
  const words = doctorText[language];
  if (!chain) return fillTemplate(words.syncValue, { count });
  const { name, contactedAtUtcMs, fault } = chain;
  const at = contactedAtUtcMs === null ? words.syncNever : formatMoment(contactedAtUtcMs, language);
  const what = fault === null ? '' : fillTemplate(words.syncFault, { fault });
  return fillTemplate(words.syncChain, { count, chain: name, at, fault: what });
}

function printingValue(
  { printing }: NonNullable<Diagnosis['till']>,
  words: (typeof doctorText)[Language],
): string {
  const { printerCount: printers, waitingCount: waiting, askedCount: asked } = printing;
  return fillTemplate(words.devicesValue, { printers, waiting, asked });
}
