import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalizePhone } from '../../../domain/members/phone.ts';

const shanghai = { currency: 'CNY', zone: 'Asia/Shanghai' };
const london = { currency: 'GBP', zone: 'Europe/London' };
const berlin = { currency: 'EUR', zone: 'Europe/Berlin' };
const nowhere = { currency: 'XAF', zone: 'Africa/Douala' };

describe('a phone number', () => {
  test.each([
    ['13800138000', shanghai, '+8613800138000'],
    ['138 0013 8000', shanghai, '+8613800138000'],
    ['138-0013-8000', shanghai, '+8613800138000'],
    ['１３８００１３８０００', shanghai, '+8613800138000'],
    ['8613800138000', shanghai, '+8613800138000'],
    ['+86 138 0013 8000', london, '+8613800138000'],
    ['0086 13800138000', london, '+8613800138000'],
    ['021-6321 8888', shanghai, '+862163218888'],
    ['(010) 8888 6666', shanghai, '+861088886666'],
    ['0755 8888 6666', shanghai, '+8675588886666'],
    ['07700 900123', london, '+447700900123'],
    ['447700900123', london, '+447700900123'],
    ['+44 (0)7700 900123', shanghai, '+447700900123'],
    ['0044 (0) 20 7946 0018', london, '+442079460018'],
    ['020 7946 0018', london, '+442079460018'],
    ['tel:+442079460018', shanghai, '+442079460018'],
    ['030 901820', berlin, '+4930901820'],
    ['+33 1 23 45 67 89', nowhere, '+33123456789'],
    ['(212) 555-0123', { currency: 'USD', zone: 'America/New_York' }, '+12125550123'],
    ['9123 4567', { currency: 'HKD', zone: 'Asia/Hong_Kong' }, '+85291234567'],
  ])('%s is kept as %s writes it', (text, home, kept) => {
    expect(normalizePhone(text, home)).toEqual({ ok: true, value: kept });
  });

  test.each([
    ['not a phone', shanghai, 'phone-characters'],
    ['', shanghai, 'phone-characters'],
    ['138001', shanghai, 'phone-too-short'],
    ['+1234567890123456', london, 'phone-too-long'],
    ['1'.repeat(60), london, 'phone-too-long'],
    ['12800138000', shanghai, 'phone-not-in-country'],
    ['1380013800', shanghai, 'phone-not-in-country'],
    ['+86 12800138000', london, 'phone-not-in-country'],
    ['07000 900123', london, 'phone-not-in-country'],
    ['+44 770090012', london, 'phone-not-in-country'],
    ['1234567', nowhere, 'phone-without-country'],
  ])('%s is refused', (text, home, fault) => {
    expect(normalizePhone(text, home)).toEqual({ ok: false, error: fault });
  });

  test('is the same however it is written, and reading it again changes nothing', () => {
    const mobiles = fc
      .tuple(fc.integer({ min: 3, max: 9 }), fc.integer({ min: 0, max: 999_999_999 }))
      .map(([second, rest]) => `1${second}${String(rest).padStart(9, '0')}`);
    fc.assert(
      fc.property(mobiles, fc.constantFrom('', ' ', '-', '.'), (digits, gap) => {
        const spaced = [digits.slice(0, 3), digits.slice(3, 7), digits.slice(7)].join(gap);
        const kept = normalizePhone(spaced, shanghai);
        expect(kept).toEqual({ ok: true, value: `+86${digits}` });
        for (const form of [`+86${spaced}`, `0086 ${spaced}`, `86${digits}`]) {
          expect(normalizePhone(form, shanghai)).toEqual(kept);
        }
        expect(normalizePhone(`+86${digits}`, london)).toEqual(kept);
      }),
    );
  });

  test('never throws, and what it keeps is E.164', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123456789+-() .零①x'), maxLength: 24 }),
        fc.constantFrom(shanghai, london, berlin, nowhere),
        (text, home) => {
          const kept = normalizePhone(text, home);
          expect(kept.ok ? kept.value : '+86138001380').toMatch(/^\+[1-9]\d{6,14}$/);
        },
      ),
    );
  });
});
