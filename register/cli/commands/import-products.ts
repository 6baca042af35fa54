import { resolve } from 'node:path';
import { ok, type Result } from '../../../domain/result.ts';
import { cliText } from '../../../domain/text/cli-text.ts';
import { fillTemplate, type Language } from '../../../domain/text/language.ts';
import { PRODUCT_HEADERS } from '../../../domain/import/product-columns.ts';
import { openTill } from '../../open-till.ts';
import { findService, type ServiceAddress } from '../../service/service-file.ts';
import {
  importProducts,
  type ImportPace,
  type ImportSummary,
  type RejectedRow,
} from '../../use-cases/import-products.ts';
import type { Command, CommandInput } from '../command.ts';
import { writeRejected } from '../rejected-file.ts';

const columnHelp = Object.values(PRODUCT_HEADERS)
  .map((headers) => `  ${headers.join(' | ')}`)
  .join('\n');

/** `import products FILE`: a catalogue from CSV or CSV.gz. */
export const importProductsCommand: Command = {
  name: 'import products',
  positionals: ['FILE'],
  options: {},
  summary: {
    en: 'import a catalogue from CSV or CSV.gz; bad rows go to FILE.rejected.csv',
    'zh-CN': '从 CSV 或 CSV.gz 导入商品，坏行写入 FILE.rejected.csv',
  },
  help: {
    en: [
      'UTF-8, separated by commas, semicolons or tabs, one header row. Columns, by any of their names:',
      columnHelp,
      'A row needs a barcode or a code, and a name. Prices are in major units with up to four decimals; no price, or 0, asks',
      'at the counter. Importing a file again changes nothing.',
    ].join('\n'),
    'zh-CN': [
      'UTF-8，以逗号、分号或制表符分隔，首行为列名。各列可用以下任一名称：',
      columnHelp,
      '每行须有条码或编码以及名称。价格以主货币单位计，最多四位小数；无价格或为 0 时在收银时输入。',
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
    const summary = imported.value;
    const rejectedFile = writeRejected(path, folder, summary.rejected, language);
    const { rejected, ...counts } = summary;
    return ok({
      text: summaryText(summary, rejectedFile, language),
      json: { ...counts, rejected: rejected.length, rejectedFile },
    });
  },
};

/** Where nobody sells: this process is the writer, and the file is one commit. */
async function importHere(
  path: string,
  { folder, language, progress }: CommandInput,
): Promise<Result<ImportSummary>> {
  const opened = openTill(folder);
  if (!opened.ok) return opened;
  const { store } = opened.value;
  try {
    const onProgress: ImportPace['onProgress'] = (step, done, total) =>
      progress(cliText[language][step === 'read' ? 'reading' : 'writing'], done, total);
    return await importProducts(opened.value, path, language, { onProgress });
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
): Promise<Result<ImportSummary>> {
  // Loaded only here, because every other command would start later for it.
  const { connectToService } = await import('../../service/client.ts');
  const { client, close } = await connectToService(service, 'command');
  try {
    const rejected: RejectedRow[] = [];
    for await (const event of await client.catalogue.importProducts({ path, language })) {
      if (event.state === 'rejected') rejected.push(...event.rows);
      if (event.state === 'running') {
        progress(cliText[language][event.step === 'read' ? 'reading' : 'writing'], event.done, event.total);
      }
      if (event.state !== 'ended') continue;
      if (!event.result.ok) return event.result;
      const { rejectedCount: _, ...counts } = event.result.value;
      return ok({ ...counts, rejected });
    }
    throw new Error('the service went away during the import');
  } finally {
    close();
  }
}

function summaryText(summary: ImportSummary, rejectedFile: string | null, language: Language): string {
  const text = cliText[language];
  const { rejected, ignoredColumns } = summary;
  const columns = ignoredColumns.join(', ');
  return [
    fillTemplate(text.imported, { ...summary, rejected: rejected.length }),
    ...(rejectedFile ? [fillTemplate(text.importRejected, { file: rejectedFile })] : []),
    ...(ignoredColumns.length > 0 ? [fillTemplate(text.importIgnored, { columns })] : []),
  ].join('\n');
}
