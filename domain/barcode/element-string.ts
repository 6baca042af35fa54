import { fail, ok, type Result } from '../result.ts';
import { exclusiveIdentifiers } from './application-identifier-table.ts';
import {
  findApplicationIdentifier,
  matchApplicationIdentifier,
  validateAiValue,
  type ApplicationIdentifier,
} from './application-identifier.ts';
import type { BarcodeError } from './barcode-error.ts';
import { GROUP_SEPARATOR } from './raw-scan.ts';

/** One value of a GS1 symbol under its application identifier. */
export interface Gs1Element {
  readonly ai: string;
  readonly value: string;
}

/** More identifiers than any label carries. */
const ELEMENTS_MAX = 64;
const MEASURE_FAMILY = /^3[1-69]\d\d$/;

/**
 * Reads the element string of a GS1-128, GS1 DataMatrix, GS1 QR or DataBar symbol, FNC1 as GS (U+001D).
 * Source: GS1 General Specifications, section 7.8.
 */
export function parseElementString(text: string): Result<readonly Gs1Element[], BarcodeError> {
  const elements: Gs1Element[] = [];
  let at = text.startsWith(GROUP_SEPARATOR) ? 1 : 0;
  while (at < text.length) {
    const definition = matchApplicationIdentifier(text, at);
    if (definition === null) return fail({ code: 'barcode-ai-unknown', ai: text.slice(at, at + 4) });
    const start = at + definition.ai.length;
    const end = findValueEnd(text, start, definition);
    const value = validateAiValue(definition, text.slice(start, end));
    if (!value.ok) return value;
    elements.push({ ai: definition.ai, value: value.value });
    at = text[end] === GROUP_SEPARATOR ? end + 1 : end;
  }
  return validateElements(elements);
}

/** Reads what people write and type: `(01)06901234567892(10)ABC`. A bracket inside a value is written `\(`. */
export function parseBracketedString(text: string): Result<readonly Gs1Element[], BarcodeError> {
  const elements: Gs1Element[] = [];
  const element = /\((\d{2,4})\)((?:\\\(|[^(])*)/y;
  while (element.lastIndex < text.length) {
    const position = element.lastIndex + 1;
    const [, ai, written] = element.exec(text) ?? [];
    if (ai === undefined || written === undefined) return fail({ code: 'barcode-gs1-brackets', position });
    const definition = findApplicationIdentifier(ai);
    if (definition === null) return fail({ code: 'barcode-ai-unknown', ai });
    const value = validateAiValue(definition, written.replaceAll('\\(', '('));
    if (!value.ok) return value;
    elements.push({ ai, value: value.value });
  }
  return validateElements(elements);
}

/** Accepts elements that may stand together: none missing its companion, none beside what it excludes, none twice. */
export function validateElements(
  elements: readonly Gs1Element[],
): Result<readonly Gs1Element[], BarcodeError> {
  if (elements.length === 0) return fail({ code: 'barcode-gs1-empty' });
  if (elements.length > ELEMENTS_MAX) return fail({ code: 'barcode-gs1-too-many', max: ELEMENTS_MAX });
  const valueByAi = new Map<string, string>();
  for (const { ai, value } of elements) {
    // Symbols on one pack may repeat themselves; they may not contradict themselves.
    if ((valueByAi.get(ai) ?? value) !== value) return fail({ code: 'barcode-ai-repeated', ai });
    valueByAi.set(ai, value);
  }
  const ais = [...valueByAi.keys()];
  const error = findExcluded(ais) ?? findMissing(ais);
  return error === null ? ok([...valueByAi].map(([ai, value]) => ({ ai, value }))) : fail(error);
}

function findValueEnd(text: string, start: number, definition: ApplicationIdentifier): number {
  if (definition.isPredefinedLength) return Math.min(start + definition.maxLength, text.length);
  const separator = text.indexOf(GROUP_SEPARATOR, start);
  return separator < 0 ? text.length : separator;
}

function findExcluded(ais: readonly string[]): BarcodeError | null {
  for (const [index, ai] of ais.entries()) {
    const other = ais.slice(index + 1).find((later) => isExclusive(ai, later));
    if (other !== undefined) return { code: 'barcode-ai-excludes', ai, other };
  }
  return null;
}

function isExclusive(a: string, b: string): boolean {
  if (MEASURE_FAMILY.test(a) && a.slice(0, 3) === b.slice(0, 3)) return true;
  return exclusiveIdentifiers.some(
    ([one, two]) => (matchesAi(one, a) && matchesAi(two, b)) || (matchesAi(one, b) && matchesAi(two, a)),
  );
}

function findMissing(ais: readonly string[]): BarcodeError | null {
  for (const ai of ais) {
    const groups = findApplicationIdentifier(ai)?.requires ?? [];
    const missing = groups.find(
      (group) => !group.some((wanted) => ais.some((each) => matchesAi(wanted, each))),
    );
    if (missing !== undefined) return { code: 'barcode-ai-requires', ai, required: missing.join(', ') };
  }
  return null;
}

/** Whether an identifier is the one written, `n` standing for any digit. */
function matchesAi(written: string, ai: string): boolean {
  if (written.length !== ai.length) return false;
  const stem = written.indexOf('n');
  return stem < 0 ? written === ai : ai.startsWith(written.slice(0, stem));
}
