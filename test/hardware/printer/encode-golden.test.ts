import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { printerDialects } from '../../../domain/devices/device-settings.ts';
import type { PaperColumns } from '../../../domain/receipt/document.ts';
import { languages } from '../../../domain/text/language.ts';
import { encodeReceipt } from '../../../hardware/printer/encode-receipt.ts';
import { describePaper } from '../decoder/paper.ts';
import { samplePapers } from './sample-papers.ts';
import { drawing, paperDots, paperOf, printerOf } from './sample-printers.ts';

const widths: readonly PaperColumns[] = [32, 42, 48];
const cases = printerDialects.flatMap((dialect) =>
  languages.flatMap((language) => widths.map((columns) => ({ dialect, language, columns }))),
);

/** Each file is the paper as the decoder reads it, and of the bytes themselves their number and digest. */
describe('papers of every kind', () => {
  test.each(cases)('in $dialect, $language, $columns columns', async ({ dialect, language, columns }) => {
    const encoding = language === 'en' ? 'cp858' : 'gb18030';
    const printer = printerOf({ dialect, encoding, columns, dots: paperDots[columns] });
    const papers: string[] = [];
    for (const [name, document] of Object.entries(samplePapers(language, printer))) {
      const bytes = await encodeReceipt(document, printer, drawing);
      const digest = createHash('sha256').update(bytes).digest('hex');
      const lines = describePaper(paperOf(bytes, printer));
      papers.push([`== ${name}: ${bytes.length} bytes, ${digest}`, ...lines, ''].join('\n'));
    }
    await expect(papers.join('\n')).toMatchFileSnapshot(`golden/${dialect}-${language}-${columns}.txt`);
  });
});
