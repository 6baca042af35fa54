import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { verifyChanged } from '../../db/changed-till.ts';
import { openTill } from '../../../register/open-till.ts';
import { adjustPoints } from '../../../register/use-cases/adjust-points.ts';
import { addCard, changeMember, removeCard } from '../../../register/use-cases/change-member.ts';
import { eraseMember, sweepMembers } from '../../../register/use-cases/erase-member.ts';
import { findMembers } from '../../../register/use-cases/find-members.ts';
import {
  exportMember,
  profileOf,
  revealMember,
  showMember,
} from '../../../register/use-cases/member-data.ts';
import { mergeMembers } from '../../../register/use-cases/merge-members.ts';
import { registerMember, type MemberRegistration } from '../../../register/use-cases/register-member.ts';
import { signIn } from '../../../register/use-cases/sign-in.ts';
import {
  cashier,
  codeOf,
  errorOf,
  expectBooksHold,
  factsOf,
  manager,
  okOf,
  openSellingTill,
  type TestTill,
} from '../till.ts';

let till: TestTill;
beforeEach(() => {
  till = openSellingTill();
});
afterEach(() => {
  expectBooksHold(till.register);
  till.remove();
});

const fang = { name: '王小芳', phone: '+86 138 0013 6027', birthday: '1990-05-12' } as const;
const lin = { name: 'Lin Yuqing', phone: '07700 900123' } as const;
const approval = { staffCode: manager.code, pin: manager.pin, reason: 'asked for' } as const;

function joinShop(registration: MemberRegistration) {
  const outcome = okOf(registerMember(till.register, registration));
  if (outcome.kind !== 'registered') throw new Error('is a member already');
  return outcome.member;
}

function found(text: string): (string | null)[] {
  return findMembers(till.register, text, 20).map(({ name }) => name);
}

describe('a new member', () => {
  test('is registered by whoever sells, shown masked, and found in every way', () => {
    const member = joinShop({ ...fang, cards: ['gold 77'], consents: [{ kind: 'wechat', isGiven: true }] });
    expect(member).toMatchObject({ name: '王*芳', phone: '•••• 6027', birthday: '05-12', isSealed: false });
    joinShop(lin);
    const { number } = member;
    for (const text of [
      '+8613800136027',
      '0086 138 0013 6027',
      '6027',
      '36027',
      number,
      `HY:${number}`,
      'GOLD 77',
    ]) {
      expect(found(text), text).toEqual(['王*芳']);
    }
    for (const text of ['王小', '小芳', '芳', 'wang', 'wangxiaofang', 'xiaof', 'wxf']) {
      expect(found(text), text).toEqual(['王*芳']);
    }
    for (const text of ['6027 wang', '王 36027', '136027 wxf', '138 0013 6027', '００136027 wang']) {
      expect(found(text), text).toEqual(['王*芳']);
    }
    for (const text of ['46027', '236027', '王 46027', '46027 36027', 'lin 36027']) {
      expect(found(text), text).toEqual([]);
    }
    expect(found('yuqing LIN')).toEqual(['Lin *qing']);
    joinShop({ name: 'Team 12345' });
    for (const text of ['12345', 'team 12345']) expect(found(text), text).toEqual(['Team *345']);
    expect(found('07700900123')).toEqual(['Lin *qing']);
    expect(found('nobody')).toEqual([]);
    expect(findMembers(till.register, number, 5)[0]?.isExact).toBe(true);
    expect(findMembers(till.register, 'wang', 5)[0]?.isExact).toBe(false);
    expect(factsOf(till.register, 'member.registered')).toHaveLength(3);
  });

  test('needs no more than a name or a phone, and no less', () => {
    expect(joinShop({ name: 'Bo' }).phone).toBeNull();
    expect(joinShop({ phone: '07700 900199' }).name).toBeNull();
    expect(codeOf(registerMember(till.register, { birthday: '05-12' }))).toBe('member-empty');
    expect(codeOf(registerMember(till.register, { name: '   ' }))).toBe('member-empty');
  });

  test.each([
    [{ phone: '123' }, 'member-phone-invalid'],
    [{ name: 'A', birthday: '30-02' }, 'member-birthday-invalid'],
    [{ name: 'A', email: 'nobody' }, 'member-email-invalid'],
    [{ name: 'A'.repeat(101) }, 'text-too-long'],
    [{ name: 'A', note: 'A'.repeat(201) }, 'text-too-long'],
    [{ name: 'A', cards: ['\u0007'] }, 'member-card-invalid'],
    [{ name: 'A', cards: Array.from({ length: 11 }, (_, card) => `C${card}`) }, 'member-cards-full'],
  ] as const)('is refused with what is wrong of %j', (registration, code) => {
    expect(codeOf(registerMember(till.register, registration))).toBe(code);
    expect(factsOf(till.register, 'member.registered')).toEqual([]);
  });

  test('is not registered twice: the same phone is the same member, the same name and birthday may be', () => {
    joinShop(fang);
    const samePhone = okOf(registerMember(till.register, { name: 'Other', phone: '+8613800136027' }));
    expect(samePhone).toMatchObject({ kind: 'already-member', because: 'phone', member: { name: '王*芳' } });
    const sameName = { name: ' 王小芳', phone: '07700 900123', birthday: '5-12' };
    const outcome = okOf(registerMember(till.register, sameName));
    expect(outcome).toMatchObject({ kind: 'already-member', because: 'name-and-birthday' });
    expect(okOf(registerMember(till.register, { ...sameName, birthday: '1991-05-12' })).kind).toBe(
      'registered',
    );
    const confirmed = { ...sameName, phone: '07700 900124', isSomebodyElse: true };
    expect(okOf(registerMember(till.register, confirmed)).kind).toBe('registered');
  });
});

