import { formatUnitPrice } from '../../../domain/money-format.ts';
import { ok } from '../../../domain/result.ts';
import { quantityText } from '../../../domain/quantity.ts';
import { openTillReader } from '../../open-till.ts';
import { readSettings } from '../../register.ts';
import { findCode, type CodeFinding } from '../../use-cases/scan.ts';
import type { Command } from '../command.ts';
import type { Language } from '../../../domain/text/language.ts';

/** `scan CODE`: what a code is, and what scanning it would do. Changes nothing. */
export const scanCommand: Command = {
  name: 'scan',
  positionals: ['CODE'],
  options: {},
  summary: { en: 'say what a code is and what scanning it would do', 'zh-CN': '说明一个码是什么、扫描后会怎样' },
  help: 'Control characters may be written as \\u001d.',
  run({ folder, language, positionals }) {
    const opened = openTillReader(folder);
    if (!opened.ok) return opened;
    const store = opened.value;
    try {
      const settings = readSettings(store);
      const code = positionals[0]!.replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
      const found = findCode({ store, settings: { ...settings, shop: { ...settings.shop, language } } }, code, 'article');
      if (!found.ok) return found;
      return ok({ text: findingText(found.value, settings.shop.currency, language), json: found.value });
    } finally {
      store.close();
    }
  },
};

function findingText({ reading, article, sale }: CodeFinding, currency: string, language: Language): string {
  const kinds = { en: 'is', 'zh-CN': '类型' }[language];
  if (!article) return `${kinds}: ${reading.kind}${language === 'en' ? '; no article has it' : '；没有对应商品'}`;
  const priceE4 = sale.unitPriceE4 ?? article.priceE4;
  const price =
    priceE4 === 0
      ? { en: 'price is asked', 'zh-CN': '需输入价格' }[language]
      : formatUnitPrice(priceE4, currency, language);
  const quantity = quantityText(sale.quantityThousandths ?? 1_000);
  return `${kinds}: ${reading.kind} → ${article.code} ${article.name}, ${quantity} × ${price}`;
}
