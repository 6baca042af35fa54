import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkCode,
  checkDate,
  checkLabel,
  checkStaffCode,
  decimalForm,
  percentForm,
  timeForm,
} from '../../../renderer/settings/field-checks.ts';

describe('names and codes', () => {
  it('takes a name of any script, and none that is blank or holds what a printer would obey', () => {
    expect(checkLabel('Café 咖啡')).toBeNull();
    expect(checkLabel('   ')).toBe('faultMissing');
    expect(checkLabel('a\u001bb')).toBe('faultControl');
  });

  it('takes a code once', () => {
    const all = [{ code: 'a' }, { code: 'b-1' }, { code: 'a' }];
    expect(checkCode('b-1', all)).toBeNull();
    expect(checkCode('a', all)).toBe('faultTwice');
    expect(checkCode('', all)).toBe('faultMissing');
    expect(checkCode('-a', all)).toBe('faultCode');
    expect(checkCode('a'.repeat(33), all)).toBe('faultCode');
  });

  it('takes a staff code that nobody else has', () => {
    expect(checkStaffCode('9', [{ code: '1' }])).toBeNull();
    expect(checkStaffCode('1', [{ code: '1' }])).toBe('faultStaffCodeTaken');
    expect(checkStaffCode('a b', [])).toBe('faultStaffCode');
  });
});

describe('days', () => {
  it('takes days of the calendar, each after the one before', () => {
    expect(checkDate('2024-02-29', null)).toBeNull();
    expect(checkDate('2023-02-29', null)).toBe('faultDate');
    expect(checkDate('29.2.2024', null)).toBe('faultDate');
    expect(checkDate('2024-01-01', '2024-01-01')).toBe('faultDateOrder');
  });
});

describe('numbers', () => {
  it('reads back every amount as it wrote it', () => {
    const maxMinor = 1_000_000_000_000;
    fc.assert(
      fc.property(fc.nat(3), fc.integer({ min: 0, max: maxMinor }), (digits, minor) => {
        const form = decimalForm(digits, maxMinor, 'faultAmount');
        expect(form.parse(form.format(minor))).toBe(minor);
      }),
    );
  });

  it('reads percentages as people type them, and none beyond the whole', () => {
    expect(percentForm.parse('12,5 %')).toBe(1_250);
    expect(percentForm.parse('100')).toBe(10_000);
    expect(percentForm.format(1_250)).toBe('12.5');
    for (const text of ['100.01', '-1', '1.234', '', 'ten']) expect(percentForm.parse(text)).toBeNaN();
  });

  it('reads times of the day with either colon', () => {
    expect(timeForm.parse('4:00')).toBe(240);
    expect(timeForm.parse('23：59')).toBe(1_439);
    expect(timeForm.format(245)).toBe('04:05');
    for (const text of ['24:00', '4', '4:60']) expect(timeForm.parse(text)).toBeNaN();
  });
});