describe('a member’s data', () => {
  test('is changed, revealed and exported only by whoever may', () => {
    const { memberId, number } = joinShop({ ...fang, cards: ['A1'] });
    expect(codeOf(changeMember(till.register, memberId, { name: 'New' }))).toBe('approval-needed');
    expect(codeOf(revealMember(till.register, memberId))).toBe('approval-needed');
    expect(codeOf(exportMember(till.register, memberId))).toBe('approval-needed');
    okOf(changeMember(till.register, memberId, { consents: [{ kind: 'messages', isGiven: true }] }));
    expect(okOf(changeMember(till.register, memberId, { name: 'Fang Wang' }, approval)).name).toBe(
      'Fang *ng',
    );
    expect(found('王小')).toEqual([]);
    expect(found('fang')).toEqual(['Fang *ng']);
    const member = okOf(revealMember(till.register, memberId, approval));
    expect(member.profile).toEqual({
      name: 'Fang Wang',
      phone: '+8613800136027',
      birthday: '1990-05-12',
      email: null,
      note: null,
    });
    expect(profileOf(till.register, memberId)?.birthday).toBe('1990-05-12');
    okOf(adjustPoints(till.register, memberId, 40, { ...approval, reason: 'a gift' }));
    const file = okOf(exportMember(till.register, memberId, approval));
    expect(JSON.parse(Buffer.from(file.base64, 'base64').toString())).toMatchObject({
      format: 'guitai-member',
      number,
      name: 'Fang Wang',
      phone: '+8613800136027',
      cards: ['A1'],
      tier: 'basic',
      points: {
        balance: 40,
        owed: 0,
        lots: [{ points: 40, remaining: 40 }],
        held: [],
        statement: [{ kind: 'adjust', points: 40, balance: 40, reason: 'a gift', receiptNumber: null }],
      },
      coupons: [],
      consents: [{ kind: 'messages', isGiven: true }],
      purchases: [],
    });
  });

  test('changes leave an entry each, and what changes nothing leaves none', () => {
    const { memberId } = joinShop(fang);
    okOf(changeMember(till.register, memberId, { note: 'likes tea' }, approval));
    okOf(changeMember(till.register, memberId, { note: 'likes tea', phone: '0086 13800136027' }, approval));
    okOf(changeMember(till.register, memberId, { consents: [{ kind: 'partners', isGiven: false }] }));
    expect(factsOf(till.register, 'member.changed')).toHaveLength(1);
    expect(codeOf(changeMember(till.register, memberId, { name: null, phone: '' }, approval))).toBe(
      'member-empty',
    );
    const other = joinShop(lin);
    expect(codeOf(changeMember(till.register, other.memberId, { phone: fang.phone }, approval))).toBe(
      'member-phone-taken',
    );
    expect(codeOf(changeMember(till.register, 'nobody', {}))).toBe('member-unknown');
  });

  test('keeps when a consent was given and when it was taken back', () => {
    const { memberId } = joinShop({ ...fang, consents: [{ kind: 'messages', isGiven: true }] });
    const joined = till.clock.nowUtcMs();
    till.clock.advance(60_000);
    okOf(
      changeMember(till.register, memberId, {
        consents: [
          { kind: 'messages', isGiven: true },
          { kind: 'wechat', isGiven: true },
        ],
      }),
    );
    till.clock.advance(60_000);
    okOf(changeMember(till.register, memberId, { consents: [{ kind: 'messages', isGiven: false }] }));
    expect(till.register.store.members.byId(memberId)?.consents).toEqual([
      { kind: 'messages', isGiven: false, atUtcMs: joined + 120_000 },
      { kind: 'wechat', isGiven: true, atUtcMs: joined + 60_000 },
    ]);
  });

  test('has cards that are nobody else’s', () => {
    const [one, two] = [joinShop(fang), joinShop(lin)];
    okOf(addCard(till.register, one.memberId, ']C0card 1', approval));
    expect(found('CARD 1')).toEqual(['王*芳']);
    expect(
      errorOf(addCard(till.register, two.memberId, 'Card 1', approval), 'member-card-taken'),
    ).toMatchObject({
      number: one.number,
    });
    expect(codeOf(addCard(till.register, two.memberId, one.number, approval))).toBe('member-card-taken');
    okOf(removeCard(till.register, one.memberId, 'card 1', approval));
    okOf(addCard(till.register, two.memberId, 'card 1', approval));
    expect(found('CARD 1')).toEqual(['Lin *qing']);
  });
});

