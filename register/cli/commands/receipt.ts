import type { StoredSale } from '../../../db/sales.ts';
import { textEncodings } from '../../../domain/devices/device-settings.ts';
import { layoutHtml } from '../../../domain/receipt/html.ts';
import { layoutText } from '../../../domain/receipt/text-layout.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { fillTemplate } from '../../../domain/text/language.ts';
import { reportText } from '../../../domain/text/report-text.ts';
import { receiptDocument, type TillPapers } from '../../receipt/till-documents.ts';
import type { Command, CommandInput, CommandOutput } from '../command.ts';
import { readTill } from '../read-till.ts';
import { writeOutput } from '../write-output.ts';
import { printerFor, readWanted, type Wanted } from './receipt-options.ts';

/** `receipt`: a stored receipt as a copy, in the shop's language as the customer has it. */
export const receiptCommand: Command = {
  name: 'receipt',
  positionals: ['NUMBER'],
  options: {
    format: { type: 'string' },
    columns: { type: 'string' },
    encoding: { type: 'string' },
    out: { type: 'string' },
    force: { type: 'boolean' },
  },
  summary: {
    en: 'a receipt as text, page, PDF or the bytes that print it',
    'zh-CN': '查看小票：文本、网页、PDF 或打印机字节',
  },
  help: {
    en: [
      '--format F     text, html, pdf, escpos or star (default: text)',
      '--columns N    32, 42 or 48 (default: the shop’s paper; for a printer the till’s own)',
      `--encoding E   of a printer’s text: ${textEncodings.join(', ')}`,
      '               (default: the till’s printer’s, else gb18030 in Chinese and cp858 in English)',
      '--out FILE     where to write it (default: standard output)',
      '--force        replace FILE where it exists',
    ].join('\n'),
    'zh-CN': [
      '--format 格式  text、html、pdf、escpos 或 star（默认 text）',
      '--columns N    32、42 或 48（默认为本店纸宽，打印机格式默认为收银机打印机的列数）',
      `--encoding E   打印机文字编码：${textEncodings.join('、')}`,
      '               （默认为收银机打印机的编码，没有时中文 gb18030、英文 cp858）',
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

async function writeReceipt(
  till: TillPapers,
  stored: StoredSale,
  wanted: Wanted,
  { language }: CommandInput,
): Promise<Result<CommandOutput>> {
  const { format, file, isForced } = wanted;
  const content = await renderReceipt(till, stored, wanted);
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
  wanted: Wanted,
): Promise<string | Uint8Array> {
  const copyNo = till.store.sales.copiesOf(stored.sale.receiptNumber) + 1;
  const document = receiptDocument(till, stored, copyNo, till.settings.shop.language);
  const columns = wanted.columns ?? till.settings.receipt.columns;
  switch (wanted.format) {
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
    case 'escpos':
    case 'star': {
      const { encodeForPrinter } = await import('./receipt-bytes.ts');
      return encodeForPrinter(document, printerFor(wanted.format, wanted, till.settings));
    }
  }
}

/** Commands answer with text; a PDF and what a printer takes are bytes, and go past it to whatever reads this program's output. */
function writeBytes(content: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(content, (error) => (error ? reject(error) : resolve()));
  });
}
