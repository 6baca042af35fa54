import { currencyDigits, decimalToScaled } from '../../domain/currency.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CommandInput } from './command.ts';

type Options = CommandInput['options'];

/** A whole number given as an option, within bounds; the fallback where it is not given, which must then exist. */
export function readWholeNumber(
  options: Options,
  name: string,
  min: number,
  max: number,
  fallback?: number,
): Result<number> {
  const given = options[name];
  if (given === undefined && fallback !== undefined) return ok(fallback);
  const value = typeof given === 'string' && /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
  if (value >= min && value <= max) return ok(value);
  return fail({ code: 'usage', detail: `--${name} takes a whole number from ${min} to ${max}.` });
}

/** An amount of money in major units (`12.50`) as minor units. */
export function readAmount(options: Options, name: string, currency: string): Result<number> {
  const given = options[name];
  const minor = typeof given === 'string' ? decimalToScaled(given, currencyDigits(currency)) : null;
  if (minor !== null) return ok(minor);
  const digits = currencyDigits(currency);
  return fail({ code: 'usage', detail: `--${name} takes an amount with at most ${digits} decimals, such as 12.50.` });
}