describe('two members that are one', () => {
  test('are merged: both ids, numbers, cards and what only one said', () => {
    const from = joinShop({ ...fang, cards: ['A1'] });
    const into = joinShop({ ...lin, cards: ['B1'] });
    expect(codeOf(mergeMembers(till.register, from.memberId, into.memberId))).toBe('approval-needed');
    expect(codeOf(mergeMembers(till.register, from.memberId, from.memberId, approval))).toBe('member-same');
    const merged = okOf(mergeMembers(till.register, from.memberId, into.memberId, approval));
    expect(merged).toMatchObject({ memberId: into.memberId, number: into.number, birthday: '05-12' });
    for (const text of [from.number, into.number, 'A1', 'B1']) expect(found(text)).toEqual(['Lin *qing']);
    expect(found('王小')).toEqual([]);
    expect(okOf(showMember(till.register, from.memberId)).memberId).toBe(into.memberId);
    expect(till.register.store.members.count()).toBe(1);
    expect(codeOf(mergeMembers(till.register, from.memberId, into.memberId, approval))).toBe('member-same');
  });

  test('stay found when who they became is merged once more', () => {
    const [a, b, c] = [joinShop(fang), joinShop(lin), joinShop({ name: 'Cho' })];
    okOf(mergeMembers(till.register, a.memberId, b.memberId, approval));
    okOf(mergeMembers(till.register, b.memberId, c.memberId, approval));
    for (const { memberId } of [a, b, c]) {
      expect(okOf(showMember(till.register, memberId)).memberId).toBe(c.memberId);
    }
  });
});

/** Every file of the till, the newest log included. */
function everyByte(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
  return Buffer.concat(files.map((path) => readFileSync(path)));
}

