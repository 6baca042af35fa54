import { expect, test } from 'vitest';
import { receiptText } from '../../../domain/text/receipt-text.ts';

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

test('every word on paper is in both languages, with the same placeholders', () => {
  const { en, 'zh-CN': zh } = receiptText;
  expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  for (const [key, text] of Object.entries(en)) {
    const chinese = zh[key as keyof typeof zh];
    expect(chinese, key).not.toBe('');
    expect(placeholders(chinese), key).toEqual(placeholders(text));
  }
});
