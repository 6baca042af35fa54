import { expect, test } from 'vitest';
import { parseDigitalLink } from '../../../domain/barcode/digital-link.ts';

const GTIN = '06901234567892';

function pairs(text: string): unknown {
  const parsed = parseDigitalLink(text);
  return parsed.ok ? parsed.value.map(({ ai, value }) => [ai, value]) : parsed.error;
}

test.each([
  [`https://id.gs1.org/01/${GTIN}`, [['01', GTIN]]],
  [`HTTP://shop.example/a/01/${GTIN}/`, [['01', GTIN]]],
  [
    `https://example.com/01/${GTIN}/22/2A/10/AB%2F1/21/S1#top`,
    [
      ['01', GTIN],
      ['22', '2A'],
      ['10', 'AB/1'],
      ['21', 'S1'],
    ],
  ],
  [
    `https://example.com/10/20/01/${GTIN}?3103=001250&lang=zh&17=261231`,
    [
      ['01', GTIN],
      ['3103', '001250'],
      ['17', '261231'],
    ],
  ],
])('%s is read', (text, expected) => {
  expect(pairs(text)).toEqual(expected);
});

test.each([
  ['https://example.com/8018/690123456789000010/8019/7', 'barcode-ai-check-digit'],
  ['https://u.example.com/EAFtuKs8', 'barcode-link-no-key'],
  ['https://example.com/', 'barcode-link-no-key'],
  ['https://example.com', 'barcode-link-no-key'],
  ['https://example.com/10/ABC', 'barcode-link-no-key'],
  [`https://example.com/gtin/${GTIN}`, 'barcode-link-no-key'],
  ['https://', 'barcode-link-malformed'],
  [`https://example.com/01/${GTIN}/10/%E0%A4%A`, 'barcode-link-malformed'],
  [`https://example.com/01/${GTIN}/21/S/10/B`, 'barcode-link-qualifier'],
  [`https://example.com/01/${GTIN}/10/B/10/C`, 'barcode-link-qualifier'],
  [`https://example.com/01/${GTIN}?5555=1`, 'barcode-ai-unknown'],
  [`https://example.com/01/${GTIN}/10/A%00B`, 'barcode-ai-characters'],
  [`https://example.com/01/${GTIN}/10/A?10=B`, 'barcode-ai-repeated'],
  ['https://example.com/01/6901234567892', 'barcode-ai-length'],
])('%s is refused as %s', (text, code) => {
  expect(pairs(text)).toMatchObject({ code });
});
