import { describe, expect, test } from 'vitest';
import { languages } from '../../../domain/text/language.ts';
import { describeSyncException, syncExceptionText } from '../../../domain/text/sync-exception-text.ts';
import { exceptionKinds } from '../../../sync/protocol/exception.ts';

const seen = { till: 'S2 · 02', subject: 'C-8841', points: '240', amount: '£8.00' };

describe('an exception of central’s in words', () => {
  test.each(exceptionKinds)('says what to do about %s, in every language', (kind) => {
    for (const language of languages) {
      expect(Object.keys(syncExceptionText[language])).toContain(kind);
      expect(describeSyncException({ kind, ...seen }, language)).not.toMatch(/[{}]/);
    }
  });

  test('names what it is about, and what it costs', () => {
    expect(describeSyncException({ kind: 'coupon-used-elsewhere', ...seen }, 'en')).toBe(
      'Coupon C-8841 was used at another till before, and £8.00 was taken off again. The sale stands; book the loss.',
    );
  });

  test('of a kind that only a later central has, says that there is something to look at', () => {
    for (const kind of ['gift-card-twice', 'toString', 'constructor']) {
      expect(describeSyncException({ kind, ...seen }, 'en')).toContain('Look at it at central');
    }
  });
});
