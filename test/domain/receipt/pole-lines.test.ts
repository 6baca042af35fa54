import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth } from '../../../domain/receipt/display-width.ts';
import { POLE_COLUMNS, poleLines, type PoleEvent } from '../../../domain/receipt/pole-lines.ts';
import { languages } from '../../../domain/text/language.ts';

test('the customer sees the last article, the total, the change and a welcome', () => {
  const show = (event: PoleEvent) => poleLines(event, 'CNY', 'en');
  expect(show({ kind: 'line', name: 'Cola 330 ml', amountMinor: 350, totalMinor: 1_250 })).toEqual([
    'Cola 330 ml     3.50',
    'TOTAL          12.50',
  ]);
  expect(show({ kind: 'total', totalMinor: 1_250, savedMinor: 0 })).toEqual([
    'TOTAL          12.50',
    '                    ',
  ]);
  expect(show({ kind: 'total', totalMinor: 1_250, savedMinor: 75 })[1]).toBe('SAVED           0.75');
  expect(show({ kind: 'change', totalMinor: 1_250, changeMinor: 750 })).toEqual([
    'TOTAL          12.50',
    'CHANGE          7.50',
  ]);
  expect(show({ kind: 'change', totalMinor: 1_250, changeMinor: 0 })[1]).toBe('     THANK YOU      ');
  expect(show({ kind: 'welcome', shopName: 'Corner Shop' })).toEqual([
    '      WELCOME       ',
    '    Corner Shop     ',
  ]);
});

test('Chinese is two columns wide, and a long name makes room for its amount', () => {
  const [upper, lower] = poleLines(
    { kind: 'line', name: '农夫山泉饮用天然水550毫升', amountMinor: 200, totalMinor: 123_400 },
    'CNY',
    'zh-CN',
  );
  expect(upper).toBe('农夫山泉饮用天  2.00');
  expect(lower).toBe('合计         1234.00');
});

test('goods that come back show as such, and a yen has no decimals', () => {
  expect(poleLines({ kind: 'total', totalMinor: -500, savedMinor: 0 }, 'JPY', 'en')[0]).toBe(
    'REFUND           500',
  );
  expect(poleLines({ kind: 'line', name: 'Tea', amountMinor: -500, totalMinor: -500 }, 'JPY', 'en')[0]).toBe(
    'Tea             -500',
  );
});

test('both lines are twenty columns, whatever a name holds and however large an amount is', () => {
  const amount = fc.integer({ min: -1e11, max: 1e11 });
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 60 }),
      amount,
      amount,
      fc.constantFrom(...languages),
      (name, amountMinor, totalMinor, language) => {
        const events: PoleEvent[] = [
          { kind: 'welcome', shopName: name },
          { kind: 'line', name, amountMinor, totalMinor },
          { kind: 'total', totalMinor, savedMinor: amountMinor },
          { kind: 'change', totalMinor, changeMinor: amountMinor },
        ];
        for (const event of events) {
          for (const line of poleLines(event, 'CNY', language)) expect(displayWidth(line)).toBe(POLE_COLUMNS);
        }
      },
    ),
    { numRuns: process.env['GUITAI_LONG'] === '1' ? 10_000 : 300 },
  );
});
