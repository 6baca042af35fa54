import { beforeAll, describe, expect, test } from 'vitest';
import type { MemberProfile } from '../../../../domain/members/member.ts';
import { createMemberSeal } from '../../../../seal/member-seal.ts';
import type { Procedures } from '../../../../sync/central/office/procedures.ts';
import { CENTRAL_ID } from '../../../../sync/central/project/office-members.ts';
import { bytesOf, saveMembers } from '../../../../sync/central/project/member-registry.ts';
import { withTransaction } from '../../../../sync/central/database.ts';
import { addRegister, openOffice, START, type OfficeApp } from './office-app.ts';

let chain: OfficeApp;
let memberId: string;
beforeAll(async () => {
  chain = await openOffice();
  await chain.owner.handOver(
    'members.import',
    [
      'number,name,phone,birthday,card',
      '700001,王小芳,13800138001,1990-05-12,CARD-1',
      '700002,Li Wei,13800138002,,CARD-2',
    ].join('\n'),
  );
  memberId = await idOf('700001');
  chain.clock.nowUtcMs = START + 60_000;
});

async function idOf(text: string): Promise<string> {
  const { value } = await chain.owner.ask('members.search', { text, after: null });
  expect(value.rows).toHaveLength(1);
  return value.rows[0]!.memberId;
}

type Change = Omit<Parameters<Procedures['members.change']['run']>[2], 'memberId'>;
function change(what: Change) {
  return chain.owner.ask('members.change', { memberId, ...what });
}
async function profile(): Promise<MemberProfile> {
  return (await chain.owner.ask('members.reveal', { memberId })).value;
}

describe('a member’s data', () => {
  test('are changed field by field: what is left out stays, null takes away, registers are told sealed', async () => {
    expect(
      (await change({ name: ' 王  小方 ', email: 'fang@example.org', birthday: '5月13日', note: 'tea' }))
        .status,
    ).toBe(200);
    expect(await profile()).toEqual({
      name: '王 小方',
      phone: '+8613800138001',
      birthday: '05-13',
      email: 'fang@example.org',
      note: 'tea',
    });
    expect((await change({ note: null, phone: '138 0013 8009' })).status).toBe(200);
    expect(await profile()).toMatchObject({ note: null, phone: '+8613800138009' });
    expect(await idOf('13800138009')).toBe(memberId);
    const { rows } = await chain.pool.query<{ value: string }>(
      `SELECT value FROM reference WHERE scope = 'member' AND key = $1`,
      [memberId],
    );
    expect(rows[0]!.value).not.toMatch(/小方|13800138|example\.org/);
    const wire = JSON.parse(rows[0]!.value) as { salt: string; sealed: string };
    const opened = createMemberSeal(chain.central.keys.dataKey).open(
      { id: bytesOf(memberId), salt: Buffer.from(wire.salt, 'base64') },
      Buffer.from(wire.sealed, 'base64'),
    );
    expect(opened).toMatchObject({ name: '王 小方', phone: '+8613800138009' });
  });

  test('are refused where they are wrong, or somebody else’s, with whose it is', async () => {
    const refused: [Change, object][] = [
      [{ phone: '12' }, { code: 'member-phone-invalid', phone: '12' }],
      [{ phone: '13800138002' }, { code: 'member-phone-taken', number: '700002' }],
      [{ birthday: '1990-13-40' }, { code: 'member-birthday-invalid' }],
      [{ email: 'nobody' }, { code: 'member-email-invalid' }],
      [{ name: null, phone: null }, { code: 'member-empty' }],
      [{ cards: ['card-2'] }, { code: 'member-card-taken', card: 'CARD-2', number: '700002' }],
      [{ cards: ['700002'] }, { code: 'member-card-taken', card: '700002', number: '700002' }],
      [{ cards: Array.from({ length: 11 }, (_each, n) => `C${n}`) }, { code: 'member-cards-full', max: 10 }],
    ];
    const before = await profile();
    for (const [what, fault] of refused) {
      expect(await change(what), JSON.stringify(what)).toMatchObject({
        status: 422,
        error: { code: 'member-entry', fault },
      });
    }
    expect(await profile()).toEqual(before);
  });

  test('have cards and consents, and one phone is never given to two at once', async () => {
    await change({ cards: [' new-1', 'CARD-1', '700001'], consents: [{ kind: 'messages', isGiven: true }] });
    const { value } = await chain.owner.ask('members.show', { memberId });
    expect(value.member.cards).toEqual(['CARD-1', 'NEW-1']);
    expect(value.consents).toEqual([{ kind: 'messages', isGiven: true, atUtcMs: chain.clock.nowUtcMs }]);
    const other = await idOf('700002');
    const both = await Promise.all([
      change({ phone: '13800138077' }),
      chain.owner.ask('members.change', { memberId: other, phone: '13800138077' }),
    ]);
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 422]);
  });

  test('stand in the audit as the names of the fields alone', async () => {
    const { value } = await chain.owner.ask('audit.list', {
      action: 'member-changed',
      text: '',
      after: null,
    });
    expect(value.rows.map(({ after }) => after)).toContainEqual({
      fields: ['cards', 'consents'],
      consents: ['messages'],
    });
    expect(value.rows.at(-1)).toMatchObject({
      subject: '700001',
      after: { fields: ['name', 'birthday', 'email', 'note'] },
    });
    const unchanged = value.rows.length;
    expect((await change({ name: '王 小方' })).status).toBe(200);
    const again = await chain.owner.ask('audit.list', { action: 'member-changed', text: '', after: null });
    expect(again.value.rows).toHaveLength(unchanged);
    const { rows } = await chain.pool.query<{ text: string }>('SELECT office_audit::text FROM office_audit');
    expect(JSON.stringify(rows)).not.toMatch(/小方|13800138|example\.org|tea|NEW-1/);
  });
});

