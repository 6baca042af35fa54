import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { raiseExceptions } from '../../../../sync/central/exceptions.ts';
import { noteAudit } from '../../../../sync/central/office/audit.ts';
import { addRegister, everyRegister, openOffice, START, type OfficeApp } from './office-app.ts';

let chain: OfficeApp;
beforeAll(async () => {
  chain = await openOffice();
});

/** Everything that a list has, page by page, and how many rows each page had. */
async function readAll<Row, Place>(
  ask: (after: Place | null) => Promise<{
    readonly value: { readonly rows: readonly Row[]; readonly next: Place | null };
  }>,
): Promise<{ readonly rows: Row[]; readonly pages: number[] }> {
  const rows: Row[] = [];
  const pages: number[] = [];
  let after: Place | null = null;
  do {
    const { value } = await ask(after);
    rows.push(...value.rows);
    pages.push(value.rows.length);
    after = value.next;
  } while (after !== null);
  return { rows, pages };
}

describe('five thousand exceptions', () => {
  const kinds = ['coupon-void', 'points-overdrawn', 'refund-twice'] as const;
  const all = { isOpen: true, kind: null, shop: null };
  beforeAll(async () => {
    const tills = [await addRegister(chain.pool, 'S1', '01'), await addRegister(chain.pool, 'S2', '01')];
    for (let block = 0; block < 10; block += 1) {
      // Many at the same moment, so that the moment alone is no place.
      const raised = Array.from({ length: 500 }, (_each, index) => ({
        kind: kinds[index % 3]!,
        registerId: tills[index % 2]!,
        epoch: 1,
        seq: block * 500 + index + 1,
        atUtcMs: START,
        subject: 'X',
        amountMinor: 10,
        points: 0,
      }));
      await raiseExceptions(chain.pool, raised, START + block);
    }
  });

  test('are turned page by page, each once, the newest first, and counted', async () => {
    const { rows, pages } = await readAll((after: { raisedAtUtcMs: number; id: string } | null) =>
      chain.owner.ask('exceptions.list', { ...all, after }),
    );
    expect(pages).toEqual(Array.from({ length: 50 }, () => 100));
    expect(new Set(rows.map(({ id }) => id)).size).toBe(5_000);
    const raised = rows.map((row) => (row as unknown as { raisedAtUtcMs: number }).raisedAtUtcMs);
    expect(raised).toEqual(raised.toSorted((a, b) => b - a));
    const { value } = await chain.owner.ask('exceptions.list', { ...all, after: null });
    expect(value.counts.reduce((sum, { count }) => sum + count, 0)).toBe(5_000);
    expect(value.counts.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(50_000);
  });

  test('are narrowed by kind and shop, also to a manager’s own', async () => {
    const narrowed = { ...all, kind: 'coupon-void' as const, shop: 'S2' };
    const ask = (after: { raisedAtUtcMs: number; id: string } | null) =>
      chain.owner.ask('exceptions.list', { ...narrowed, after });
    const { rows } = await readAll(ask);
    expect(rows).toHaveLength(830);
    expect(new Set(rows.map(({ kind, shop }) => `${kind} ${shop}`))).toEqual(new Set(['coupon-void S2']));
    const { value } = await ask(null);
    expect(value.counts.find(({ kind }) => kind === 'coupon-void')?.count).toBe(830);
    const mei = await chain.addUser('mei', 'manager', ['S1']);
    const hers = await mei.ask('exceptions.list', { ...all, after: null });
    expect(new Set(hers.value.rows.map(({ shop }) => shop))).toEqual(new Set(['S1']));
    expect(hers.value.counts.reduce((sum, { count }) => sum + count, 0)).toBe(2_500);
  });

  test('are resolved a page at once, all or none, each with its line in the audit', async () => {
    const { owner } = chain;
    const first = (await owner.ask('exceptions.list', { ...all, after: null })).value.rows;
    const ids = first.map(({ id }) => id);
    const withOther = [...ids.slice(1), randomUUID()];
    expect(await owner.ask('exceptions.resolve', { ids: withOther, note: 'loss' })).toMatchObject({
      error: { code: 'gone' },
    });
    expect((await owner.ask('exceptions.resolve', { ids, note: 'loss' })).status).toBe(200);
    const done = await owner.ask('exceptions.list', { ...all, isOpen: false, after: null });
    expect(new Set(done.value.rows.map(({ id }) => id))).toEqual(new Set(ids));
    const audit = await owner.ask('audit.list', { action: 'exception-resolved', text: '', after: null });
    expect(audit.value.rows).toHaveLength(100);
    const mei = await chain.addUser('may', 'manager', ['S1']);
    const left = (await owner.ask('exceptions.list', { ...all, shop: 'S2', after: null })).value.rows;
    expect(await mei.ask('exceptions.resolve', { ids: [left[0]!.id], note: 'x' })).toMatchObject({
      error: { code: 'other-shop' },
    });
  });
});

test('the audit is turned page by page, and looked through by who did it and what it is about', async () => {
  const who = { userId: randomUUID(), name: 'Auditor' };
  for (let number = 0; number < 250; number += 1)
    await noteAudit(chain.pool, who, { action: 'price-changed', subject: `ART-${number}_%` });
  const ask = (text: string) =>
    readAll((after: number | null) =>
      chain.owner.ask('audit.list', { action: 'price-changed', text, after }),
    );
  const { rows, pages } = await ask('auditor');
  expect(pages).toEqual([100, 100, 50]);
  expect(rows.map(({ subject }) => subject).slice(0, 2)).toEqual(['ART-249_%', 'ART-248_%']);
  expect((await ask('art-17_%')).rows.map(({ subject }) => subject)).toEqual(['ART-17_%']);
});

test('members are turned page by page, all of them and those of a name, who joined last in front', async () => {
  const file = Array.from({ length: 260 }, (_each, index) => {
    const name = index % 2 === 0 ? 'Ada Even' : 'Bob Odd';
    return `8${String(index).padStart(5, '0')},${name},2020-01-${String((index % 28) + 1).padStart(2, '0')}`;
  });
  await chain.owner.handOver('members.import', ['number,name,joined', ...file].join('\n'));
  const ask = (text: string) =>
    readAll((after: { joinedAtUtcMs: number; memberId: string } | null) =>
      chain.owner.ask('members.search', { text, after }),
    );
  const everybody = await ask('');
  expect(everybody.pages).toEqual([50, 50, 50, 50, 50, 10]);
  expect(new Set(everybody.rows.map(({ number }) => number)).size).toBe(260);
  const joined = everybody.rows.map(({ joinedOn }) => joinedOn);
  expect(joined).toEqual(joined.toSorted().toReversed());
  const even = await ask('ada');
  expect(even.pages).toEqual([50, 50, 30]);
  expect(new Set(even.rows.map(({ memberId }) => memberId)).size).toBe(130);
});

test('a catalogue is turned page by page in the order of its names, whole and by words', async () => {
  const names = Array.from({ length: 230 }, (_each, index) => (index % 3 === 0 ? 'Apple' : `Pear ${index}`));
  const lines = names.map((name, index) => `Z-${String(index).padStart(4, '0')},${name},1.50`);
  await chain.owner.handOver('catalogue.import', ['sku,name,price', ...lines].join('\n'));
  const ask = (text: string) =>
    readAll((after: { name: string; code: string } | null) =>
      chain.owner.ask('catalogue.search', { text, after }),
    );
  const whole = await ask('');
  expect(whole.pages).toEqual([100, 100, 30]);
  const shown = whole.rows.map(({ name, code }) => `${name} ${code}`);
  expect(new Set(shown).size).toBe(230);
  expect(shown).toEqual(shown.toSorted());
  expect((await ask('pear z-')).rows).toHaveLength(153);
});

test('registers are turned page by page, narrowed to a shop, and to those that somebody should look at', async () => {
  const { owner, pool, clock } = chain;
  const { value: before } = await owner.ask('registers.list', everyRegister);
  for (let number = 100; number < 250; number += 1) await addRegister(pool, 'S2', String(number));
  const quiet = await addRegister(pool, 'S1', '50');
  await pool.query('UPDATE register SET contacted_at_utc_ms = contacted_at_utc_ms - 600000 WHERE id = $1', [
    quiet,
  ]);
  const wrong = await addRegister(pool, 'S1', '51');
  await pool.query('UPDATE register SET clock_ahead_ms = -61000 WHERE id = $1', [wrong]);
  const forked = await addRegister(pool, 'S1', '52');
  await pool.query(`UPDATE register SET state = 'forked' WHERE id = $1`, [forked]);
  clock.nowUtcMs = START + 1_000;
  type Place = { isRevoked: boolean; shop: string; till: string };
  const ask = (filter: Partial<typeof everyRegister>) =>
    readAll((after: Place | null) => owner.ask('registers.list', { ...everyRegister, ...filter, after }));
  const { rows, pages } = await ask({});
  expect(pages).toEqual([100, 53 + before.count]);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  expect((await ask({ shop: 'S1' as never })).rows.every(({ shop }) => shop === 'S1')).toBe(true);
  const odd = await ask({ isOddOnly: true });
  expect(odd.rows.map(({ id }) => id)).toEqual([quiet, wrong, forked]);
  expect(odd.rows.map(({ isQuiet, isClockWrong }) => [isQuiet, isClockWrong])).toEqual([
    [true, false],
    [false, true],
    [false, false],
  ]);
  const { value } = await owner.ask('registers.list', everyRegister);
  expect(value).toMatchObject({ count: 153 + before.count, oddCount: 3 });
  clock.nowUtcMs = START;
});

test('shops are turned page by page, and counted together on each', async () => {
  await chain.pool.query(
    `INSERT INTO shop (code, name, currency, zone, created_at_utc_ms)
     SELECT 'X' || number, 'X', 'CNY', 'Asia/Shanghai', 0 FROM generate_series(100, 300) AS number`,
  );
  const { rows, pages } = await readAll((after: string | null) => chain.owner.ask('overview', { after }));
  expect(pages).toEqual([100, 100, 3]);
  expect(new Set(rows.map(({ code }) => code)).size).toBe(203);
  const { value } = await chain.owner.ask('overview', { after: 'X150' });
  expect(value.count).toBe(203);
  expect(value.together.openExceptions).toBe(4_900);
});

test('codes that nobody has used are turned page by page, and so are the people who work here', async () => {
  const { owner, pool } = chain;
  const tills = Array.from({ length: 120 }, () => null);
  await owner.ask('codes.issue', { shop: 'S1', tills, hours: 24 });
  const codes = await readAll((after: { expiresAtUtcMs: number; id: string } | null) =>
    owner.ask('codes.list', { after }),
  );
  expect(codes.pages).toEqual([50, 50, 20]);
  expect(new Set(codes.rows.map(({ id }) => id)).size).toBe(120);
  await pool.query(
    `INSERT INTO office_user (id, login, name, role, salt, password_hash, must_change)
     SELECT gen_random_uuid(), 'user' || number, 'U', 'manager', '', '', true FROM generate_series(1, 150) AS number`,
  );
  const users = await readAll((after: string | null) => owner.ask('users.list', { after }));
  expect(users.pages[0]).toBe(100);
  expect(new Set(users.rows.map(({ login }) => login)).size).toBe(users.rows.length);
});
