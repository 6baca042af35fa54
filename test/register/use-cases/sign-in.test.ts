import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { authorize } from '../../../register/use-cases/authorize.ts';
import { saveStaff, setBadge, setPin } from '../../../register/use-cases/manage-staff.ts';
import { signIn, signInByBadge, signOut } from '../../../register/use-cases/sign-in.ts';
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

describe('a badge', () => {
  const BADGE = '0004711-A';

  function giveBadge(person: typeof cashier, badge = BADGE): string {
    const { id } = till.register.store.staff.byCode(person.code)!;
    okOf(setBadge(till.register, id, badge));
    return id;
  }

  test('signs its holder in, over restarts, whatever blanks its reader sends', () => {
    const id = giveBadge(cashier);
    expect(okOf(signInByBadge(till.reopen(), ` ${BADGE}\r\n`))).toMatchObject({ id, name: cashier.name });
    expect(till.register.session?.member.id).toBe(id);
    expect(factsOf(till.register, 'staff.badge-set')).toEqual([{ staffId: id, hasBadge: true }]);
    expect(factsOf(till.register, 'staff.signed-in')).toEqual([{ staffId: id }]);
  });

  test('is nowhere to be read, in the journal or beside it', () => {
    giveBadge(cashier);
    giveBadge(manager, 'second-badge');
    till.register.store.checkpoint();
    const file = readFileSync(join(till.folder, 'guitai.db'));
    expect(file.includes('0004711')).toBe(false);
    expect(file.includes('second-badge')).toBe(false);
  });

  test('belongs to one person, and a new one takes the place of the old', () => {
    giveBadge(cashier);
    const { id } = till.register.store.staff.byCode(manager.code)!;
    expect(errorOf(setBadge(till.register, id, BADGE), 'badge-taken')).toMatchObject({ name: cashier.name });
    giveBadge(cashier, 'another-one');
    expect(errorOf(signInByBadge(till.register, BADGE), 'badge-wrong')).toMatchObject({ attemptsLeft: 4 });
    okOf(setBadge(till.register, id, BADGE));
    expect(okOf(signInByBadge(till.register, BADGE)).code).toBe(manager.code);
    okOf(setBadge(till.register, id, null));
    expect(codeOf(signInByBadge(till.register, BADGE))).toBe('badge-wrong');
  });

  test('of somebody inactive opens nothing', () => {
    const id = giveBadge(cashier);
    okOf(
      saveStaff(till.register, { id, code: cashier.code, name: 'Ann', roleCode: 'cashier', isActive: false }),
    );
    expect(codeOf(signInByBadge(till.register, BADGE))).toBe('badge-wrong');
  });

  test.each(['', '12345', 'x'.repeat(65), 'with blank', '工牌工牌工牌'])('cannot be %j', (badge) => {
    const { id } = till.register.store.staff.byCode(cashier.code)!;
    expect(codeOf(setBadge(till.register, id, badge))).toBe('badge-invalid');
    expect(codeOf(signInByBadge(till.register, badge))).toBe('badge-wrong');
  });

  test('is given by whoever manages staff, not by oneself', () => {
    const { id } = okOf(signIn(till.register, cashier.code, cashier.pin));
    expect(codeOf(setBadge(till.register, id, BADGE))).toBe('approval-needed');
    expect(codeOf(setBadge(till.register, 'nobody', BADGE))).toBe('staff-unknown');
  });

  test('that is unknown is counted over restarts: the fifth refuses all badges for five minutes, and PINs go on', () => {
    giveBadge(cashier);
    for (const attemptsLeft of [4, 3, 2, 1]) {
      expect(errorOf(signInByBadge(till.reopen(), 'unknown'), 'badge-wrong')).toMatchObject({ attemptsLeft });
    }
    expect(errorOf(signInByBadge(till.reopen(), 'unknown'), 'badge-locked')).toMatchObject({ minutes: 5 });
    expect(codeOf(signInByBadge(till.reopen(), BADGE))).toBe('badge-locked');
    expect(factsOf(till.register, 'staff.locked')).toMatchObject([{ staffId: null }]);
    okOf(signIn(till.register, cashier.code, cashier.pin));
    till.clock.advance(5 * MINUTE_MS);
    okOf(signInByBadge(till.register, BADGE));
    expect(errorOf(signInByBadge(till.register, 'unknown'), 'badge-wrong')).toMatchObject({
      attemptsLeft: 4,
    });
  });

  test('lends its holder’s right as a PIN does', () => {
    giveBadge(manager);
    okOf(signIn(till.register, cashier.code, cashier.pin));
    const allowed = okOf(authorize(till.register, 'refund-without-receipt', {}, { badge: BADGE }));
    expect(allowed.approvedBy).toBe(till.register.store.staff.byCode(manager.code)!.id);
    expect(codeOf(authorize(till.register, 'refund-without-receipt', {}, { badge: 'unknown' }))).toBe(
      'badge-wrong',
    );
  });
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
