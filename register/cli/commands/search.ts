import type { Article } from '../../../domain/article.ts';
import { formatUnitPrice } from '../../../domain/money-format.ts';
import { fail, ok } from '../../../domain/result.ts';
import { fillTemplate, type Language } from '../../../domain/text/language.ts';
import { reportText } from '../../../domain/text/report-text.ts';
import type { TillPapers } from '../../receipt/till-documents.ts';
import type { Command } from '../command.ts';
import { readTill } from '../read-till.ts';
import { layoutTable } from '../text-table.ts';

/** As many as the counter shows. */
const FOUND_MAX = 20;
const TEXT_MAX_LENGTH = 200;

/** `search`: the articles that the counter would find, in its order. */
export const searchCommand: Command = {
  name: 'search',
  positionals: ['TEXT…'],
  options: {},
  summary: {
    en: 'articles by name, pinyin, initials, code or last digits, as the counter finds them',
    'zh-CN': '按名称、拼音、首字母、编号或尾号查找商品，与收银台一致',
  },
  async run({ folder, language, positionals }) {
    const words = reportText[language];
    const text = positionals.join(' ');
    if (text.length > TEXT_MAX_LENGTH) {
      return fail({ code: 'usage', detail: fillTemplate(words.searchTooLong, { max: TEXT_MAX_LENGTH }) });
    }
    return readTill(folder, (till) => {
      const articles = till.store.catalogue.search(text, FOUND_MAX);
      if (articles.length === 0)
        return ok({ text: fillTemplate(words.nothingFound, { text }), json: { articles } });
      const closing = articles.length === FOUND_MAX ? words.foundFirst : words.found;
      const count = fillTemplate(closing, { count: articles.length });
      return ok({ text: `${articleTable(articles, till, language)}\n\n${count}`, json: { articles } });
    });
  },
};

function articleTable(articles: readonly Article[], { settings }: TillPapers, language: Language): string {
  const words = reportText[language];
  const { currency } = settings.shop;
  const columns = [
    { title: words.code, align: 'left' },
    { title: words.name, align: 'left' },
    { title: words.price, align: 'right' },
    { title: words.unit, align: 'left' },
    { title: words.department, align: 'left' },
  ] as const;
  const rows = articles.map(({ code, name, priceE4, unit, department }) => [
    code,
    name,
    priceE4 === 0 ? words.priceAsked : formatUnitPrice(priceE4, currency, language),
    words[unit],
    settings.departments.find((each) => each.code === department)?.name ?? department,
  ]);
  return layoutTable(columns, rows);
}
