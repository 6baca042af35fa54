import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTill } from '../../../register/open-till.ts';
import { backUp, restore } from '../../../register/use-cases/back-up.ts';
import { eraseMember } from '../../../register/use-cases/erase-member.ts';
import { findMembers } from '../../../register/use-cases/find-members.ts';
import { enterRecoveryCode, makeRecoveryCode } from '../../../register/use-cases/recovery-code.ts';
import { registerMember } from '../../../register/use-cases/register-member.ts';
import { codeOf, expectBooksHold, okOf, openTestTill, type TestTill } from '../till.ts';

let till: TestTill;
let other: string;
let backup: string;
beforeEach(() => {
  till = openTestTill();
  other = mkdtempSync(join(tmpdir(), 'guitai-other-'));
  backup = join(other, 'till.backup');
});
afterEach(() => {
  till.remove();
  rmSync(other, { recursive: true });
});

const machine = () => join(other, 'machine');

/** Names as the till of the other machine shows them. */
function namesThere(text: string): (string | null)[] {
  const register = okOf(openTill(machine(), {}, till.clock));
  try {
    expectBooksHold(register);
    return findMembers(register, text, 5).map(({ name }) => name);
  } finally {
    register.store.close();
  }
}

function restoreThere(key = {}) {
  return restore(machine(), backup, till.clock, undefined, key);
}

test('a backup opens on another machine with its recovery code, however that is typed', async () => {
  okOf(registerMember(till.register, { name: '王小芳', phone: '+8613800136027' }));
  const code = okOf(makeRecoveryCode(till.register));
  expect(code).toMatch(/^([2-9A-HJKMNP-Z]{5}-){4}[2-9A-HJKMNP-Z]{5}$/);
  okOf(await backUp(till.register.store, backup, till.clock));
  expect(codeOf(await restoreThere())).toBe('recovery-code-needed');
  expect(codeOf(await restoreThere({ recoveryCode: 'AAAAA-BBBBB' }))).toBe('recovery-code-wrong');
  expect(existsSync(join(machine(), 'data.key'))).toBe(false);
  okOf(await restoreThere({ recoveryCode: ` ${code.toLowerCase().replaceAll('-', ' ')}` }));
  expect(namesThere('+8613800136027')).toEqual(['王*芳']);
  expect(readFileSync(join(machine(), 'data.key'))).toEqual(readFileSync(join(till.folder, 'data.key')));
});

test('a backup that is restored without its code comes back sealed, until the code is entered', async () => {
  okOf(registerMember(till.register, { name: '王小芳', phone: '+8613800136027' }));
  const first = okOf(makeRecoveryCode(till.register));
  const code = okOf(makeRecoveryCode(till.register));
  okOf(await backUp(till.register.store, backup, till.clock));
  okOf(await restoreThere({ isWithoutMemberData: true }));
  expect(namesThere('wxf')).toEqual([null]);
  const register = okOf(openTill(machine(), {}, till.clock));
  expect(codeOf(makeRecoveryCode(register))).toBe('members-sealed');
  expect(codeOf(enterRecoveryCode(register, first))).toBe('recovery-code-wrong');
  okOf(enterRecoveryCode(register, code));
  expect(findMembers(register, 'wxf', 5)).toMatchObject([{ name: '王*芳' }]);
  register.store.close();
});

test('a backup without a code says that none was made', async () => {
  okOf(registerMember(till.register, { name: '王小芳' }));
  okOf(await backUp(till.register.store, backup, till.clock));
  expect(codeOf(await restoreThere({ recoveryCode: 'AAAAA' }))).toBe('recovery-code-none');
});

test('without members nothing is asked for, and the machine seals with a key of its own', async () => {
  okOf(await backUp(till.register.store, backup, till.clock));
  okOf(await restoreThere());
  const register = okOf(openTill(machine(), {}, till.clock));
  okOf(registerMember(register, { name: 'Lin Yuqing' }));
  register.store.close();
  expect(namesThere('lin')).toEqual(['Lin *qing']);
});

test('on the same machine the key stays, and another till’s is kept with its books', async () => {
  okOf(registerMember(till.register, { name: '王小芳' }));
  const code = okOf(makeRecoveryCode(till.register));
  okOf(await backUp(till.register.store, backup, till.clock));
  till.register.store.close();
  okOf(await restore(till.folder, backup, till.clock));
  till.register = okOf(openTill(till.folder, {}, till.clock));
  expect(findMembers(till.register, 'wxf', 5)).toMatchObject([{ name: '王*芳' }]);

  okOf(openTill(machine(), {}, till.clock)).store.close();
  const before = readFileSync(join(machine(), 'data.key'));
  const { aside } = okOf(await restoreThere({ recoveryCode: code }));
  expect(readFileSync(join(aside!, 'data.key'))).toEqual(before);
  expect(namesThere('wxf')).toEqual(['王*芳']);
});

test('a backup that is older than an erasure does not bring the member back', async () => {
  const kept = okOf(registerMember(till.register, { name: 'Lin Yuqing' })).member;
  const { memberId } = okOf(
    registerMember(till.register, { name: '王小芳', phone: '+8613800136027' }),
  ).member;
  okOf(await backUp(till.register.store, backup, till.clock));
  okOf(eraseMember(till.register, memberId, { reason: 'asked for' }));
  till.register.store.close();
  okOf(await restore(till.folder, backup, till.clock));
  till.register = okOf(openTill(till.folder, {}, till.clock));
  expect(findMembers(till.register, 'wxf', 5)).toEqual([]);
  expect(till.register.store.members.byId(memberId)).toBeNull();
  expect(till.register.store.members.byId(kept.memberId)).not.toBeNull();
  expect(till.register.store.members.isSweepPending()).toBe(false);
  expectBooksHold(till.register);
});
