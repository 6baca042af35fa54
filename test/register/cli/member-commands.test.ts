import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCommandFolder, type CommandFolder } from './command-folder.ts';

const rows = [
  'code,name,phone,birthday,card,points',
  'M1,王小芳,+86 138 0013 6027,1990-05-12,,1240',
  'M2,Lin Yuqing,07700 900123,,C-2,',
  'M3,Twice,07700900123,,,',
  'M4,王小芳,,05-12,,',
  'M5,,,,,',
];

let cli: CommandFolder;
let file: string;
beforeEach(() => {
  cli = openCommandFolder();
  file = join(cli.folder, 'members.csv');
  writeFileSync(file, `${rows.join('\n')}\n`);
});
afterEach(() => cli.remove());

describe('members on the command line', () => {
  test('are imported, with the bad rows and possible duplicates in files of their own', async () => {
    expect(await cli.json('import', 'members', file)).toMatchObject({
      rows: 5,
      added: 3,
      rejected: 2,
      rejectedFile: `${file}.rejected.csv`,
      duplicates: { phone: 1, nameAndBirthday: 1 },
      duplicatesFile: `${file}.duplicates.csv`,
    });
    expect(readFileSync(`${file}.rejected.csv`, 'utf8')).toMatch(
      /^\uFEFFline,reason\n4,"?The phone .*M2.*\n6,/,
    );
    expect(readFileSync(`${file}.duplicates.csv`, 'utf8')).toContain('5,name and birthday,M1,M4,王小芳');
    expect(await cli.run('import', 'members', file, '--language', 'zh-CN')).toMatchObject({
      code: 0,
      out: expect.stringContaining('新增 0，更新 0，未变 3，拒绝 2'),
    });
    expect(await cli.json('verify')).toMatchObject({ ok: true });
  });

  test('are found as the counter finds them, masked', async () => {
    await cli.run('import', 'members', file);
    expect(await cli.json('member', 'C-2')).toMatchObject({
      members: [{ number: 'M2', name: 'Lin *qing', phone: '•••• 0123', isExact: true }],
    });
    const table = await cli.runOk('member', 'wxf', '6027');
    expect(table).toContain('王*芳');
    expect(table).not.toContain('王小芳');
    expect(table).not.toContain('138');
    expect(await cli.json('search', 'yuqing')).toMatchObject({ articles: [], members: [{ number: 'M2' }] });
    expect(await cli.runOk('member', 'nobody')).toContain('No member is found');
    expect(await cli.refused(2, 'member', 'x'.repeat(201))).toContain('200');
  });

  test('are restored on another machine with the code that is shown once', async () => {
    await cli.run('import', 'members', file);
    const { recoveryCode } = await cli.json('recovery-code');
    const backup = join(cli.folder, 'till.backup');
    await cli.runOk('backup', backup);
    const there = openCommandFolder();
    try {
      expect(await there.refused(1, 'restore', backup)).toContain('--recovery-code');
      expect(await there.refused(1, 'restore', backup, '--recovery-code', 'ABCDE')).toContain(
        'letter by letter',
      );
      await there.run('restore', backup, '--without-member-data');
      expect(await there.runOk('member', 'wxf')).toContain('sealed');
      await there.runOk('recovery-code', '--enter', String(recoveryCode));
      expect(await there.runOk('member', 'wxf')).toContain('王*芳');
      expect(await there.runOk('doctor')).toContain('backups open with the recovery code');
    } finally {
      there.remove();
    }
  });

  test('of a broken file are left alone', async () => {
    writeFileSync(file, 'name,birthday\nA,05-12\n');
    expect(await cli.refused(1, 'import', 'members', file)).toContain('tells members apart');
    expect(existsSync(`${file}.rejected.csv`)).toBe(false);
  });
});
