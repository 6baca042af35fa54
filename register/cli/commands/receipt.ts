import type { StoredSale } from '../../../db/sales.ts';
import type { PaperColumns } from '../../../domain/receipt/document.ts';
import { layoutHtml } from '../../../domain/receipt/html.ts';
import { layoutText } from '../../../domain/receipt/text-layout.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { fillTemplate, type Language } from '../../../domain/text/language.ts';
import { reportText } from '../../../domain/text/report-text.ts';
import { receiptDocument, type TillPapers } from '../../receipt/till-documents.ts';
import type { Command, CommandInput, CommandOutput } from '../command.ts';
import { readTill } from '../read-till.ts';
import { writeOutput } from '../write-output.ts';

const formats = ['text', 'html', 'pdf'] as const;
type Format = (typeof formats)[number];

const printerFormats: ReadonlySet<unknown> = new Set(['escpos', 'star']);

interface Wanted {
  readonly format: Format;
  /** Null takes the shop's. */
  readonly columns: PaperColumns | null;
  readonly file: string | null;
  readonly isForced: boolean;
}

/** `receipt`: a stored receipt as a copy, in the shop's language as the customer has it. */
export const receiptCommand: Command = {
  name: 'receipt',
  positionals: ['NUMBER'],
  options: {
    format: { type: 'string' },
    columns: { type: 'string' },
    out: { type: 'string' },
    force: { type: 'boolean' },
  },
  summary: { en: 'a receipt as text, page or PDF', 'zh-CN': '查看小票：文本、网页或 PDF' },
  help: {
    en: [
      '--format F     text, html or pdf (default: text)',
      '--columns N    32, 42 or 48 (default: the shop’s paper)',
      '--out FILE     where to write it (default: standard output)',
      '--force        replace FILE where it exists',
    ].join('\n'),
    'zh-CN': [
      '--format 格式  text、html 或 pdf（默认 text）',
      '--columns N    32、42 或 48（默认为本店纸宽）',
      '--out 文件     写到哪里（默认标准输出）',
      '--force        文件已存在时替换',
    ].join('\n'),
  },
  async run(input) {
    const wanted = readWanted(input);
    if (!wanted.ok) return wanted;
    const number = input.positionals[0]!.trim().toUpperCase();
    return readTill(input.folder, async (till) => {
      const stored = till.store.sales.byReceipt(number);
      if (!stored) return fail({ code: 'receipt-unknown', receipt: number });
      return writeReceipt(till, stored, wanted.value, input);
    });
  },
};

function readWanted({ options, language }: CommandInput): Result<Wanted> {
  const words = reportText[language];
  const asked = options['format'] ?? 'text';
  if (printerFormats.has(asked)) {
    return fail({ code: 'format-later', format: String(asked) });
  }
  const format = formats.find((each) => each === asked);
  if (!format) return fail({ code: 'usage', detail: words.formatUnknown });
  const columns = readColumns(options['columns'], language);
  if (!columns.ok) return columns;
  const file = typeof options['out'] === 'string' ? options['out'] : null;
  const hasPlace = file !== null || (!process.stdout.isTTY && options['json'] !== true);
  if (format === 'pdf' && !hasPlace) return fail({ code: 'usage', detail: words.pdfNeedsFile });
  return ok({ format, columns: columns.value, file, isForced: options['force'] === true });
}

function readColumns(given: string | boolean | undefined, language: Language): Result<PaperColumns | null> {
  if (given === undefined) return ok(null);
  const columns = ([32, 42, 48] as const).find((each) => String(each) === given);
  return columns ? ok(columns) : fail({ code: 'usage', detail: reportText[language].columnsUnknown });
}

async function writeReceipt(
  till: TillPapers,
  stored: StoredSale,
  { format, columns, file, isForced }: Wanted,
  { language }: CommandInput,
): Promise<Result<CommandOutput>> {
  const content = await renderReceipt(till, stored, format, columns ?? till.settings.receipt.columns);
  const { receiptNumber } = stored.sale;
  if (file !== null) {
    const written = writeOutput(file, content, isForced);
    if (!written.ok) return written;
    const text = fillTemplate(reportText[language].written, { file, bytes: written.value });
    return ok({ text, json: { receiptNumber, format, file, bytes: written.value } });
  }
  if (typeof content === 'string') return ok({ text: content, json: stored });
  await writeBytes(content);
  return ok({ text: '', json: null });
}

/** A copy always, and the one after the last that was reprinted: what this prints must not pass for the original. */
async function renderReceipt(
  till: TillPapers,
  stored: StoredSale,
  format: Format,
  columns: PaperColumns,
): Promise<string | Uint8Array> {
  const copyNo = till.store.sales.copiesOf(stored.sale.receiptNumber) + 1;
  const document = receiptDocument(till, stored, copyNo, till.settings.shop.language);
  switch (format) {
    case 'text':
      return `${layoutText(document, columns).join('\n')}\n`;
    // Drawing codes and PDFs takes libraries that take a while to load: no other command should wait for them.
    case 'html': {
      const { drawCode } = await import('../../receipt/code-drawing.ts');
      return layoutHtml(document, columns, drawCode);
    }
    case 'pdf': {
      const { receiptPdf } = await import('../../receipt/receipt-pdf.ts');
      return receiptPdf(document, columns, stored.atUtcMs);
    }
  }
}

/** Commands answer with text; a PDF is bytes, and goes past it to whatever reads this program's output. */
function writeBytes(content: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(content, (error) => (error ? reject(error) : resolve()));
  });
}
