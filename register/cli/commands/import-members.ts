import { resolve } from 'node:path';
import { ok, type Result } from '../../../domain/result.ts';
import { cliText } from '../../../domain/text/cli-text.ts';
import { memberText } from '../../../domain/text/member-text.ts';
import { fillTemplate, type Language } from '../../../domain/text/language.ts';
import { MEMBER_HEADERS } from '../../../domain/import/member-columns.ts';
import { openTill } from '../../open-till.ts';
import { findService, type ServiceAddress } from '../../service/service-file.ts';
import type { NamesakeRow } from '../../use-cases/import-member-row.ts';
import { importMembers, type MemberImportSummary } from '../../use-cases/import-members.ts';
import type { ImportPace, RejectedRow } from '../../use-cases/import-products.ts';
import type { Command, CommandInput } from '../command.ts';
import { writeBeside, writeRejected } from '../rejected-file.ts';

const columnHelp = Object.values(MEMBER_HEADERS)
  .map((headers) => `  ${headers.join(' | ')}`)
  .join('\n');

/** `import members FILE`: who the shop's members are, from CSV or CSV.gz. */
export const importMembersCommand: Command = {
  name: 'import members',
  positionals: ['FILE'],
  options: {},
  summary: {
    en: 'import members from CSV or CSV.gz; bad rows go to FILE.rejected.csv',
    'zh-CN': '从 CSV 或 CSV.gz 导入会员，坏行写入 FILE.rejected.csv',
  },
  help: {
    en: [
      'UTF-8, separated by commas, semicolons or tabs, one header row. Columns, by any of their names:',
      columnHelp,
      'A row needs a code, a card or a phone, and a name or a phone. Phones without a country are the shop’s own. Birthdays are',
      '05-12 or 1990-05-12; points_expire is the last day on which the points are good; spent is in the major unit; several cards',
      'are separated by |, and so are consents: messages, wechat, personal-offers, partners.',
      'A row with another member’s phone is left out; one with another’s name and birthday goes in and is listed in',
      'FILE.duplicates.csv. What has no cell stays as it is. Importing a file again changes nothing.',
    ].join('\n'),
    'zh-CN': [
      'UTF-8，以逗号、分号或制表符分隔，首行为列名。各列可用以下任一名称：',
      columnHelp,
      '每行须有会员号、卡号或手机号，以及姓名或手机号。未写国家代码的号码按本店所在地处理。生日写成 05-12 或 1990-05-12；',
      'points_expire 为积分有效的最后一天；spent 以主货币单位计；多张卡以 | 分隔，授权亦然：messages、wechat、',
      'personal-offers、partners。',
      '手机号属于其他会员的行会被拒绝；姓名与生日相同的行会导入，并列入 FILE.duplicates.csv。空单元格保持原值。',
      '重复导入同一文件不会改变任何内容。',
    ].join('\n'),
  },
  async run(input) {
    const { folder, language } = input;
    const path = resolve(input.positionals[0]!);
    const service = findService(folder);
    const imported = service
      ? await importBesideSelling(service, path, input)
      : await importHere(path, input);
    if (!imported.ok) return imported;
    const { rejected, namesakes, ...counts } = imported.value;
    const rejectedFile = writeRejected(path, folder, rejected, language);
    const phoneDuplicates = rejected.filter(({ error }) => error.code === 'row-phone-taken').length;
    const duplicatesFile = writeDuplicates(path, folder, imported.value, language);
    const duplicates = { phone: phoneDuplicates, nameAndBirthday: namesakes.length };
    return ok({
      text: summaryText(imported.value, { rejectedFile, duplicatesFile, phoneDuplicates }, language),
      json: { ...counts, rejected: rejected.length, rejectedFile, duplicates, duplicatesFile },
    });
  },
};

/** Where nobody sells: this process is the writer, and the file is one commit. */
async function importHere(
  path: string,
  { folder, language, progress }: CommandInput,
): Promise<Result<MemberImportSummary>> {
  const opened = openTill(folder);
  if (!opened.ok) return opened;
  const { store } = opened.value;
  try {
    const onProgress: ImportPace['onProgress'] = (step, done, total) =>
      progress(cliText[language][step === 'read' ? 'reading' : 'writing'], done, total);
    return await importMembers(opened.value, path, language, { onProgress });
  } finally {
    store.checkpoint();
    store.close();
  }
}

/** Where the till is open for business its service imports, in slices that a scan can wait for. */
async function importBesideSelling(
  service: ServiceAddress,
  path: string,
  { language, progress }: CommandInput,
): Promise<Result<MemberImportSummary>> {
  // Loaded only here, because every other command would start later for it.
  const { connectToService } = await import('../../service/client.ts');
  const { client, close } = await connectToService(service, 'command');
  try {
    const rejected: RejectedRow[] = [];
    const namesakes: NamesakeRow[] = [];
    for await (const event of await client.member.importMembers({ path, language })) {
      if (event.state === 'rejected') rejected.push(...event.rows);
      if (event.state === 'namesakes') namesakes.push(...event.rows);
      if (event.state === 'running') {
        progress(cliText[language][event.step === 'read' ? 'reading' : 'writing'], event.done, event.total);
      }
      if (event.state !== 'ended') continue;
      if (!event.result.ok) return event.result;
      const { rejectedCount: _, namesakeCount: __, ...counts } = event.result.value;
      return ok({ ...counts, rejected, namesakes });
    }
    throw new Error('the service went away during the import');
  } finally {
    close();
  }
}

/** Rows that may be somebody who is a member already, by phone or by name with birthday; null where there are none. */
function writeDuplicates(
  path: string,
  folder: string,
  { rejected, namesakes }: MemberImportSummary,
  language: Language,
): string | null {
  const words = memberText[language];
  const byPhone = rejected.flatMap(({ line, cells, error }) =>
    error.code === 'row-phone-taken' ? [{ line, cells, because: words.byPhone, others: error.other }] : [],
  );
  const byName = namesakes.map(({ line, cells, others }) => ({
    line,
    cells,
    because: words.byName,
    others: others.join(' '),
  }));
  const found = [...byPhone, ...byName].sort((a, b) => a.line - b.line);
  if (found.length === 0) return null;
  const head = [cliText[language].line, words.duplicateBy, words.duplicateOf];
  const rows = found.map(({ line, cells, because, others }) => [String(line), because, others, ...cells]);
  return writeBeside(path, folder, 'duplicates', [head, ...rows]);
}

function summaryText(
  summary: MemberImportSummary,
  files: {
    readonly rejectedFile: string | null;
    readonly duplicatesFile: string | null;
    readonly phoneDuplicates: number;
  },
  language: Language,
): string {
  const text = cliText[language];
  const { rejected, namesakes, ignoredColumns } = summary;
  const { rejectedFile, duplicatesFile, phoneDuplicates } = files;
  const duplicates = { phone: phoneDuplicates, namesakes: namesakes.length };
  return [
    fillTemplate(text.imported, { ...summary, rejected: rejected.length }),
    ...(rejectedFile ? [fillTemplate(text.importRejected, { file: rejectedFile })] : []),
    ...(duplicatesFile
      ? [fillTemplate(memberText[language].duplicates, { ...duplicates, file: duplicatesFile })]
      : []),
    ...(ignoredColumns.length > 0
      ? [fillTemplate(text.importIgnored, { columns: ignoredColumns.join(', ') })]
      : []),
  ].join('\n');
}
