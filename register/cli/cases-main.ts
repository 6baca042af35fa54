import { readFile } from 'node:fs/promises';
import { readCases } from '../cases/case-form.ts';
import { judgeCase } from '../cases/compare-case.ts';
import { reportCases, summarizeCases } from '../cases/report-cases.ts';

/** Far above any file of cases. */
const FILE_MAX_BYTES = 50_000_000;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await main(process.argv.slice(2));

/** Prices the cases of a file: 0 where none differs, 1 where one does or the file cannot be read, 2 for wrong usage. */
async function main(args: readonly string[]): Promise<number> {
  const files = args.filter((arg) => arg !== '--json');
  const [file] = files;
  if (files.length !== 1 || file === undefined || file.startsWith('-')) {
    process.stderr.write('usage: cases FILE [--json]\n');
    return 2;
  }
  const text = await readFile(file, 'utf8').catch(() => null);
  const cases = text === null || text.length > FILE_MAX_BYTES ? null : readCases(text);
  if (!cases) {
    process.stderr.write(
      `${file} cannot be read as a file of pricing cases: name a JSON file with a list "cases".\n`,
    );
    return 1;
  }
  const outcomes = cases.map(judgeCase);
  const isJson = args.includes('--json');
  process.stdout.write(isJson ? `${JSON.stringify(summarizeCases(outcomes))}\n` : reportCases(outcomes));
  return outcomes.some(({ status }) => status === 'differs') ? 1 : 0;
}
