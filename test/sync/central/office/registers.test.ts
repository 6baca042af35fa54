import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { raiseExceptions } from '../../../../sync/central/exceptions.ts';
import { addRegister, everyRegister, openOffice, START, type OfficeApp } from './office-app.ts';

let chain: OfficeApp;
beforeAll(async () => {
  chain = await openOffice();
});

describe('enrolment codes', () => {
  test('are told once, known by a hash, listed while they are good, and can be withdrawn', async () => {
    const { owner, pool, clock } = chain;
    const issued = await owner.ask('codes.issue', { shop: 'S1', tills: ['01', null], hours: 24 });
    expect(issued.value.map(({ till, shop }) => [shop, till])).toEqual([
      ['S1', '01'],
      ['S1', null],
    ]);
    const [first] = issued.value;
    expect(first!.code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const { rows } = await pool.query<{ text: string }>(
      'SELECT enrolment_code::text FROM enrolment_code UNION ALL SELECT office_audit::text FROM office_audit',
    );
    expect(JSON.stringify(rows)).not.toContain(first!.code);
    const listed = await owner.ask('codes.list', { after: null });
    expect(listed.value.rows.map(({ createdBy }) => createdBy)).toEqual(['Owner', 'Owner']);
    expect((await owner.ask('codes.withdraw', { id: listed.value.rows[0]!.id })).status).toBe(200);
    expect(await owner.ask('codes.withdraw', { id: listed.value.rows[0]!.id })).toMatchObject({
      error: { code: 'gone' },
    });
    clock.nowUtcMs = START + 25 * 3_600_000;
    expect((await owner.ask('codes.list', { after: null })).value).toEqual({
      rows: [],
      next: null,
      count: 0,
    });
    clock.nowUtcMs = START;
  });

  test('are not made for a till that has a register, nor for a shop that is not there', async () => {
    const { owner, pool } = chain;
    await addRegister(pool, 'S2', '07');
    expect(await owner.ask('codes.issue', { shop: 'S2', tills: ['06', '07'], hours: 1 })).toMatchObject({
      status: 422,
      error: { code: 'till-taken', till: '07' },
    });
    expect(await owner.ask('codes.issue', { shop: 'S9', tills: ['01'], hours: 1 })).toMatchObject({
      error: { code: 'shop-unknown', shop: 'S9' },
    });
    expect((await owner.ask('codes.issue', { shop: 'S2', tills: [], hours: 1 })).status).toBe(400);
  });
});

test('a register shows what it left unsent, how its clock stands, its last day; and is revoked once, with a reason', async () => {
  const { owner, pool } = chain;
  const id = await addRegister(pool, 'S1', '03');
  await pool.query(
    `INSERT INTO closed_day VALUES ($1, 1, 1, '2026-11-19', 1, 40, 'differs', 3, 900, 4, 1200, $2)`,
    [id, START],
  );
  const listed = await owner.ask('registers.list', everyRegister);
  expect(listed.value.rows.find((register) => register.id === id)).toMatchObject({
    shop: 'S1',
    shopName: 'Harbour',
    till: '03',
    state: 'active',
    waitingEntries: 3,
    waitingOldestAtUtcMs: START,
    clockAheadMs: 1500,
    unappliedEntries: 0,
    day: { businessDate: '2026-11-19', status: 'differs' },
  });
  expect(await owner.ask('registers.revoke', { id, reason: ' ' })).toMatchObject({
    error: { code: 'reason-missing' },
  });
  expect((await owner.ask('registers.revoke', { id, reason: 'stolen' })).status).toBe(200);
  expect(await owner.ask('registers.revoke', { id, reason: 'again' })).toMatchObject({
    error: { code: 'already-revoked' },
  });
  expect(await owner.ask('registers.release', { id, reason: 'looked' })).toMatchObject({
    error: { code: 'gone' },
  });
  const audit = await owner.ask('audit.list', { action: 'register-revoked', text: '', after: null });
  expect(audit.value.rows).toMatchObject([
    { subject: 'S1-03', shop: 'S1', before: { state: 'active' }, after: { reason: 'stolen' } },
  ]);
});

test('a register gets a code for a new key, told once, until it is revoked, and nothing changes before it is used', async () => {
  const { owner, pool } = chain;
  const id = await addRegister(pool, 'S2', '05');
  expect(await owner.ask('registers.new-key', { id, reason: '' })).toMatchObject({
    error: { code: 'reason-missing' },
  });
  const issued = await owner.ask('registers.new-key', { id, reason: 'disk died' });
  expect(issued.value).toMatchObject({ shop: 'S2', till: '05', expiresAtUtcMs: START + 24 * 3_600_000 });
  const listed = await owner.ask('codes.list', { after: null });
  expect(listed.value.rows.filter(({ till }) => till === '05')).toMatchObject([{ isKey: true }]);
  const { rows } = await pool.query('SELECT public_key FROM register WHERE id = $1', [id]);
  expect(rows).toEqual([{ public_key: 'key' }]);
  const audit = await owner.ask('audit.list', { action: 'key-code-issued', text: '', after: null });
  expect(audit.value.rows).toMatchObject([{ subject: 'S2-05', shop: 'S2', after: { reason: 'disk died' } }]);
  expect(JSON.stringify(audit.value)).not.toContain(issued.value.code);
  await owner.ask('registers.revoke', { id, reason: 'stolen' });
  expect(await owner.ask('registers.new-key', { id, reason: 'again' })).toMatchObject({
    error: { code: 'already-revoked' },
  });
  const manager = await chain.addUser('wen', 'manager', ['S2']);
  expect((await manager.ask('registers.new-key', { id, reason: 'mine' })).status).toBe(403);
});

test('an exception is resolved once with a note, which the shop’s tills are told', async () => {
  const { owner, pool } = chain;
  const register = await addRegister(pool, 'S2', '01');
  const raised = { registerId: register, epoch: 1, seq: 7, atUtcMs: START, amountMinor: 500, points: 0 };
  await raiseExceptions(pool, [{ ...raised, kind: 'coupon-void', subject: 'C-1' }], START);
  await raiseExceptions(pool, [{ ...raised, kind: 'refund-twice', subject: 'S2-01-1-5' }], START);
  const filter = { isOpen: true, kind: null, shop: 'S2', after: null };
  const open = await owner.ask('exceptions.list', filter);
  expect(open.value.rows.map(({ kind }) => kind).sort()).toEqual(['coupon-void', 'refund-twice']);
  const voided = open.value.rows.find(({ kind }) => kind === 'coupon-void')!;
  expect(voided).toMatchObject({ till: '01', shopName: 'Station', amountMinor: 500, currency: 'CNY' });
  expect(await owner.ask('exceptions.resolve', { ids: [voided.id], note: '' })).toMatchObject({
    error: { code: 'reason-missing' },
  });
  expect((await owner.ask('exceptions.resolve', { ids: [voided.id], note: 'booked' })).status).toBe(200);
  expect(await owner.ask('exceptions.resolve', { ids: [voided.id], note: 'twice' })).toMatchObject({
    error: { code: 'already-resolved' },
  });
  expect(await owner.ask('exceptions.resolve', { ids: [randomUUID()], note: 'x' })).toMatchObject({
    error: { code: 'gone' },
  });
  const { rows } = await pool.query<{ value: string }>(
    `SELECT value FROM reference WHERE scope = 'exception' AND key = $1 AND shop = 'S2'`,
    [voided.id],
  );
  expect(JSON.parse(rows[0]!.value)).toMatchObject({ isResolved: true, note: 'booked' });
  const done = await owner.ask('exceptions.list', { ...filter, isOpen: false, kind: 'coupon-void' });
  expect(done.value.rows).toMatchObject([{ resolvedBy: 'Owner', note: 'booked' }]);
});

test('the overview counts what registers have sent of the shops’ own business day', async () => {
  const { owner, pool } = chain;
  const register = await addRegister(pool, 'S1', '11');
  const sale = (seq: number, day: string, total: number) =>
    pool.query(
      `INSERT INTO sale (id, register, epoch, seq, receipt_number, business_date, at_utc_ms, total_minor)
       VALUES ($1, $2, 1, $3, $4, $5, $6, $7)`,
      [randomUUID(), register, seq, `S1-11-1-${seq}`, day, START, total],
    );
  await sale(1, '2026-11-20', 1_250);
  await sale(2, '2026-11-20', -250);
  await sale(3, '2026-11-19', 9_999);
  const { value } = await owner.ask('overview', { after: null });
  expect(value.rows.find(({ code }) => code === 'S1')).toMatchObject({
    today: '2026-11-20',
    saleCount: 2,
    saleTotalMinor: 1_000,
  });
  expect(value).toMatchObject({ currency: 'CNY', count: 2, next: null });
  expect(value.together).toMatchObject({ saleCount: 2, saleTotalMinor: 1_000 });
  const registers = await pool.query(`SELECT FROM register WHERE state <> 'revoked'`);
  expect(value.rows.reduce((sum, shop) => sum + shop.registers, 0)).toBe(registers.rowCount);
  const mei = await chain.addUser('mei', 'manager', ['S2']);
  const hers = (await mei.ask('overview', { after: null })).value;
  expect(hers.rows.map(({ code }) => code)).toEqual(['S2']);
  expect(hers.together.saleCount).toBe(0);
});

test('a shop is added once, with the chain’s currency', async () => {
  const { owner } = chain;
  const shop = { code: 'S7', name: 'Park', zone: 'Europe/London', currency: 'GBP', cutOverMinutes: 240 };
  expect((await owner.ask('shops.add', shop)).value).toMatchObject({ code: 'S7', currency: 'CNY' });
  expect(await owner.ask('shops.add', shop)).toMatchObject({ error: { code: 'shop-taken', shop: 'S7' } });
  expect((await owner.ask('shops.add', { ...shop, code: 'S8', zone: 'Mars/North' })).status).toBe(400);
});
