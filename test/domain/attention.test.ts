import { describe, expect, test } from 'vitest';
import { attentions, describeAttention } from '../../domain/attention.ts';
import { formatBytes } from '../../domain/byte-format.ts';

describe('what needs a look', () => {
  test.each(attentions)('%s is one whole sentence in both languages', (code) => {
    for (const language of ['en', 'zh-CN'] as const) {
      const sentence = describeAttention({ code, clockHours: 49, backupDays: 4 }, language);
      expect(sentence).toMatch(/[.。]$/);
      expect(sentence).not.toMatch(/[{}]/);
    }
  });

  test('names its figures', () => {
    const notice = { clockHours: 49, backupDays: 4 };
    expect(describeAttention({ code: 'backupOld', ...notice }, 'en')).toContain('4 days old');
    expect(describeAttention({ code: 'clockBehind', ...notice }, 'zh-CN')).toContain('49 小时');
    expect(describeAttention({ code: 'diskLow', ...notice }, 'en')).toContain('1 GB');
  });
});

test('bytes are told in the largest unit that leaves one', () => {
  expect([0, 1, 1_023, 1_024, 1_536, 5 * 1024 ** 3].map((bytes) => formatBytes(bytes, 'en'))).toEqual([
    '0 byte',
    '1 byte',
    '1,023 byte',
    '1 kB',
    '1.5 kB',
    '5 GB',
  ]);
});
