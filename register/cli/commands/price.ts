import { readFile } from 'node:fs/promises';
import { formatMoney, formatUnitPrice } from '../../../domain/money-format.ts';
import { explainOffers } from '../../../domain/pricing/explain-offers.ts';
import type { OfferInput } from '../../../domain/pricing/offer-input.ts';
import type { OfferResult } from '../../../domain/pricing/offer-outcome.ts';
import { priceOffers } from '../../../domain/pricing/price-offers.ts';
import { quantityText } from '../../../domain/quantity.ts';
import { fail, ok } from '../../../domain/result.ts';
import { taxAmount, type TaxedAmount } from '../../../domain/tax.ts';
import { fillTemplate, type Language } from '../../../domain/text/language.ts';
import { describeOutcome, priceText } from '../../../domain/text/price-text.ts';
import { readBasketFile } from '../../import/basket-file.ts';
import type { Command } from '../command.ts';
import { layoutTable } from '../text-table.ts';

/** `price FILE`: prices a basket with its rules, and says of each rule what became of it. Needs no till. */
export const priceCommand: Command = {
  name: 'price',
  positionals: ['FILE'],
  options: {},
  summary: {
    en: 'price a basket with its rules, with explanations (docs/pricing.md)',
    'zh-CN': '按规则为购物篮计价并逐条说明（见 docs/pricing.md）',
  },
  async run({ positionals, language }) {
    const file = positionals[0]!;
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => error);
    if (typeof text !== 'string') {
      return fail({ code: 'file-unreadable', file, detail: text.code ?? text.message });
    }
    const input = readBasketFile(text, language);
    if (!input.ok) return fail({ code: 'import-file-invalid', detail: input.error });
    const result = priceOffers(input.value);
    const taxed = taxLines(input.value, result);
    const { lines: _lines, applied: _applied, ...sums } = result;
    return ok({
      text: pricingText(input.value, result, taxed, language),
      json: { ...sumTaxed(taxed), lines: withTax(result, taxed), rules: explainOffers(result), ...sums },
    });
  },
};

function taxLines({ lines }: OfferInput, result: OfferResult): TaxedAmount[] {
  return result.lines.map(({ amountMinor }, index) => {
    const { rateBp, isTaxIncluded } = lines[index]!;
    return taxAmount(amountMinor, rateBp, isTaxIncluded);
  });
}

function withTax(result: OfferResult, taxed: readonly TaxedAmount[]) {
  return result.lines.map((line, index) => ({ ...line, ...taxed[index]! }));
}

function sumTaxed(taxed: readonly TaxedAmount[]): TaxedAmount {
  const sumOf = (key: keyof TaxedAmount) => taxed.reduce((sum, each) => sum + each[key], 0);
  return { netMinor: sumOf('netMinor'), taxMinor: sumOf('taxMinor'), totalMinor: sumOf('totalMinor') };
}

function pricingText(
  input: OfferInput,
  result: OfferResult,
  taxed: readonly TaxedAmount[],
  language: Language,
): string {
  const words = priceText[language];
  const { currency } = input;
  const names = new Map(input.promotions.map(({ id, name }) => [id, `${name[language]} (${id})`]));
  const nameOf = (ruleId: string) => names.get(ruleId) ?? ruleId;
  const rules = explainOffers(result).map((outcome) => describeOutcome(outcome, nameOf, currency, language));
  const gifts = result.giftsOpen.map(({ ruleId, units }) =>
    fillTemplate(words.giftsOpen, { rule: nameOf(ruleId), units }),
  );
  const isPlain = result.pointsFactorBp === 10_000 && result.pointsBonus === 0;
  const points = fillTemplate(words.points, {
    factor: result.pointsFactorBp / 10_000,
    bonus: result.pointsBonus,
  });
  const unproven = fillTemplate(words.unproven, { steps: result.steps });
  return [
    lineTable(input, result, taxed, language),
    ...(rules.length + gifts.length > 0 ? [[...rules, ...gifts].join('\n')] : []),
    ...(isPlain ? [] : [points]),
    ...(result.isProvenBest ? [] : [unproven]),
  ].join('\n\n');
}

function lineTable(
  { lines, currency }: OfferInput,
  result: OfferResult,
  taxed: readonly TaxedAmount[],
  language: Language,
): string {
  const words = priceText[language];
  const money = (minor: number) => formatMoney(minor, currency, language);
  const columns = [
    { title: words.line, align: 'left' },
    { title: words.quantity, align: 'right' },
    { title: words.unitPrice, align: 'right' },
    { title: words.gross, align: 'right' },
    { title: words.discount, align: 'right' },
    { title: words.amount, align: 'right' },
    { title: words.tax, align: 'right' },
    { title: words.total, align: 'right' },
  ] as const;
  const rows = result.lines.map((line, index) => {
    const { articleCode, quantityThousandths } = lines[index]!;
    const label =
      articleCode === null || articleCode === line.lineId ? line.lineId : `${line.lineId} ${articleCode}`;
    return [
      label,
      quantityText(quantityThousandths),
      formatUnitPrice(line.unitPriceE4, currency, language),
      money(line.grossMinor),
      money(line.grossMinor - line.amountMinor),
      money(line.amountMinor),
      money(taxed[index]!.taxMinor),
      money(taxed[index]!.totalMinor),
    ];
  });
  const grossMinor = result.lines.reduce((sum, line) => sum + line.grossMinor, 0);
  const { taxMinor, totalMinor } = sumTaxed(taxed);
  const totals = [
    words.total,
    '',
    '',
    money(grossMinor),
    money(grossMinor - result.amountMinor),
    money(result.amountMinor),
    money(taxMinor),
    money(totalMinor),
  ];
  return layoutTable(columns, rows, totals);
}
