import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { authorize } from '../../../register/use-cases/authorize.ts';
import { saveStaff, setPin } from '../../../register/use-cases/manage-staff.ts';
import { signIn, signOut } from '../../../register/use-cases/sign-in.ts';
import {
  cashier,
  codeOf,
  errorOf,
  expectBooksHold,
  factsOf,
  manager,
  okOf,
  openTestTill,
  setSection,
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

const MINUTE_MS = 60_000;

describe('signing in', () => {
  test('takes the right code and PIN, and leaves an entry', () => {
    const member = okOf(signIn(till.register, cashier.code, cashier.pin));
    expect(till.register.session?.member).toEqual(member);
    expect(factsOf(till.register, 'staff.signed-in')).toEqual([{ staffId: member.id }]);
    signOut(till.register);
    expect(till.register.session).toBeNull();
  });

  test('answers an unknown code, somebody inactive and somebody without a PIN like a wrong PIN', () => {
    const { register } = till;
    const absent = okOf(
      saveStaff(register, { code: '2', name: 'Bob', roleCode: 'cashier', isActive: false }),
    );
    okOf(setPin(register, absent.id, '2222'));
    okOf(saveStaff(register, { code: '3', name: 'Cleo', roleCode: 'cashier' }));
    const wrong = errorOf(signIn(register, cashier.code, '0000'), 'sign-in-wrong');
    expect(errorOf(signIn(register, 'nobody', '0000'), 'sign-in-wrong')).toEqual(wrong);
    expect(errorOf(signIn(register, '2', '2222'), 'sign-in-wrong')).toEqual(wrong);
    expect(errorOf(signIn(register, '3', '0000'), 'sign-in-wrong')).toEqual(wrong);
  });

  test('counts wrong PINs over restarts, locks at the fifth, and stays locked for the sixth, right or wrong', () => {
    for (const attemptsLeft of [4, 3, 2, 1]) {
      expect(errorOf(signIn(till.reopen(), cashier.code, '0000'), 'sign-in-wrong')).toMatchObject({
        attemptsLeft,
      });
    }
    expect(errorOf(signIn(till.reopen(), cashier.code, '0000'), 'sign-in-locked')).toMatchObject({
      minutes: 5,
    });
    expect(codeOf(signIn(till.reopen(), cashier.code, '0000'))).toBe('sign-in-locked');
    expect(codeOf(signIn(till.register, cashier.code, cashier.pin))).toBe('sign-in-locked');
    expect(factsOf(till.register, 'staff.locked')).toHaveLength(1);
    okOf(signIn(till.register, manager.code, manager.pin));
  });

  test('ends the lock after five minutes, and counts from the start again', () => {
    lockCashier();
    till.clock.advance(4 * MINUTE_MS);
    expect(errorOf(signIn(till.register, cashier.code, cashier.pin), 'sign-in-locked')).toMatchObject({
      minutes: 1,
    });
    till.clock.advance(MINUTE_MS);
    expect(errorOf(signIn(till.register, cashier.code, '0000'), 'sign-in-wrong')).toMatchObject({
      attemptsLeft: 4,
    });
    okOf(signIn(till.register, cashier.code, cashier.pin));
    expect(errorOf(signIn(till.register, cashier.code, '0000'), 'sign-in-wrong')).toMatchObject({
      attemptsLeft: 4,
    });
  });

  test('does not stay locked for days when the clock goes back', () => {
    lockCashier();
    till.clock.advance(-24 * 60 * MINUTE_MS);
    expect(codeOf(signIn(till.register, cashier.code, cashier.pin))).toBeNull();
  });

  test('is unlocked by a new PIN', () => {
    lockCashier();
    const member = till.register.store.staff.byCode(cashier.code)!;
    okOf(signIn(till.register, manager.code, manager.pin));
    okOf(setPin(till.register, member.id, '4321'));
    okOf(signIn(till.register, cashier.code, '4321'));
    expect(codeOf(signIn(till.register, cashier.code, cashier.pin))).toBe('sign-in-wrong');
  });

  test('refuses a PIN that is no PIN, however long, without failing', () => {
    expect(codeOf(signIn(till.register, cashier.code, '9'.repeat(100_000)))).toBe('sign-in-wrong');
    expect(codeOf(signIn(till.register, cashier.code, ''))).toBe('sign-in-wrong');
  });

  test('writes neither PIN nor hash into the journal', () => {
    okOf(signIn(till.register, cashier.code, cashier.pin));
    const payloads = [...till.register.store.journal.rows(1)].map(({ payload }) => payload).join('\n');
    expect(payloads).toContain('staffId');
    expect(payloads).not.toMatch(/pinHash|pin_hash|salt|1111|9999/);
  });

  function lockCashier() {
    for (let tries = 0; tries < 5; tries += 1) signIn(till.register, cashier.code, '0000');
  }
});

describe('a right', () => {
  test('of one’s own suffices within its limit', () => {
    const { id } = okOf(signIn(till.register, cashier.code, cashier.pin));
    const allowed = okOf(authorize(till.register, 'line-discount', { bp: 1_000 }, { reason: ' dented ' }));
    expect(allowed).toEqual({ by: id, approvedBy: id, reason: 'dented' });
  });

  test('beyond one’s limit, or not had at all, needs a second person', () => {
    okOf(signIn(till.register, cashier.code, cashier.pin));
    expect(
      errorOf(authorize(till.register, 'line-discount', { bp: 1_001 }), 'approval-needed'),
    ).toMatchObject({
      right: 'line-discount',
    });
    expect(codeOf(authorize(till.register, 'refund-without-receipt'))).toBe('approval-needed');
    expect(codeOf(authorize(till.register, 'cash-move', { amountMinor: 20_001 }, { reason: 'mine' }))).toBe(
      'approval-needed',
    );
  });

  test('is lent by a second person whose own suffices, and the entry names both', () => {
    const by = okOf(signIn(till.register, cashier.code, cashier.pin));
    const approval = { staffCode: manager.code, pin: manager.pin, reason: 'regular' };
    const allowed = okOf(authorize(till.register, 'line-discount', { bp: 9_000 }, approval));
    const approvedBy = till.register.store.staff.byCode(manager.code)!.id;
    expect(allowed).toEqual({ by: by.id, approvedBy, reason: 'regular' });
    expect(till.register.session?.member.id).toBe(by.id);
  });

  test('is not lent by oneself, by a wrong PIN, or by somebody who has it no more than oneself', () => {
    const { register } = till;
    const other = okOf(saveStaff(register, { code: '2', name: 'Bob', roleCode: 'cashier' }));
    okOf(setPin(register, other.id, '2222'));
    okOf(signIn(register, cashier.code, cashier.pin));
    const ask = (staffCode: string, pin: string) =>
      authorize(register, 'line-discount', { bp: 5_000 }, { staffCode, pin });
    expect(codeOf(ask(cashier.code, cashier.pin))).toBe('approval-same-person');
    expect(codeOf(ask(manager.code, '0000'))).toBe('sign-in-wrong');
    expect(errorOf(ask('2', '2222'), 'approval-insufficient')).toMatchObject({
      name: 'Bob',
      right: 'line-discount',
    });
  });

  test('locks the second person too after five wrong PINs', () => {
    okOf(signIn(till.register, cashier.code, cashier.pin));
    const guess = (pin: string) =>
      authorize(till.register, 'tax-exempt', {}, { staffCode: manager.code, pin });
    for (let tries = 0; tries < 4; tries += 1) expect(codeOf(guess('0000'))).toBe('sign-in-wrong');
    expect(codeOf(guess('0000'))).toBe('sign-in-locked');
    expect(codeOf(guess(manager.pin))).toBe('sign-in-locked');
  });

  test('beyond its limit is a sole trader’s own with a reason, but one not had is not', () => {
    setSection(till.register, 'secondPerson', 'own-with-reason');
    const { id } = okOf(signIn(till.register, cashier.code, cashier.pin));
    expect(codeOf(authorize(till.register, 'line-discount', { bp: 5_000 }, { reason: '  ' }))).toBe(
      'reason-missing',
    );
    expect(
      okOf(authorize(till.register, 'line-discount', { bp: 5_000 }, { reason: 'closing down' })),
    ).toEqual({
      by: id,
      approvedBy: id,
      reason: 'closing down',
    });
    expect(codeOf(authorize(till.register, 'tax-exempt', {}, { reason: 'please' }))).toBe('approval-needed');
  });

  test('is the till’s own while nobody is signed in', () => {
    expect(okOf(authorize(till.register, 'settings-manage'))).toMatchObject({
      by: 'system',
      approvedBy: 'system',
    });
  });

  test('takes a reason of at most 200 characters', () => {
    okOf(authorize(till.register, 'sell', {}, { reason: 'x'.repeat(200) }));
    expect(
      errorOf(authorize(till.register, 'sell', {}, { reason: 'x'.repeat(201) }), 'text-too-long'),
    ).toEqual({
      code: 'text-too-long',
      field: 'reason',
      max: 200,
    });
  });
});
