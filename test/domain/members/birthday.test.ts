import { describe, expect, test } from 'vitest';
import { isSameBirthday, monthDayOf, readBirthday } from '../../../domain/members/birthday.ts';

const today = '2026-11-22';

describe('a birthday', () => {
  test.each([
    ['5-12', '05-12'],
    ['05-12', '05-12'],
    ['05/12', '05-12'],
    ['0512', '05-12'],
    ['--05-12', '05-12'],
    ['5月12日', '05-12'],
    ['1990-05-12', '1990-05-12'],
    ['1990/5/12', '1990-05-12'],
    ['1990.5.12', '1990-05-12'],
    ['19900512', '1990-05-12'],
    ['1990年5月12日', '1990-05-12'],
    ['２月２９日', '02-29'],
    ['2000-02-29', '2000-02-29'],
    [today, today],
  ])('%s is read as %s', (text, birthday) => {
    expect(readBirthday(text, today)).toBe(birthday);
  });

  test.each([
    '',
    'May 12',
    '13-01',
    '00-10',
    '02-30',
    '1990-02-29',
    '1899-12-31',
    '2026-11-23',
    '12/05/1990',
    '512',
  ])('%s is none', (text) => {
    expect(readBirthday(text, today)).toBeNull();
  });

  test('is the same with and without its year, but not with another', () => {
    expect(isSameBirthday('1990-05-12', '05-12')).toBe(true);
    expect(isSameBirthday('05-12', '05-12')).toBe(true);
    expect(isSameBirthday('1990-05-12', '1991-05-12')).toBe(false);
    expect(isSameBirthday('1990-05-12', '05-13')).toBe(false);
    expect(monthDayOf('1990-05-12')).toBe('05-12');
  });
});
