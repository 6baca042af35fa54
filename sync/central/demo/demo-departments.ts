import type { Department } from '../../../domain/shop-settings.ts';
import type { TaxCategory } from '../../../domain/tax.ts';

/** Great Britain's value added tax since 2011 (Finance (No. 2) Act 2010, section 3). */
export const demoTaxes: readonly TaxCategory[] = [
  { code: 'standard', name: 'VAT', isIncluded: true, rates: [{ validFrom: '1970-01-01', rateBp: 2_000 }] },
  { code: 'zero', name: 'Zero rate', isIncluded: true, rates: [{ validFrom: '1970-01-01', rateBp: 0 }] },
  { code: 'none', name: 'Outside VAT', isIncluded: true, rates: [{ validFrom: '1970-01-01', rateBp: 0 }] },
];

/** Food of these is zero-rated. Source: HM Revenue & Customs, VAT Notice 701/14. */
const ZERO_RATED: ReadonlySet<string> = new Set(
  'loose packed-produce bakery dairy meat-fish deli frozen tins pasta-rice sauces baking breakfast spreads biscuits hot-drinks asian'.split(
    ' ',
  ),
);
const UNTAXED: ReadonlySet<string> = new Set(['deposits']);
const ADULT: ReadonlySet<string> = new Set(['beer', 'wine-spirits']);
const ADULT_AGE = 18;

/** The departments of articles, by their codes, named after them: `meat-fish` is Meat fish. */
export function demoDepartments(codes: readonly string[]): Department[] {
  return codes.map((code) => ({
    code,
    name: code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' '),
    taxCode: ZERO_RATED.has(code) ? 'zero' : UNTAXED.has(code) ? 'none' : 'standard',
    minimumAge: ADULT.has(code) ? ADULT_AGE : null,
  }));
}
