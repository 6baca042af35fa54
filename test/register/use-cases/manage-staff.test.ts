import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addFirstManager, isWithoutStaff } from '../../../register/use-cases/first-manager.ts';
import { listStaff, saveStaff, setPin } from '../../../register/use-cases/manage-staff.ts';
import { signIn } from '../../../register/use-cases/sign-in.ts';
import {
  cashier,
  codeOf,
  errorOf,
  expectBooksHold,
  factsOf,
  manager,
  okOf,
  openTestTill,
  type TestTill,
} from '../till.ts';

let till: TestTill;
beforeEach(() => {
  till = openTestTill();
});
afterEach(() => {
  expectBooksHold(till.register);
  till.remove();
});

function member(code: string) {
  return till.register.store.staff.byCode(code)!;
}

describe('people', () => {
  test('are added and changed by whoever may, each with an entry', () => {
    okOf(signIn(till.register, manager.code, manager.pin));
    const added = okOf(saveStaff(till.register, { code: '5', name: '  Eve ', roleCode: 'cashier' }));
    expect(added).toMatchObject({ code: '5', name: 'Eve', isActive: true });
    okOf(saveStaff(till.register, { ...added, name: 'Evelyn' }));
    expect(listStaff(till.register).map(({ name }) => name)).toEqual(['Ann', 'Evelyn', 'Max']);
    expect(factsOf(till.register, 'staff.saved').at(-1)).toEqual({ member: { ...added, name: 'Evelyn' } });
  });

  test('are not added by a cashier alone', () => {
    okOf(signIn(till.register, cashier.code, cashier.pin));
    const eve = { code: '5', name: 'Eve', roleCode: 'manager' };
    expect(codeOf(saveStaff(till.register, eve))).toBe('approval-needed');
    okOf(saveStaff(till.register, eve, { staffCode: manager.code, pin: manager.pin }));
  });

  test('keep codes of their own', () => {
    expect(codeOf(saveStaff(till.register, { code: cashier.code, name: 'Eve', roleCode: 'cashier' }))).toBe(
      'staff-code-taken',
    );
    expect(codeOf(saveStaff(till.register, { ...member(manager.code), code: cashier.code }))).toBe(
      'staff-code-taken',
    );
  });

  test.each([
    ['code', { code: '', name: 'Eve', roleCode: 'cashier' }],
    ['code', { code: 'x'.repeat(17), name: 'Eve', roleCode: 'cashier' }],
    ['code', { code: 'é', name: 'Eve', roleCode: 'cashier' }],
    ['name', { code: '5', name: '  ', roleCode: 'cashier' }],
    ['name', { code: '5', name: 'x'.repeat(61), roleCode: 'cashier' }],
    ['role', { code: '5', name: 'Eve', roleCode: 'king' }],
  ])('are refused with a %s that cannot be (%o)', (field, input) => {
    expect(errorOf(saveStaff(till.register, input), 'staff-invalid')).toMatchObject({ field });
  });

  test('that nobody has are not changed', () => {
    expect(
      codeOf(saveStaff(till.register, { id: 'none', code: '5', name: 'Eve', roleCode: 'cashier' })),
    ).toBe('staff-unknown');
    expect(codeOf(setPin(till.register, 'none', '1234'))).toBe('staff-unknown');
  });

  test('lose their rights at the next call, and their session when they leave', () => {
    okOf(signIn(till.register, cashier.code, cashier.pin));
    const approval = { staffCode: manager.code, pin: manager.pin };
    okOf(saveStaff(till.register, { ...member(cashier.code), roleCode: 'manager' }, approval));
    okOf(saveStaff(till.register, { code: '6', name: 'Fay', roleCode: 'cashier' }));
    okOf(saveStaff(till.register, { ...member(cashier.code), isActive: false }));
    expect(till.register.session).toBeNull();
  });
});

describe('the last who may manage staff', () => {
  test('can be neither demoted nor switched off', () => {
    const last = member(manager.code);
    expect(codeOf(saveStaff(till.register, { ...last, roleCode: 'cashier' }))).toBe('last-manager');
    expect(codeOf(saveStaff(till.register, { ...last, isActive: false }))).toBe('last-manager');
    okOf(saveStaff(till.register, { ...last, name: 'Maximilian' }));
  });

  test('may go once somebody else who can sign in has the right', () => {
    const next = okOf(saveStaff(till.register, { ...member(cashier.code), roleCode: 'manager' }));
    expect(next.roleCode).toBe('manager');
    okOf(saveStaff(till.register, { ...member(manager.code), isActive: false }));
    expect(codeOf(saveStaff(till.register, { ...next, isActive: false }))).toBe('last-manager');
  });

  test('may not go while the only other one has no PIN', () => {
    okOf(saveStaff(till.register, { code: '5', name: 'Eve', roleCode: 'manager' }));
    expect(codeOf(saveStaff(till.register, { ...member(manager.code), isActive: false }))).toBe(
      'last-manager',
    );
  });
});

describe('a PIN', () => {
  test('is four to eight digits', () => {
    const { id } = member(cashier.code);
    for (const pin of ['123', '123456789', '12a4', '', '１２３４'])
      expect(codeOf(setPin(till.register, id, pin))).toBe('pin-invalid');
    okOf(setPin(till.register, id, '12345678'));
  });

  test('is one’s own to change, and another’s only with the right', () => {
    okOf(signIn(till.register, cashier.code, cashier.pin));
    okOf(setPin(till.register, member(cashier.code).id, '1212'));
    expect(codeOf(setPin(till.register, member(manager.code).id, '1212'))).toBe('approval-needed');
  });
});

test('the first manager is added once only', () => {
  expect(isWithoutStaff(till.register)).toBe(false);
  expect(codeOf(addFirstManager(till.register, { code: '7', name: 'Gus', pin: '7777' }))).toBe(
    'not-signed-in',
  );
});
