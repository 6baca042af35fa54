import { fail, ok, type Result } from '../result.ts';
import type { BarcodeError } from './barcode-error.ts';
import { hasValidCheckDigit } from './check-digit.ts';
import { applicationIdentifierRows } from './application-identifier-table.ts';
import { isGs1Date } from './gs1-date.ts';

/** One application identifier (AI): how long and of what its value is, and what it may stand beside. */
export interface ApplicationIdentifier {
  readonly ai: string;
  readonly components: readonly Component[];
  readonly minLength: number;
  readonly maxLength: number;
  /** Its length is known from its first two digits, so that no separator need follow it. */
  readonly isPredefinedLength: boolean;
  /** Of each of these groups one must be in the same string. `n` stands for any digit. */
  readonly requires: readonly (readonly string[])[];
  /** Sequences of qualifiers that may follow it in a Digital Link; null when it is no key. */
  readonly linkQualifiers: readonly (readonly string[])[] | null;
}

interface Component {
  readonly characters: RegExp;
  readonly minLength: number;
  readonly maxLength: number;
  readonly isOptional: boolean;
  readonly check: 'check-digit' | 'date' | 'date-with-day' | null;
}

// GS1 General Specifications, figures 7.11-1 to 7.11-3 (character sets 82, 39 and file-safe base 64).
const CHARACTERS: Readonly<Record<string, RegExp>> = {
  N: /^[0-9]*$/,
  X: /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*$/,
  Y: /^[#\-/0-9A-Z]*$/,
  Z: /^[-_A-Za-z0-9=]*$/,
};
const CHECKS: Readonly<Record<string, Component['check']>> = {
  c: 'check-digit',
  d: 'date',
  D: 'date-with-day',
};
// Figure 7.8.5-2: the beginnings of strings of predefined length.
const PREDEFINED = /^(?:0[0-4]|1[1-9]|20|3[1-6]|41)/;
const COMPONENT = /^(\[?)([NXYZ])(\.\.)?(\d+)([cdD]?)\]?$/;

const identifiers: ReadonlyMap<string, ApplicationIdentifier> = new Map(
  applicationIdentifierRows.flatMap((row) => row.ais.split(' ').map((ai) => [ai, readRow(ai, row)] as const)),
);

export function findApplicationIdentifier(ai: string): ApplicationIdentifier | null {
  return identifiers.get(ai) ?? null;
}

/** The identifier that stands at a position of an element string; identifiers have two to four digits, none begins another. */
export function matchApplicationIdentifier(text: string, at: number): ApplicationIdentifier | null {
  for (let length = 2; length <= 4; length += 1) {
    const found = identifiers.get(text.slice(at, at + length));
    if (found !== undefined) return found;
  }
  return null;
}

/** Accepts a value of an identifier: its length, its characters, its check digit and its date. */
export function validateAiValue(
  { ai, minLength, maxLength, components }: ApplicationIdentifier,
  value: string,
): Result<string, BarcodeError> {
  const wrongLength = { code: 'barcode-ai-length', ai, length: value.length } as const;
  if (value.length < minLength || value.length > maxLength) return fail(wrongLength);
  let start = 0;
  for (const component of components) {
    const part = value.slice(start, start + component.maxLength);
    start += part.length;
    if (part === '' && component.isOptional) continue;
    if (part.length < component.minLength) return fail(wrongLength);
    if (!component.characters.test(part)) return fail({ code: 'barcode-ai-characters', ai });
    if (component.check === 'check-digit' && !hasValidCheckDigit(part)) {
      return fail({ code: 'barcode-ai-check-digit', ai, value });
    }
    const isDay = component.check === 'date-with-day';
    if ((isDay || component.check === 'date') && !isGs1Date(part, isDay ? 1 : 0)) {
      return fail({ code: 'barcode-ai-date', ai, value });
    }
  }
  return ok(value);
}

function readRow(ai: string, row: (typeof applicationIdentifierRows)[number]): ApplicationIdentifier {
  const components = row.format.split(' ').map(readComponent);
  const sum = (lengths: readonly number[]): number => lengths.reduce((total, length) => total + length, 0);
  return {
    ai,
    components,
    minLength: sum(components.map((component) => (component.isOptional ? 0 : component.minLength))),
    maxLength: sum(components.map((component) => component.maxLength)),
    isPredefinedLength: PREDEFINED.test(ai),
    requires: (row.requires ?? []).map((group) => group.split(' ')),
    linkQualifiers: row.linkQualifiers?.map((sequence) => sequence.split(' ')) ?? null,
  };
}

function readComponent(text: string): Component {
  const [, bracket, kind = 'N', range, length, check = ''] = COMPONENT.exec(text) ?? [];
  const characters = CHARACTERS[kind];
  if (characters === undefined || length === undefined) throw new Error(`${text} is no component`);
  return {
    characters,
    minLength: range === undefined ? Number(length) : 1,
    maxLength: Number(length),
    isOptional: bracket !== '',
    check: CHECKS[check] ?? null,
  };
}
