import { describe, expect, it } from 'vitest';
import { latestBirthDate } from '../../../renderer/counter/birth-date.ts';

const at = (text: string) => Date.parse(text);

describe('the date of birth that suffices', () => {
  it('is the same day as many years ago', () => {
    expect(latestBirthDate(at('2026-03-15T12:00:00Z'), 'Asia/Shanghai', 18)).toBe('2008-03-15');
  });

  it('is of the day in the shop, not of the day in Greenwich', () => {
    expect(latestBirthDate(at('2026-03-15T20:00:00Z'), 'Asia/Shanghai', 18)).toBe('2008-03-16');
    expect(latestBirthDate(at('2026-03-15T02:00:00Z'), 'America/New_York', 21)).toBe('2005-03-14');
  });

  it('is the last of February where the year had no 29th', () => {
    expect(latestBirthDate(at('2028-02-29T12:00:00Z'), 'UTC', 18)).toBe('2010-02-28');
    expect(latestBirthDate(at('2028-02-29T12:00:00Z'), 'UTC', 20)).toBe('2008-02-29');
  });
});
