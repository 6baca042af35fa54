import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskEmail, maskName, maskPhone } from '../../../domain/members/mask.ts';

describe('a mask', () => {
  test.each([
    ['王小芳', '王*芳'],
    ['王芳', '王*'],
    ['欧阳娜娜', '欧*娜'],
    ['Lin Yuqing', 'Lin *qing'],
    ['Wang Xiaofang', 'Wang *fang'],
    ['John Smith', 'John *ith'],
    ['Bob Lee', 'Bob *e'],
    ['Madonna', 'M*a'],
    ['王', '*'],
    ['Al Bo', 'Al *'],
  ])('of %s is %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  test('of a phone and an address shows their ends', () => {
    expect(maskPhone('+8613800136027')).toBe('•••• 6027');
    expect(maskEmail('lin@example.org')).toBe('l•••@example.org');
  });

  test('always hides something of a name, and never what stands before it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), (name) => {
        fc.pre(name.trim() !== '' && !name.includes('*'));
        const masked = maskName(name);
        expect(masked).toContain('*');
        const [hidden] = [
          [...name.trim().replaceAll(/\s+/gu, ' ')].length - [...masked.replaceAll('*', '')].length,
        ];
        expect(hidden).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});
