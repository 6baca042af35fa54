import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { backUp, restore } from '../../../register/use-cases/back-up.ts';
import { keepSession, resumeSession } from '../../../register/use-cases/keep-session.ts';
import { saveStaff } from '../../../register/use-cases/manage-staff.ts';
import { lockTill, signIn, signOut } from '../../../register/use-cases/sign-in.ts';
import { cashier, manager, okOf, openTestTill, setSection, type TestTill } from '../till.ts';

const MINUTE_MS = 60_000;

let till: TestTill;
beforeEach(() => {
  till = openTestTill();
  okOf(signIn(till.register, cashier.code, cashier.pin));
  keepSession(till.register, null);
});
afterEach(() => till.remove());

/** Who is at the counter, and who locked it, after another process took the folder over. */
function resume(): { readonly at: string | undefined; readonly locked: string | undefined } {
  const register = till.reopen();
  resumeSession(register);
  return { at: register.session?.member.code, locked: register.lockedSession?.member.code };
}

const AT = { at: cashier.code, locked: undefined };
const LOCKED = { at: undefined, locked: cashier.code };
const NOBODY = { at: undefined, locked: undefined };

describe('a till that comes back', () => {
  test('has the same person, who signed in when they did', () => {
    const { session } = till.register;
    expect(resume()).toEqual(AT);
    expect(till.register.session).toEqual(session);
  });

  test('is locked once it was idle for as long as its screen locks after', () => {
    till.clock.advance(10 * MINUTE_MS - 1);
    expect(resume()).toEqual(AT);
    till.clock.advance(1);
    expect(resume()).toEqual(LOCKED);
  });

  test('counts from when it was last used, not from the signing in', () => {
    till.clock.advance(9 * MINUTE_MS);
    keepSession(till.register, till.clock.nowUtcMs());
    till.clock.advance(9 * MINUTE_MS);
    expect(resume()).toEqual(AT);
  });

  test('is locked where the clock was set back by more than that', () => {
    till.clock.advance(-10 * MINUTE_MS);
    expect(resume()).toEqual(LOCKED);
  });

  test('never locks by itself where the shop’s screens do not', () => {
    setSection(till.register, 'lockAfterMinutes', 0);
    till.clock.advance(7 * 24 * 60 * MINUTE_MS);
    expect(resume()).toEqual(AT);
  });

  test('is still locked where it was', () => {
    lockTill(till.register);
    keepSession(till.register, null);
    expect(resume()).toEqual(LOCKED);
  });

  test('has nobody after a signing out, from the lock too', () => {
    lockTill(till.register);
    signOut(till.register);
    keepSession(till.register, null);
    expect(resume()).toEqual(NOBODY);
  });

  test('has whoever took over', () => {
    lockTill(till.register);
    okOf(signIn(till.register, manager.code, manager.pin));
    keepSession(till.register, null);
    expect(resume()).toEqual({ at: manager.code, locked: undefined });
  });

  test('has nobody where that person works here no more', () => {
    const { id } = till.register.session!.member;
    signOut(till.register);
    okOf(
      saveStaff(till.register, { id, code: cashier.code, name: 'Ann', roleCode: 'cashier', isActive: false }),
    );
    expect(resume()).toEqual(NOBODY);
  });

  test('has nobody after a restore: who was there when the backup was made is not there now', async () => {
    const file = `${till.folder}/till.backup`;
    okOf(await backUp(till.register.store, file, till.clock));
    till.register.store.close();
    okOf(await restore(till.folder, file, till.clock));
    expect(resume()).toEqual(NOBODY);
  });
});

test('a session that is as it was is not written again', () => {
  const changes = () => till.register.store.db.prepare('SELECT total_changes()').pluck().get();
  const before = changes();
  keepSession(till.register, null);
  keepSession(till.register, till.clock.nowUtcMs());
  expect(changes()).toBe(before);
  till.clock.advance(1);
  keepSession(till.register, till.clock.nowUtcMs());
  expect(changes()).not.toBe(before);
});
