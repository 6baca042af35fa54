import { formatUnitPrice } from '../../../domain/money-format.ts';
import { ok } from '../../../domain/result.ts';
import { quantityText } from '../../../domain/quantity.ts';
import { openTillReader } from '../../open-till.ts';
import { readSettings } from '../../register.ts';
import { findCode, isArticleReading, type CodeFinding } from '../../use-cases/scan.ts';
import type { Command } from '../command.ts';
import { cliText, codeKindText } from '../../../domain/text/cli-text.ts';
import { fillTemplate, type Language } from '../../../domain/text/language.ts';

/** `scan CODE`: what a code is, and what scanning it would do. Changes nothing. */
export const scanCommand: Command = {
  name: 'scan',
  positionals: ['CODE'],
  options: {},
  summary: {
    en: 'say what a code is and what scanning it would do',
    'zh-CN': '说明一个码是什么、扫描后会怎样',
  },
  help: { en: 'Control characters may be written as \\u001d.', 'zh-CN': '控制字符可写作 \\u001d。' },
  run({ folder, language, positionals }) {
    const opened = openTillReader(folder);
    if (!opened.ok) return opened;
    const store = opened.value;
    try {
      const settings = readSettings(store);
      const code = positionals[0]!.replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      );
      const found = findCode({ store, settings }, code, 'article');
      if (!found.ok) return found;
      return ok({
        text: findingText(found.value, positionals[0]!, settings.shop.currency, language),
        json: found.value,
      });
    } finally {
      store.close();
    }
  },
};

function findingText(
  { reading, article, sale }: CodeFinding,
  code: string,
  currency: string,
  language: Language,
): string {
  const text = cliText[language];
  const kind = codeKindText[language][reading.kind];
  if (!article) {
    const template = isArticleReading(reading) ? text.codeWithoutArticle : text.codeElse;
    return fillTemplate(template, { code, kind });
  }
  const priceE4 = sale.unitPriceE4 ?? article.priceE4;
  return fillTemplate(text.codeIs, {
    code,
    kind,
    article: `${article.code} ${article.name}`,
    quantity: quantityText(sale.quantityThousandths ?? 1_000),
    price: priceE4 === 0 ? text.priceAsked : formatUnitPrice(priceE4, currency, language),
  });
}
