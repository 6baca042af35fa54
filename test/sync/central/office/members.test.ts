import { beforeAll, describe, expect, test } from 'vitest';
import { membersFile } from './chain-files.ts';
import { openOffice, type OfficeApp } from './office-app.ts';

let chain: OfficeApp;
let imported: Awaited<ReturnType<OfficeApp['owner']['handOver']>>;
beforeAll(async () => {
  chain = await openOffice();
  imported = await chain.owner.handOver('members.import', membersFile);
});

async function find(text: string) {
  return (await chain.owner.ask('members.search', { text, after: null })).value.rows;
}
async function idOf(text: string): Promise<string> {
  const hits = await find(text);
  expect(hits).toHaveLength(1);
  return hits[0]!.memberId;
}

describe('importing members', () => {
  test('brings their points, and the same file again changes nothing', async () => {
    expect(imported.value).toMatchObject({ rows: 4, added: 3, rejectedCount: 1 });
    const [hit] = await find('700001');
    expect(hit).toMatchObject({ number: '700001', account: { points: 1_250, availablePoints: 1_250 } });
    const again = await chain.owner.handOver('members.import', membersFile);
    expect(again.value).toMatchObject({ added: 0, changed: 0, unchanged: 3, rejectedCount: 1 });
    expect((await find('700001'))[0]?.account?.points).toBe(1_250);
  });

  test('keeps what central knows beyond the file, and makes nobody one with somebody else', async () => {
    const file = [
      'number,name,phone,email',
      '700001,王小芳,,fang@example.org',
      '700009,Somebody else,13800138001,',
      '700001,Twice,,',
    ].join('\n');
    const { value } = await chain.owner.handOver('members.import', file);
    expect(value).toMatchObject({ added: 0, changed: 1, rejectedCount: 2 });
    expect(value.rejected).toMatchObject([
      { line: 3, error: { code: 'row-phone-taken', other: '700001' } },
      { line: 4, error: { code: 'row-member-code-twice', firstLine: 2 } },
    ]);
    const { value: profile } = await chain.owner.ask('members.reveal', { memberId: await idOf('700001') });
    expect(profile).toMatchObject({ name: '王小芳', phone: '+8613800138001', email: 'fang@example.org' });
  });

  test('tells registers, sealed', async () => {
    const { rows } = await chain.pool.query<{ value: string }>(
      `SELECT value FROM reference WHERE scope = 'member' AND value IS NOT NULL`,
    );
    expect(rows).toHaveLength(3);
    expect(JSON.stringify(rows)).not.toMatch(/王小芳|Li Wei|13800138/);
  });
});

describe('finding members', () => {
  test.each([
    ['a number', '700002'],
    ['a card', 'card-2'],
    ['a whole phone', '138 0013 8002'],
    ['its last four digits', '8002'],
    ['its last six digits', '138002'],
    ['a name', 'li wei'],
    ['the beginning of one', 'WE'],
  ])('by %s', async (_what, text) => {
    expect((await find(text)).map(({ number }) => number)).toContain('700002');
  });

  test('by characters, pinyin and initials', async () => {
    for (const text of ['小芳', 'wangxiaofang', 'wxf'])
      expect((await find(text)).map(({ number }) => number)).toEqual(['700001']);
  });

  test('shows them masked, and nobody for what is nobody’s', async () => {
    expect(await find('wxf')).toMatchObject([{ name: '王*芳', phone: '•••• 8001', birthday: '05-12' }]);
    expect(await find('zzzz')).toEqual([]);
    expect(await find("'); --")).toEqual([]);
  });
});

test('who looks at a profile needs the right, and the audit says so without saying what', async () => {
  const { owner, pool } = chain;
  const mei = await chain.addUser('mei', 'manager', ['S1']);
  const memberId = await idOf('700002');
  expect((await mei.ask('members.show', { memberId })).value.member.name).toBe('Li *i');
  expect(await mei.ask('members.reveal', { memberId })).toMatchObject({ status: 403 });
  expect(await mei.ask('members.adjust', { memberId, points: 5, reason: 'x' })).toMatchObject({
    error: { code: 'right-missing', right: 'points-adjust' },
  });
  expect((await owner.ask('members.reveal', { memberId })).value.name).toBe('Li Wei');
  const { rows } = await pool.query<{ text: string }>('SELECT office_audit::text FROM office_audit');
  expect(JSON.stringify(rows)).toContain('member-seen');
  expect(JSON.stringify(rows)).not.toMatch(/Li Wei|13800138/);
});