test('somebody new gets a number that finds them, is told to registers, and is nobody twice', async () => {
  const { owner, pool } = chain;
  const { value } = await owner.ask('members.add', {
    name: 'Ada Baker',
    phone: '13800138055',
    cards: ['NEW-9'],
    consents: [{ kind: 'partners', isGiven: true }],
  });
  const shown = (await owner.ask('members.show', { memberId: value.memberId })).value;
  expect(shown).toMatchObject({
    member: { name: 'Ada *ker', cards: ['NEW-9'], joinedOn: '2026-11-20' },
    consents: [{ kind: 'partners', isGiven: true }],
  });
  expect(shown.member.number).toMatch(/^\d{10}$/);
  expect(await idOf(shown.member.number)).toBe(value.memberId);
  const { rows } = await pool.query<{ value: string }>(
    `SELECT value FROM reference WHERE scope = 'member' AND key = $1`,
    [value.memberId],
  );
  expect(JSON.parse(rows[0]!.value)).toMatchObject({ number: shown.member.number, cards: ['NEW-9'] });
  const again = await Promise.all([
    owner.ask('members.add', { name: 'Twice', phone: '13800138066' }),
    owner.ask('members.add', { name: 'Twice', phone: '13800138066' }),
  ]);
  expect(again.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 422]);
  expect(await owner.ask('members.add', { note: 'nobody' })).toMatchObject({
    error: { code: 'member-entry', fault: { code: 'member-empty' } },
  });
  const audit = await owner.ask('audit.list', {
    action: 'member-added',
    text: shown.member.number,
    after: null,
  });
  expect(audit.value.rows).toMatchObject([{ after: { fields: ['name', 'phone', 'cards', 'consents'] } }]);
});

describe('who told of a member last', () => {
  /** As a till's `member.changed` is taken in that happened at a moment. */
  async function tellFromTill(registerId: string, atUtcMs: number, name: string): Promise<void> {
    const { pool, central } = chain;
    const seal = createMemberSeal(central.keys.dataKey);
    const { rows } = await pool.query<{ salt: Buffer; number: string; joined: number }>(
      `SELECT salt, number, joined_at_utc_ms AS joined FROM member JOIN member_salt ON member = id WHERE id = $1`,
      [memberId],
    );
    const { salt, number, joined: joinedAtUtcMs } = rows[0]!;
    const sealed = seal
      .seal({ id: bytesOf(memberId), salt }, { ...(await profile()), name })
      .toString('base64');
    const toldAt = { atUtcMs, registerId, epoch: 1, seq: 1, place: 0 };
    const told = { memberId, number, sealed, salt: null, cards: [], consents: [], joinedAtUtcMs };
    await withTransaction(pool, (client) =>
      saveMembers(client, seal, [{ ...told, phoneHash: null, toldAt }], atUtcMs),
    );
  }

  test('holds: a till’s later change stays over the office’s, an earlier one that comes late does not', async () => {
    const till = await addRegister(chain.pool, 'S1', '01');
    const now = chain.clock.nowUtcMs;
    chain.clock.nowUtcMs = now + 120_000;
    await change({ name: 'From the office' });
    await tellFromTill(till, now + 60_000, 'From a till, before');
    expect((await profile()).name).toBe('From the office');
    await tellFromTill(till, now + 180_000, 'From a till, after');
    expect((await profile()).name).toBe('From a till, after');
  });

  test('is the office also where a clock of another server stands ahead of this one’s', async () => {
    const till = await addRegister(chain.pool, 'S1', '02');
    await tellFromTill(till, chain.clock.nowUtcMs + 3_600_000, 'Told by a server ahead');
    await change({ name: 'Corrected' });
    expect((await profile()).name).toBe('Corrected');
    const { rows } = await chain.pool.query<{ by: string }>(
      'SELECT told_register AS by FROM member WHERE id = $1',
      [memberId],
    );
    expect(rows[0]!.by).toBe(CENTRAL_ID);
  });
});
