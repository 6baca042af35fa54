import type { Article } from '../../../domain/article.ts';
import { formatUnitPrice } from '../../../domain/money-format.ts';
import { fail, ok } from '../../../domain/result.ts';
import { fillTemplate, type Language } from '../../../domain/text/language.ts';
import { reportText } from '../../../domain/text/report-text.ts';
import type { TillPapers } from '../../receipt/till-documents.ts';
import type { Command } from '../command.ts';
import { findMembers } from '../../use-cases/find-members.ts';
import { readTill } from '../read-till.ts';
import { memberTable } from './member.ts';
import { layoutTable } from '../text-table.ts';

/** As many as the counter shows. */
const FOUND_MAX = 20;
const TEXT_MAX_LENGTH = 200;

/** `search`: the articles, and after them the members, that the counter would find, in its order. */
export const searchCommand: Command = {
  name: 'search',
  positionals: ['TEXT…'],
  options: {},
  summary: {
    en: 'articles and members by name, pinyin, initials, code or last digits, as the counter finds them',
    'zh-CN': '按名称、拼音、首字母、编号或尾号查找商品与会员，与收银台一致',
  },
  async run({ folder, language, positionals }) {
    const words = reportText[language];
    const text = positionals.join(' ');
    if (text.length > TEXT_MAX_LENGTH) {
      return fail({ code: 'usage', detail: fillTemplate(words.searchTooLong, { max: TEXT_MAX_LENGTH }) });
    }
    return readTill(folder, (till) => {
      const articles = till.store.catalogue.search(text, FOUND_MAX);
      const members = findMembers(till, text, FOUND_MAX);
      const json = { articles, members };
      if (articles.length === 0 && members.length === 0)
        return ok({ text: fillTemplate(words.nothingFound, { text }), json });
      const closing =
        Math.max(articles.length, members.length) === FOUND_MAX ? words.foundFirst : words.found;
      const tables = [
        ...(articles.length > 0 ? [articleTable(articles, till, language)] : []),
        ...(members.length > 0 ? [memberTable(members, till.settings.shop, language)] : []),
        fillTemplate(closing, { count: articles.length + members.length }),
      ];
      return ok({ text: tables.join('\n\n'), json });
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