test('points are adjusted with a reason, never below what may be spent, and stand in the statement', async () => {
  const { owner } = chain;
  const memberId = await idOf('700002');
  const adjust = (points: number, reason = 'goodwill') =>
    owner.ask('members.adjust', { memberId, points, reason });
  expect((await adjust(120)).value).toMatchObject({ points: 200 });
  expect((await adjust(-50)).value).toMatchObject({ points: 150 });
  expect(await adjust(-151)).toMatchObject({ error: { code: 'points-not-there', available: 150 } });
  expect(await adjust(0)).toMatchObject({ error: { code: 'points-invalid' } });
  expect(await adjust(10, ' ')).toMatchObject({ error: { code: 'reason-missing' } });
  const both = await Promise.all([adjust(-100), adjust(-100)]);
  expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(both.filter(({ error }) => error?.code === 'points-not-there')).toHaveLength(1);
  const { value } = await owner.ask('members.show', { memberId });
  expect(value.statement.map(({ kind, points, balance }) => [kind, points, balance])).toEqual([
    ['adjust', -100, 50],
    ['adjust', -50, 150],
    ['adjust', 120, 200],
    ['opening', 80, 80],
  ]);
});

test('two who are one person become one: points, number and cards of the first find the second', async () => {
  const { owner } = chain;
  await owner.handOver('members.import', 'number,name,points,card\n700020,陈静静,30,CARD-20');
  const [from, into] = [await idOf('700020'), await idOf('700003')];
  const merge = (fromMemberId: string, intoMemberId: string, reason = 'same person') =>
    owner.ask('members.merge', { fromMemberId, intoMemberId, reason });
  expect(await merge(into, into)).toMatchObject({ error: { code: 'member-same' } });
  expect((await merge(from, into)).value).toEqual({ memberId: into });
  expect(await idOf('700020')).toBe(into);
  expect(await idOf('CARD-20')).toBe(into);
  const { value } = await owner.ask('members.show', { memberId: from });
  expect(value.member).toMatchObject({ memberId: into, number: '700003', account: { points: 30 } });
  expect((await owner.ask('members.reveal', { memberId: into })).value.name).toBe('陈静');
  const { rows } = await chain.pool.query<{ key: string; value: string | null }>(
    `SELECT key, value FROM reference WHERE scope = 'member' AND key = ANY ($1)`,
    [[from, into]],
  );
  expect(rows.find(({ key }) => key === from)?.value).toBeNull();
  expect(JSON.parse(rows.find(({ key }) => key === into)!.value!)).toMatchObject({ formerIds: [from] });
});

test('an erased member is found no more, told to registers as gone, and cannot be opened again', async () => {
  const { owner, pool } = chain;
  await owner.handOver('members.import', 'number,name,phone\n700030,Forget Me,13800138030');
  const memberId = await idOf('700030');
  expect(await owner.ask('members.erase', { memberId, reason: '' })).toMatchObject({
    error: { code: 'reason-missing' },
  });
  expect((await owner.ask('members.erase', { memberId, reason: 'asked to' })).status).toBe(200);
  expect(await find('forget')).toEqual([]);
  expect(await find('13800138030')).toEqual([]);
  expect(await owner.ask('members.show', { memberId })).toMatchObject({ status: 404 });
  const { rows } = await pool.query(
    `SELECT value FROM reference WHERE scope IN ('member', 'account') AND key = $1 AND value IS NOT NULL`,
    [memberId],
  );
  expect(rows).toEqual([]);
  const salts = await pool.query('SELECT 1 FROM member_salt WHERE member = $1', [memberId]);
  expect(salts.rowCount).toBe(0);
});
