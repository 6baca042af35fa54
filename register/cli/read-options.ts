import { currencyDigits, decimalToScaled, minorToDecimal } from '../../domain/currency.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { cliText } from '../../domain/text/cli-text.ts';
import { fillTemplate } from '../../domain/text/language.ts';
import type { CommandInput } from './command.ts';

type Asked = Pick<CommandInput, 'options' | 'language'>;

/** A whole number given as an option, within bounds; the fallback where it is not given, which must then exist. */
export function readWholeNumber(
  { options, language }: Asked,
  name: string,
  min: number,
  max: number,
  fallback?: number,
): Result<number> {
  const given = options[name];
  if (given === undefined && fallback !== undefined) return ok(fallback);
  const value = typeof given === 'string' && /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
  if (value >= min && value <= max) return ok(value);
  return fail({
    code: 'usage',
    detail: fillTemplate(cliText[language].wholeNumber, { option: name, min, max }),
  });
}

/** An amount of money in major units (`12.50`) as minor units. */
export function readAmount({ options, language }: Asked, name: string, currency: string): Result<number> {
  const given = options[name];
  const digits = currencyDigits(currency);
  const minor = typeof given === 'string' ? decimalToScaled(given, digits) : null;
  if (minor !== null) return ok(minor);
  const example = minorToDecimal(125 * 10 ** digits, digits);
  return fail({
    code: 'usage',
    detail: fillTemplate(cliText[language].amount, { option: name, digits, example }),
  });
}

/** A text given as an option. */
export function readText({ options }: Pick<CommandInput, 'options'>, name: string): string | undefined {
  const given = options[name];
  return typeof given === 'string' ? given : undefined;
}
