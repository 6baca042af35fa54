import { expect, test } from 'vitest';
import { createPinyinReadings } from '../../seal/pinyin-readings.ts';

const readings = createPinyinReadings();

test.each([
  ['王', ['wang']],
  ['单', ['dan', 'shan', 'chan']],
  ['绿', ['lü', 'lu']],
  ['樂', ['le', 'yue', 'yao', 'lao']],
])('%s is read %j', (character, spoken) => {
  expect(readings(character)).toEqual(spoken);
});

test.each(['a', 'あ', '々', '', '王王', '𠀀', '\u{10ffff}'])('%j has no reading', (character) => {
  expect(readings(character)).toEqual([]);
});

test('a character asked again is the same list', () => {
  expect(readings('王')).toBe(readings('王'));
});
