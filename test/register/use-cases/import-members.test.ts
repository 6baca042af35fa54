import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changeMember } from '../../../register/use-cases/change-member.ts';
import { eraseMember } from '../../../register/use-cases/erase-member.ts';
import { findMembers } from '../../../register/use-cases/find-members.ts';
import { importMembers } from '../../../register/use-cases/import-members.ts';
import { signIn } from '../../../register/use-cases/sign-in.ts';
import {
  cashier,
  codeOf,
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

const header = 'code,name,phone,birthday,card,tier,points,points_expire,spent,visits,joined,consents';

function file(text: string | Buffer, name = 'members.csv'): string {
  const path = join(till.folder, name);
  writeFileSync(path, text);
  return path;
}

async function importText(text: string | Buffer, name?: string, sliceRows?: number) {
  const pace = sliceRows === undefined ? {} : { sliceRows };
  const summary = okOf(await importMembers(till.register, file(text, name), 'en', pace));
  const rejected = summary.rejected.map(({ line, error }) => `${line} ${error.code}`);
  const namesakes = summary.namesakes.map(({ line, others }) => `${line} ${others.join(' ')}`);
  const { rows, added, changed, unchanged } = summary;
  return { rows, added, changed, unchanged, rejected, namesakes };
}

function member(number: string) {
  return till.register.store.members.byNumber(number);
}

const good = [
  'M1,王小芳,+86 138 0013 6027,1990-05-12,C-1|C-2,gold,1240,2027-01-31,1234.50,17,2019-03-04,messages|wechat',
  'M2,Lin Yuqing,07700 900123,5-12,,,,,,,,',
  'M3,,020 7946 0018,,,basic,0,,0,0,2020-01-01 10:00,',
].join('\n');

describe('importing members', () => {
  test('adds the good rows in one entry with all that they bring', async () => {
    expect(await importText(`${header}\n${good}\n`)).toEqual({
      rows: 3,
      added: 3,
      changed: 0,
      unchanged: 0,
      rejected: [],
      namesakes: [],
    });
    expect(member('M1')).toMatchObject({
      profile: { name: '王小芳', phone: '+8613800136027', birthday: '1990-05-12' },
      cards: ['C-1', 'C-2'],
      consents: [
        { kind: 'messages', isGiven: true, atUtcMs: Date.UTC(2019, 2, 4) },
        { kind: 'wechat', isGiven: true, atUtcMs: Date.UTC(2019, 2, 4) },
      ],
      joinedAtUtcMs: Date.UTC(2019, 2, 4),
      opening: { points: 1_240, pointsExpireOn: '2027-01-31', tier: 'gold', spentMinor: 123_450, visits: 17 },
    });
    expect(member('M2')).toMatchObject({ joinedAtUtcMs: till.clock.nowUtcMs(), opening: null });
    expect(findMembers(till.register, 'C-2', 5)).toMatchObject([{ number: 'M1' }]);
    expect(factsOf(till.register, 'members.imported')).toMatchObject([
      {
        fileName: 'members.csv',
        addedCount: 3,
        rejectedCount: 0,
        digest: till.register.store.members.computeDigest(),
      },
    ]);
  });

  test('a second time changes nothing, not even the journal, whatever was rejected', async () => {
    const text = `${header}\n${good}\nM4,,,,,,,,,,,\nM5,Bo,+86 13800136027,,,,,,,,,\n,By phone,07700 900124,,,,,,,,,\n`;
    const first = await importText(text);
    expect(first).toMatchObject({ added: 4, rejected: ['5 row-member-empty', '6 row-phone-taken'] });
    const { position } = till.register.store.journal.head()!;
    till.clock.advance(86_400_000);
    expect(await importText(text)).toEqual({ ...first, added: 0, unchanged: 4 });
    expect(till.register.store.journal.head()!.position).toBe(position);
    expect(await importText(text, 'again.csv', 2)).toMatchObject({ added: 0, changed: 0, unchanged: 4 });
    expect(till.register.store.journal.head()!.position).toBe(position);
  });

  test('reports who may be somebody else’s second membership, and makes nobody one with another', async () => {
    const rows = [
      'M1,王小芳,+8613800136027,1990-05-12,,,,,,,,',
      'M2,Fang,0086 138-0013-6027,,,,,,,,,',
      'M3,王小芳,,05-12,,,,,,,,',
      'M4,王小芳,,1991-05-12,,,,,,,,',
      'M5,王小芳,,,,,,,,,,',
    ];
    expect(await importText(`${header}\n${rows.join('\n')}\n`)).toMatchObject({
      added: 4,
      rejected: ['3 row-phone-taken'],
      namesakes: ['4 M1', '5 M3'],
    });
    expect(member('M2')).toBeNull();
    expect(member('M1')?.profile?.name).toBe('王小芳');
  });

  test.each([
    ['M9,A,123,,,,,,,,,', 'row-phone-invalid'],
    ['M9,A,,31-12,,,,,,,,', 'row-birthday-invalid'],
    ['M9,A,,,,,-1,,,,,', 'row-number-invalid'],
    ['M9,A,,,,,1.5,,,,,', 'row-number-invalid'],
    ['M9,A,,,,,,,0.001,,,', 'row-number-invalid'],
    ['M9,A,,,,,5,2027-02-30,,,,', 'row-date-invalid'],
    ['M9,A,,,,,,,,,yesterday,', 'row-date-invalid'],
    ['M9,A,,,,g o l d,,,,,,', 'row-tier-invalid'],
    ['M9,A,,,,,,,,,,everything', 'row-consent-unknown'],
    ['?!,A,,,,,,,,,,', 'row-code-invalid'],
    [',A,,,,,,,,,,', 'row-member-code-missing'],
    ['M9,A', 'row-cell-count'],
    [`M9,${'A'.repeat(101)},,,,,,,,,,`, 'row-text-too-long'],
    ['M9,A,,,1|2|3|4|5|6|7|8|9|10|11,,,,,,,', 'row-too-many-cards'],
    ['M9,A,,,C-1,,,,,,,', 'row-card-taken'],
    ['C-1,A,,,,,,,,,,', 'row-card-taken'],
    ['m1,Twice,,,,,,,,,,', 'row-member-code-twice'],
  ])('refuses %s', async (row, code) => {
    expect(await importText(`${header}\n${good}\n${row}\n`)).toMatchObject({
      added: 3,
      rejected: [`5 ${code}`],
    });
  });

  test('keeps what the till knows beyond the file, and what a member took back', async () => {
    await importText(`${header}\n${good}\n`);
    const { memberId } = member('M1')!;
    const change = { email: 'fang@example.org', consents: [{ kind: 'wechat', isGiven: false }] } as const;
    okOf(changeMember(till.register, memberId, change));
    const changed = `${header}\nM1,王芳,,,C-3,,1300,,,,,wechat\n`;
    expect(await importText(changed)).toMatchObject({ changed: 1 });
    expect(member('M1')).toMatchObject({
      memberId,
      profile: { name: '王芳', phone: '+8613800136027', birthday: '1990-05-12', email: 'fang@example.org' },
      cards: ['C-1', 'C-2', 'C-3'],
      consents: [
        { kind: 'messages', isGiven: true },
        { kind: 'wechat', isGiven: false },
      ],
      joinedAtUtcMs: Date.UTC(2019, 2, 4),
    });
    expect(findMembers(till.register, '王小', 5)).toEqual([]);
    expect(findMembers(till.register, '王芳', 5)).toHaveLength(1);
  });

  test('lets somebody who was erased come back only as a new member', async () => {
    await importText(`${header}\n${good}\n`);
    const { memberId } = member('M1')!;
    okOf(eraseMember(till.register, memberId, { reason: 'asked for' }));
    expect(await importText(`${header}\n${good}\n`)).toMatchObject({ added: 1, unchanged: 2 });
    expect(member('M1')?.memberId).not.toBe(memberId);
  });

  test('in slices leaves an entry for each that changed something, and the same members', async () => {
    const rows = Array.from({ length: 25 }, (_, row) => `S${row},Name ${row},07700 9001${10 + row},,,,,,,,,`);
    const text = `${header}\n${rows.join('\n')}\n`;
    expect(await importText(text, 'slices.csv', 10)).toMatchObject({ rows: 25, added: 25 });
    expect(factsOf(till.register, 'members.imported').map(({ addedCount }) => addedCount)).toEqual([
      10, 10, 5,
    ]);
    expect(till.register.store.members.count()).toBe(25);
  });

  test('reads gzip, semicolons and Chinese headers', async () => {
    const text = '会员号;姓名;手机号;生日;积分;其他\nV1;张伟;+8613800138000;5月12日;88;x\n';
    expect(await importText(gzipSync(text), 'members.csv.gz')).toMatchObject({ added: 1 });
    expect(member('V1')).toMatchObject({
      profile: { name: '张伟', birthday: '05-12' },
      opening: { points: 88 },
    });
  });

  test.each([
    ['no column that tells members apart', 'name,birthday\nA,05-12\n'],
    ['a broken quotation mark at its end', `${header}\n${good}\nM4,"Tea\n`],
    ['nothing in it', ''],
  ])('changes nothing where the file has %s', async (_, text) => {
    const { position } = till.register.store.journal.head()!;
    expect(codeOf(await importMembers(till.register, file(text), 'en'))).toBe('import-file-invalid');
    expect(till.register.store.journal.head()!.position).toBe(position);
    expect(till.register.store.members.count()).toBe(0);
  });

  test('of a file so large that another thread prepares it is as exact, at once and in slices', async () => {
    const rows = Array.from(
      { length: 2_600 },
      (_, row) => `L${row},王芳${row},07700 9${10_000 + row},,K${row},,,,,,,`,
    );
    rows[1_000] = 'L1000,No phone,12,,,,,,,,,';
    rows[1_500] = 'L1500,Somebody’s phone,07700 910007,,,,,,,,,';
    rows[2_000] = 'L2000,Somebody’s card,,,K7,,,,,,,';
    rows[2_500] = 'l7,Twice,,,,,,,,,,';
    // Without a code a card stands for it, and without both the phone says who it is.
    rows[2_550] = ',By card,,,K2550|K9999,,,,,,,';
    rows[2_551] = ',Somebody’s phone,07700 910008,,,,,,,,,';
    const rejected = [
      '1002 row-phone-invalid',
      '1502 row-phone-taken',
      '2002 row-card-taken',
      '2502 row-member-code-twice',
    ];
    const text = `${header}\n${rows.join('\n')}\n`;
    const first = await importText(text, 'large.csv');
    expect(first).toMatchObject({ rows: 2_600, added: 2_595 });
    expect(first.rejected).toEqual([...rejected, '2553 row-member-code-twice']);
    expect(factsOf(till.register, 'members.imported')).toHaveLength(1);
    expect(member('L42')).toMatchObject({
      profile: { name: '王芳42', phone: '+447700910042' },
      cards: ['K42'],
    });
    expect(member('K2550')).toMatchObject({ profile: { name: 'By card' }, cards: ['K9999'] });
    expect(findMembers(till.register, '王芳1234', 5)).toMatchObject([{ number: 'L1234' }]);
    expect(await importText(text, 'large.csv', 100)).toMatchObject({
      added: 0,
      changed: 0,
      unchanged: 2_595,
    });
    expect(factsOf(till.register, 'members.imported')).toHaveLength(1);
  });

  test('that ends in the middle leaves nobody of the file in', async () => {
    const rows = Array.from(
      { length: 5_000 },
      (_, row) => `E${row},Name ${row},07700 9${10_000 + row},,,,,,,,,`,
    );
    const path = file(`${header}\n${rows.join('\n')}\n`);
    const stop = new Error('stopped');
    const onProgress = (step: 'read' | 'write', done: number) => {
      if (step === 'write' && done > 3_000) throw stop;
    };
    await expect(importMembers(till.register, path, 'en', { onProgress })).rejects.toBe(stop);
    expect(till.register.store.members.count()).toBe(0);
    expect(findMembers(till.register, 'Name', 5)).toEqual([]);
    expect(okOf(await importMembers(till.register, path, 'en')).added).toBe(5_000);
  });

  test('is refused for whoever may not', async () => {
    okOf(signIn(till.register, cashier.code, cashier.pin));
    const path = file(`${header}\n${good}\n`);
    expect(codeOf(await importMembers(till.register, path, 'en'))).toBe('approval-needed');
    const approval = { staffCode: manager.code, pin: manager.pin };
    okOf(await importMembers(till.register, path, 'en', {}, approval));
  });
});