describe('an erased member', () => {
  test('is gone from row, search and pages, and the books still prove themselves', () => {
    const { memberId, number } = joinShop({ ...fang, cards: ['A1'] });
    joinShop(lin);
    okOf(changeMember(till.register, memberId, { note: 'x' }, approval));
    const row = till.register.store.db
      .prepare<[], { salt: Buffer; sealed: Buffer }>(
        `SELECT salt, sealed FROM member WHERE number = '${number}'`,
      )
      .get()!;
    till.register.store.checkpoint();
    expect(everyByte(till.folder).includes(row.salt)).toBe(true);
    expect(codeOf(eraseMember(till.register, memberId))).toBe('approval-needed');
    const { reason: _, ...withoutReason } = approval;
    expect(codeOf(eraseMember(till.register, memberId, withoutReason))).toBe('reason-missing');
    okOf(eraseMember(till.register, memberId, approval));
    for (let pieces = 0; !sweepMembers(till.register); pieces += 1) expect(pieces).toBeLessThan(100);
    for (const text of [number, 'A1', '6027', '王小', 'wxf', '+8613800136027'])
      expect(found(text)).toEqual([]);
    expect(codeOf(showMember(till.register, memberId))).toBe('member-unknown');
    const left = everyByte(till.folder);
    expect(left.includes(row.salt)).toBe(false);
    expect(left.includes(Buffer.from('wangxiaofang'))).toBe(false);
    expect(left.includes(Buffer.from('王小'))).toBe(false);
    expect(left.includes(Buffer.from('yuqing'))).toBe(true);
    expect(factsOf(till.register, 'member.erased')).toMatchObject([
      { memberId, authorization: { reason: 'asked for' } },
    ]);
    expect(codeOf(eraseMember(till.register, memberId, approval))).toBe('member-unknown');
  });
});

describe('verify', () => {
  test.each([
    'UPDATE member SET joined_at_utc = joined_at_utc + 1',
    'UPDATE member SET salt = randomblob(16) WHERE serial = 1',
    'UPDATE member SET phone_hash = NULL WHERE serial = 1',
    'DELETE FROM member WHERE serial = 2',
    `UPDATE reference_digest SET digest = '${'0'.repeat(64)}' WHERE name = 'member'`,
  ])('finds that somebody ran %s', (sql) => {
    joinShop(fang);
    joinShop(lin);
    till.register.store.checkpoint();
    const { fault } = verifyChanged(till.folder, (db) => void db.exec(sql));
    expect(fault).toMatchObject({ kind: 'reference', detail: expect.stringContaining('the members') });
  });
});

describe('personal data', () => {
  test('stands in no file of the till in clear: not in database, log, journal or keys', () => {
    const { memberId } = joinShop({ ...fang, email: 'fang@example.org', note: 'likes oolong' });
    joinShop(lin);
    okOf(changeMember(till.register, memberId, { note: 'likes sencha' }, approval));
    till.register.store.checkpoint();
    const bytes = everyByte(till.folder);
    for (const text of [
      '13800136027',
      '8613800136027',
      '7700900123',
      '王小芳',
      'Lin Yuqing',
      '1990-05-12',
      'fang@example.org',
      'oolong',
      'sencha',
    ]) {
      expect(bytes.includes(Buffer.from(text)), text).toBe(false);
    }
  });

  test('can only be read with the till’s key, and the members are found by name without it', () => {
    const { memberId } = joinShop(fang);
    till.register.store.close();
    const key = join(till.folder, 'data.key');
    const kept = readFileSync(key);
    // Windows has no such modes; there the folder of its user is what protects it.
    const mode = process.platform === 'win32' ? 0o600 : statSync(key).mode & 0o777;
    expect(mode.toString(8)).toBe('600');
    writeFileSync(key, 'f'.repeat(64));
    till.register = okOf(openTill(till.folder, {}, till.clock));
    okOf(signIn(till.register, cashier.code, cashier.pin));
    expect(till.register.store.members.keyState()).toBe('foreign');
    expect(findMembers(till.register, 'wxf', 5)).toMatchObject([{ memberId, name: null, isSealed: true }]);
    expect(codeOf(registerMember(till.register, lin))).toBe('members-sealed');
    expect(codeOf(revealMember(till.register, memberId, approval))).toBe('members-sealed');
    writeFileSync(key, kept);
    expect(found('wxf')).toEqual(['王*芳']);
  });
});
