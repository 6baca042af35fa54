import { currencyDigits } from '../../../domain/currency.ts';
import { TENDERED_MAX_MINOR } from '../../../domain/tender.ts';
import { countForm, decimalForm, type NumberForm } from '../field-checks.ts';
import { useSettings } from '../draft.ts';

/** As the contract of the section has them. */
const POINTS_MAX = 1_000_000_000;
const FACTOR_MAX_BP = 1_000_000;
const FACTOR_DIGITS = 4;

export const DAYS_MAX = 3_650;
export const MONTHS_MAX = 120;

/** Some points, or none. */
export const pointsForm: NumberForm = countForm(0, POINTS_MAX);
export const blockForm: NumberForm = countForm(1, POINTS_MAX);
/** A factor in basis points, written as 1.5. */
export const factorForm: NumberForm = decimalForm(FACTOR_DIGITS, FACTOR_MAX_BP, 'faultCount', 0);

/** Money of the shop that is more than nothing, or may be nothing; and its unit. */
export function useMoneyForm(): { readonly form: NumberForm; readonly unit: string } {
  const { currency } = useSettings().shop;
  return { form: decimalForm(currencyDigits(currency), TENDERED_MAX_MINOR, 'faultAmount'), unit: currency };
}
