import {
  salesGroupings,
  salesReport,
  type SalesGrouping,
  type SalesReport,
  type SalesRow,
} from '../../../db/sales-report.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { fillTemplate, type Language } from '../../../domain/text/language.ts';
import { reportText } from '../../../domain/text/report-text.ts';
import { personName, type TillPapers } from '../../receipt/till-documents.ts';
import type { Command, CommandInput } from '../command.ts';
import { readTill } from '../read-till.ts';
import { salesReportText, type LabelledReport } from '../sales-report-text.ts';

type Options = CommandInput['options'];

/** `report sales`: sums of finished sales, beside a till that goes on selling. */
export const reportSalesCommand: Command = {
  name: 'report sales',
  positionals: [],
  options: { from: { type: 'string' }, to: { type: 'string' }, by: { type: 'string' } },
  summary: {
    en: 'what was sold, by day, month, hour, article, department, member, tender or cashier',
    'zh-CN': '销售汇总：按日、月、小时、商品、部类、会员、支付方式或收银员',
  },
  help: {
    en: [
      '--from DATE  first business date, such as 2026-11-01 (default: the first there is)',
      '--to DATE    last business date, included (default: the last there is)',
      `--by WHAT    ${salesGroupings.join(', ')} (default: day)`,
      '',
      'Net sales are what customers paid for goods, tax included, less what they were paid back. A receipt counts in every',
      'article, department or tender that it is part of, and once in the total. Goods carry no cash rounding, and a tender',
      'pays for no line in particular: figures that do not exist by a grouping are null.',
      'belowMinorE7 is what rounding lines to the smallest coin left out, in 1/10,000,000 of the major unit; nonSales is what',
      'left the books without a sale, by day or month where sales are.',
    ].join('\n'),
    'zh-CN': [
      '--from 日期  首个营业日，例如 2026-11-01（默认最早）',
      '--to 日期    末个营业日，含当日（默认最晚）',
      `--by 方式    ${salesGroupings.join('、')}（默认 day）`,
      '',
      '净销售额为顾客购买商品所付（含税）减去所退。一张小票计入其涉及的每个商品、部类或支付方式，合计只计一次。',
      '现金取整不归属商品，支付也不归属某一行：某种分组下不存在的数字为 null。',
      'belowMinorE7 为各行取整到最小货币单位所略去的部分，以主单位的一千万分之一计；nonSales 为未经销售离开账簿的部分，按日或月列出。',
    ].join('\n'),
  },
  async run({ folder, options, language }) {
    const by = readGrouping(options, language);
    if (!by.ok) return by;
    const range = readRange(options, language);
    if (!range.ok) return range;
    return readTill(folder, (till) => {
      const { currency } = till.settings.shop;
      const report = salesReport(till.store.db, { by: by.value, ...range.value, currency });
      const labelled = withLabels(report, till, language);
      return ok({ text: salesReportText(labelled, language), json: labelled });
    });
  },
};

function readGrouping(options: Options, language: Language): Result<SalesGrouping> {
  const given = options['by'] ?? 'day';
  const by = salesGroupings.find((grouping) => grouping === given);
  if (by) return ok(by);
  const detail = fillTemplate(reportText[language].groupingUnknown, { choices: salesGroupings.join(', ') });
  return fail({ code: 'usage', detail });
}

function readRange(options: Options, language: Language): Result<Pick<SalesReport, 'from' | 'to'>> {
  const from = readDate(options, 'from', language);
  if (!from.ok) return from;
  const to = readDate(options, 'to', language);
  if (!to.ok) return to;
  const range = { from: from.value, to: to.value };
  if (range.from === null || range.to === null || range.from <= range.to) return ok(range);
  return fail({ code: 'usage', detail: fillTemplate(reportText[language].datesReversed, range) });
}

function readDate(options: Options, name: 'from' | 'to', language: Language): Result<string | null> {
  const given = options[name];
  if (given === undefined) return ok(null);
  if (typeof given === 'string' && isDate(given)) return ok(given);
  return fail({ code: 'usage', detail: fillTemplate(reportText[language].dateInvalid, { option: name }) });
}

/** A day of the calendar: the 31st of June is none. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const atUtcMs = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(atUtcMs) && new Date(atUtcMs).toISOString().startsWith(text);
}

function withLabels(report: SalesReport, till: TillPapers, language: Language): LabelledReport {
  const rows = report.rows.map((row) => ({ ...row, label: labelOf(row, report.by, till, language) }));
  return { ...report, rows, currency: till.settings.shop.currency };
}

function labelOf({ key, label }: SalesRow, by: SalesGrouping, till: TillPapers, language: Language): string {
  const { departments, tenders } = till.settings;
  switch (by) {
    case 'day':
    case 'month':
      return key;
    case 'hour':
      return `${key}:00`;
    case 'article':
      return label ?? reportText[language].noArticle;
    case 'department':
      return departments.find(({ code }) => code === key)?.name ?? key;
    case 'member':
      return reportText[language].noMember;
    case 'tender':
      return tenders.find(({ code }) => code === key)?.name ?? key;
    case 'cashier':
      return personName(till.store, key, language);
  }
}
