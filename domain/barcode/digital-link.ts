import { fail, type Result } from '../result.ts';
import { findApplicationIdentifier, validateAiValue } from './application-identifier.ts';
import { shortenScanned, type BarcodeError } from './barcode-error.ts';
import { isDigits } from './check-digit.ts';
import { validateElements, type Gs1Element } from './element-string.ts';

const LINK = /^https?:\/\/([^/?#]+)([^?#]*)(?:\?([^#]*))?/i;

export function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

/**
 * Reads a GS1 Digital Link: `https://any.host/any/path/01/06901234567892/10/ABC?17=261231`. The path ends in a key
 * and its qualifiers; numeric keys of the query are identifiers too, all others are somebody else's.
 * Source: GS1 Digital Link Standard, URI Syntax, release 1.4 (uncompressed).
 */
export function parseDigitalLink(text: string): Result<readonly Gs1Element[], BarcodeError> {
  const scanned = shortenScanned(text);
  const [, host, path = '', query = ''] = LINK.exec(text) ?? [];
  if (host === undefined) return fail({ code: 'barcode-link-malformed', scanned });
  const segments = path.replace(/\/$/, '').split('/').slice(1);
  const keyAt = findKey(segments);
  if (keyAt === null) return fail({ code: 'barcode-link-no-key', scanned });
  const misplaced = findMisplacedQualifier(segments, keyAt);
  if (misplaced !== null) return fail(misplaced);

  const elements: Gs1Element[] = [];
  for (const [ai, written] of [...pairSegments(segments.slice(keyAt)), ...numericParameters(query)]) {
    const definition = findApplicationIdentifier(ai);
    if (definition === null) return fail({ code: 'barcode-ai-unknown', ai: shortenScanned(ai) });
    const decoded = decodePercent(written);
    if (decoded === null) return fail({ code: 'barcode-link-malformed', scanned });
    const value = validateAiValue(definition, decoded);
    if (!value.ok) return value;
    elements.push({ ai, value: value.value });
  }
  return validateElements(elements);
}

/** Where the last key stands, counted back in pairs from the end: before it anything may stand, even other numbers. */
function findKey(segments: readonly string[]): number | null {
  for (let at = segments.length - 2; at >= 0; at -= 2) {
    const definition = findApplicationIdentifier(segments[at] ?? '');
    if (definition === null) return null;
    if (definition.linkQualifiers !== null) return at;
  }
  return null;
}

function findMisplacedQualifier(segments: readonly string[], keyAt: number): BarcodeError | null {
  const [key = '', ...qualifiers] = pairSegments(segments.slice(keyAt)).map(([ai]) => ai);
  const sequences = findApplicationIdentifier(key)?.linkQualifiers ?? [];
  const follows = (sequence: readonly string[]): boolean => {
    const positions = qualifiers.map((qualifier) => sequence.indexOf(qualifier));
    return positions.every((position, index) => position > (positions[index - 1] ?? -1));
  };
  if (sequences.some(follows)) return null;
  return { code: 'barcode-link-qualifier', ai: qualifiers.join(', '), key };
}

function pairSegments(segments: readonly string[]): readonly (readonly [string, string])[] {
  return segments.flatMap((ai, index) => (index % 2 === 0 ? [[ai, segments[index + 1] ?? ''] as const] : []));
}

function numericParameters(query: string): readonly (readonly [string, string])[] {
  return query.split(/[&;]/).flatMap((parameter) => {
    const equals = parameter.indexOf('=');
    const name = parameter.slice(0, Math.max(equals, 0));
    return isDigits(name) ? [[name, parameter.slice(equals + 1)] as const] : [];
  });
}

/** The text without its percent signs, or null when they are not valid UTF-8: a spoilt link is an outcome, not a bug. */
function decodePercent(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
