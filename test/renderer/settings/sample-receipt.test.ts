import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../domain/default-settings.ts';
import { layoutText } from '../../../domain/receipt/text-layout.ts';
import { sampleReceipt } from '../../../renderer/settings/sample-receipt.ts';

const context = { tillCode: '01', cashierName: 'Alice', atUtcMs: Date.UTC(2026, 0, 31, 12) };

function sampleIn(currency: string, isIncluded: boolean) {
  const settings = defaultSettings({
    code: 'S',
    name: 'Corner shop',
    currency,
    zone: 'Europe/London',
    cutOverMinutes: 240,
    language: 'en',
  });
  const rates = [{ validFrom: '1970-01-01', rateBp: 2_000 }];
  return sampleReceipt(
    {
      ...settings,
      taxCategories: [{ code: 'standard', name: 'VAT', isIncluded, rates }],
      receipt: { headerLines: ['1 High Street'], footerLines: ['Thank you'], columns: 32 },
    },
    context,
  );
}

describe('the sample receipt', () => {
  it('shows what the shop has set, and adds up', () => {
    const lines = layoutText(sampleIn('GBP', true), 32);
    expect(lines.map((line) => line.trim())).toEqual(
      expect.arrayContaining(['Corner shop', '1 High Street', 'Thank you']),
    );
    expect(lines.find((line) => line.startsWith('Total'))).toMatch(/£89\.40$/);
  });

  it('puts tax on top where prices do not include it', () => {
    expect(layoutText(sampleIn('GBP', false), 48).join('\n')).toMatch(/£107\.28/);
  });

  it.each(['JPY', 'KWD', 'CNY'])('is written in %s', (currency) => {
    expect(layoutText(sampleIn(currency, true), 42).find((line) => line.startsWith('Total'))).toMatch(
      /8,?940|89\.40|8\.940/,
    );
  });
});
