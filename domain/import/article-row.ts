import type { Article } from '../article.ts';
import { readInStoreCode } from '../barcode/in-store-code.ts';
import { findInStoreRule, type InStoreRule } from '../barcode/in-store-rule.ts';
import type { ImportRowError } from '../import-error.ts';
import { fail, ok, type Result } from '../result.ts';
import type { CsvRow } from './csv-rows.ts';
import type { ProductColumns } from './product-columns.ts';
import { readProductRow } from './product-row.ts';

/**
 * Reads one row of a catalogue as the article that it makes. `firstLines` keeps on which line each code stood, `rules` are those
 * of the shop's own labels. The error is why the row is left out.
 */
export function readArticleRow(
  row: CsvRow,
  columns: ProductColumns,
  currencyDigits: number,
  firstLines: Map<string, number>,
  rules: readonly InStoreRule[],
): Result<Article, ImportRowError> {
  const product = readProductRow(row.cells, columns, currencyDigits);
  if (!product.ok) return product;
  const { code, barcodes, priceE4 } = product.value;
  const firstLine = firstLines.get(code);
  if (firstLine !== undefined) return fail({ code: 'row-code-twice', value: code, firstLine });
  firstLines.set(code, row.line);
  for (const barcode of barcodes) {
    const ruleId = labelRuleOf(barcode, rules);
    if (ruleId !== null) return fail({ code: 'row-barcode-is-label', barcode, ruleId });
  }
  return ok({ ...product.value, barcodes: [...barcodes].sort(), priceE4: priceE4 ?? 0, isActive: true });
}

/** A label with a weight or price in it is not an article's barcode, but its form with the value zeroed is. */
function labelRuleOf(gtin14: string, rules: readonly InStoreRule[]): string | null {
  for (const length of [13, 8]) {
    const digits = gtin14.slice(14 - length);
    if (gtin14.length !== 14 || !/^0*$/.test(gtin14.slice(0, 14 - length))) continue;
    const rule = findInStoreRule(rules, digits);
    if (!rule) continue;
    const reading = readInStoreCode(rule, digits);
    const isBase = reading.ok && reading.value.kind === 'in-store' && reading.value.baseGtin14 === gtin14;
    return isBase ? null : rule.id;
  }
  return null;
}
