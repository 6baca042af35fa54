import { accessSync, constants, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Papa from 'papaparse';
import { ok } from '../../../domain/result.ts';
import { describeImportError } from '../../../domain/text/import-text.ts';
import type { Language } from '../../../domain/text/language.ts';
import { PRODUCT_HEADERS } from '../../import/product-columns.ts';
import { openTill } from '../../open-till.ts';
import { importProducts, type ImportSummary, type RejectedRow } from '../../use-cases/import-products.ts';
import type { Command } from '../command.ts';

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
  help: [
    'UTF-8, separated by commas, semicolons or tabs, one header row. Columns, by any of their names:',
    columnHelp,
    'A row needs a barcode or a code, and a name. Prices are in major units with up to four decimals; no price, or 0, asks',
    'at the counter. Importing a file again changes nothing.',
  ].join('\n'),
  async run({ folder, language, positionals, progress }) {
    const [path] = positionals as [string];
    const opened = openTill(folder);
    if (!opened.ok) return opened;
    const register = opened.value;
    try {
      const imported = await importProducts(register, path, language, (step, done, total) =>
        progress(stepLabels[language][step], done, total),
      );
      if (!imported.ok) return imported;
      const summary = imported.value;
      const rejectedFile = summary.rejected.length === 0 ? null : writeRejected(path, folder, summary.rejected, language);
      const { rejected, ...counts } = summary;
      return ok({
        text: summaryText(summary, rejectedFile, language),
        json: { ...counts, rejected: rejected.length, rejectedFile },
      });
    } finally {
      register.store.checkpoint();
      register.store.close();
    }
  },
};

const stepLabels = { en: { read: 'reading', write: 'writing' }, 'zh-CN': { read: '读取', write: '写入' } } as const;

/** Beside the file, where a person looks for it; in the data folder where that place cannot be written to. */
function writeRejected(path: string, folder: string, rejected: readonly RejectedRow[], language: Language): string {
  const target = isWritable(dirname(path)) ? `${path}.rejected.csv` : join(folder, `${basename(path)}.rejected.csv`);
  const rows = [...rejected]
    .sort((a, b) => a.line - b.line)
    .map(({ line, cells, error }) => [String(line), describeImportError(error, language), ...cells]);
  // The byte order mark is what makes a spreadsheet read it as UTF-8.
  writeFileSync(target, `\uFEFF${Papa.unparse([['line', 'reason'], ...rows], { newline: '\n' })}\n`);
  return target;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

function summaryText(summary: ImportSummary, rejectedFile: string | null, language: Language): string {
  const { rows, added, changed, unchanged, rejected, ignoredColumns } = summary;
  const lines =
    language === 'en'
      ? [
          `${rows} rows: ${added} added, ${changed} changed, ${unchanged} unchanged, ${rejected.length} rejected.`,
          ...(rejectedFile ? [`The rejected rows and their reasons are in ${rejectedFile}`] : []),
          ...(ignoredColumns.length > 0 ? [`Columns that were not used: ${ignoredColumns.join(', ')}`] : []),
        ]
      : [
          `共 ${rows} 行：新增 ${added}，更新 ${changed}，未变 ${unchanged}，拒绝 ${rejected.length}。`,
          ...(rejectedFile ? [`被拒绝的行及原因见 ${rejectedFile}`] : []),
          ...(ignoredColumns.length > 0 ? [`未使用的列：${ignoredColumns.join('、')}`] : []),
        ];
  return lines.join('\n');
}
