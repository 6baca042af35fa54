import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { defaultLoyalty } from '../../../../domain/loyalty/default-loyalty.ts';
import { catalogueFile, promotionsFile } from './chain-files.ts';
import { feedRoute } from '../../../../sync/central/feed.ts';
import { findRegister } from '../../../../sync/central/registers.ts';
import type { FeedAnswer } from '../../../../sync/protocol/feed.ts';
import { must } from '../../../must.ts';
import { addRegister, openOffice, START, type OfficeApp } from './office-app.ts';

let chain: OfficeApp;
beforeAll(async () => {
  chain = await openOffice();
});

/** What registers are told under a key, as it is now. */
async function told(scope: string, key: string, shop = ''): Promise<unknown> {
  const { rows } = await chain.pool.query<{ value: string | null }>(
    'SELECT value FROM reference WHERE scope = $1 AND key = $2 AND shop = $3',
    [scope, key, shop],
  );
  const text = rows[0]?.value;
  return text === undefined || text === null ? text : JSON.parse(text);
}

test('a catalogue goes in but for its bad rows, once; gzip is the same, and a broken file changes nothing', async () => {
  const { owner } = chain;
  const first = await owner.handOver('catalogue.import', catalogueFile);
  expect(first.value).toMatchObject({ rows: 5, added: 4, changed: 0, rejectedCount: 1 });
  expect(first.value.rejected).toMatchObject([{ line: 6, error: { code: 'row-price-invalid' } }]);
  expect(await told('article', 'TEA-1')).toMatchObject({
    name: 'Jasmine tea',
    priceE4: 125_000,
    barcodes: ['06901234567892'],
  });
  const again = await owner.handOver('catalogue.import', gzipSync(catalogueFile));
  expect(again.value).toMatchObject({ added: 0, changed: 0, unchanged: 4 });
  const dearer = await owner.handOver('catalogue.import', catalogueFile.replace('12.50', '13.00'));
  expect(dearer.value).toMatchObject({ added: 0, changed: 1, unchanged: 3 });
  expect(await owner.handOver('catalogue.import', 'sku,price\nA,1')).toMatchObject({
    status: 422,
    error: { code: 'file-invalid', fault: { code: 'file-without-names' } },
  });
  expect(await owner.handOver('catalogue.import', gzipSync(catalogueFile).subarray(0, 60))).toMatchObject({
    error: { code: 'file-invalid', fault: { code: 'file-bad-gzip' } },
  });
});

test('a barcode that passes from one article to another in a file goes in, one that is taken does not', async () => {
  const { owner } = chain;
  const file = [
    'sku,name,price,barcode',
    'MUG-2,Large mug,9,6901234567892',
    'TEA-1,Jasmine tea,12.50,6920459989463',
    'MUG-3,Small mug,7,6920459989463',
  ].join('\n');
  const { value } = await owner.handOver('catalogue.import', file);
  expect(value).toMatchObject({ added: 1, changed: 1, rejectedCount: 1 });
  expect(value.rejected).toMatchObject([{ line: 4, error: { code: 'row-barcode-taken', other: 'TEA-1' } }]);
  expect(await told('article', 'MUG-2')).toMatchObject({ barcodes: ['06901234567892'] });
});

test('articles are found by all their words, also such as SQL would take for its own, and a price changes everywhere', async () => {
  const { owner } = chain;
  const codes = async (text: string) =>
    (await owner.ask('catalogue.search', { text, after: null })).value.rows.map(({ code }) => code);
  expect(await codes('ground harbour')).toEqual(['COF-1']);
  expect(await codes('杂酱')).toEqual(['NOO-1']);
  expect(await codes('%')).toEqual([]);
  expect(await codes("' OR 1=1 --")).toEqual([]);
  expect((await codes('')).length).toBeGreaterThanOrEqual(4);
  expect((await owner.ask('catalogue.change-price', { code: 'COF-1', priceE4: 399_000 })).status).toBe(200);
  expect(await told('article', 'COF-1')).toMatchObject({ priceE4: 399_000, name: 'Ground coffee' });
  expect(await owner.ask('catalogue.change-price', { code: 'NO-1', priceE4: 1 })).toMatchObject({
    error: { code: 'gone' },
  });
  const audit = await owner.ask('audit.list', { action: 'price-changed', text: '', after: null });
  expect(audit.value.rows).toMatchObject([
    { subject: 'COF-1', before: { priceE4: 380_000 }, after: { priceE4: 399_000 } },
  ]);
});

test('rules replace all rules; one that was switched off stays off; a file with a fault changes nothing', async () => {
  const { owner } = chain;
  expect((await owner.handOver('promotions.import', promotionsFile())).value).toEqual({
    added: 3,
    changed: 0,
    unchanged: 0,
    removed: 0,
  });
  expect((await owner.ask('promotions.switch', { id: 'drinks', isOn: false })).status).toBe(200);
  const changed = await owner.handOver('promotions.import', promotionsFile(2_000));
  expect(changed.value).toMatchObject({ changed: 1, unchanged: 2 });
  expect(await told('promotion', 'drinks')).toMatchObject({ isOn: false, place: 0 });
  const listed = await owner.ask('promotions.list', {});
  expect(listed.value.rules.map(({ id, state }) => [id, state])).toEqual([
    ['drinks', 'off'],
    ['noodles', 'on'],
    ['voucher', 'on'],
  ]);
  const wrong = promotionsFile().replaceAll('NOO-1', 'NO-SUCH');
  expect(await owner.handOver('promotions.import', wrong)).toMatchObject({
    status: 422,
    error: { code: 'promotions-invalid', faults: [{ code: 'unknown-article', ruleId: 'noodles' }, {}] },
  });
  expect(await owner.handOver('promotions.import', '{"promotions":[]}')).toMatchObject({
    value: { removed: 3 },
  });
  expect(await told('promotion', 'drinks')).toBeNull();
});

test('coupons are given as their rule has it, with codes that tills are told, and can be made void once', async () => {
  const { owner, pool } = chain;
  await owner.handOver('promotions.import', promotionsFile());
  const give = (ruleId: string, memberId: string | null) =>
    owner.ask('coupons.issue', { ruleId, memberId, count: 3, reason: 'opening day' });
  const { value } = await give('voucher', null);
  expect(value.codes).toHaveLength(3);
  expect(value.expiresOn).toBe('2026-12-20');
  const { rows } = await pool.query<{ value: string }>(
    `SELECT value FROM reference WHERE scope = 'coupon' AND value::jsonb ->> 'code' = ANY ($1)`,
    [value.codes],
  );
  expect(rows).toHaveLength(3);
  expect(JSON.parse(rows[0]!.value)).toMatchObject({ ruleId: 'voucher', useCount: 0, isVoided: false });
  expect(await give('drinks', null)).toMatchObject({ error: { code: 'coupon-none' } });
  expect(await give('voucher', '00000000-0000-7000-8000-000000000001')).toMatchObject({
    error: { code: 'coupon-none' },
  });
  const [code] = value.codes;
  const typed = code!.toLowerCase().replace(/^(.{4})/, '$1 ');
  const makeVoid = (written: string) => owner.ask('coupons.void', { code: written, reason: 'lost' });
  expect((await makeVoid(typed)).status).toBe(200);
  expect(await makeVoid(code!)).toMatchObject({ error: { code: 'coupon-void' } });
  expect(await makeVoid('NO-SUCH')).toMatchObject({ error: { code: 'coupon-unknown' } });
});

test('coupons of a member stand on the member’s page, with what has become of each', async () => {
  const { owner, pool, clock } = chain;
  await owner.handOver('members.import', 'number,name\n700077,Ada Baker');
  const { value: found } = await owner.ask('members.search', { text: '700077', after: null });
  const { memberId } = found.rows[0]!;
  const file = JSON.parse(promotionsFile()) as { promotions: { id: string; coupon?: object }[] };
  file.promotions[2]!.coupon = { holder: 'owner', lifeDays: 30 };
  await owner.handOver('promotions.import', JSON.stringify(file));
  const codes: string[] = [];
  for (const reason of ['open', 'used', 'void', 'back']) {
    clock.nowUtcMs += 1;
    const given = await owner.ask('coupons.issue', { ruleId: 'voucher', memberId, count: 1, reason });
    codes.push(given.value.codes[0]!);
  }
  await owner.ask('coupons.void', { code: codes[2]!, reason: 'given twice' });
  await pool.query(
    `INSERT INTO coupon_use (coupon_id, sale_id, at_utc_ms, register, epoch, seq, code, rule_id, amount_minor, is_restored)
     SELECT id, gen_random_uuid(), 0, gen_random_uuid(), 1, 1, code, rule_id, 1000, code = $2
     FROM coupon WHERE code = ANY ($1)`,
    [[codes[1], codes[3]], codes[3]],
  );
  const coupons = async () => {
    const { value } = await owner.ask('members.show', { memberId });
    return value.coupons.map(({ code, state }) => [code, state]);
  };
  expect(await coupons()).toEqual([
    [codes[3], 'open'],
    [codes[2], 'void'],
    [codes[1], 'used'],
    [codes[0], 'open'],
  ]);
  clock.nowUtcMs += 40 * 86_400_000;
  expect((await coupons()).at(-1)).toEqual([codes[0], 'over']);
  const { value } = await owner.ask('members.show', { memberId });
  expect(value.coupons[0]).toMatchObject({ rule: { en: 'Ten yuan off' }, expiresOn: '2026-12-20' });
  clock.nowUtcMs = START;
});

test('what a shop’s registers may do alone is told to that shop, how membership works to all', async () => {
  const { owner } = chain;
  const policy = {
    points: { kind: 'capped' as const, perSaleMinor: 5_000, perOutageMinor: 50_000 },
    coupons: { kind: 'none' as const },
    otherTillRefundMaxMinor: 10_000,
  };
  expect((await owner.ask('settings.save-policy', { shop: 'S1', policy })).status).toBe(200);
  expect(await told('policy', 'offline', 'S1')).toEqual(policy);
  expect(await owner.ask('settings.save-policy', { shop: 'S9', policy })).toMatchObject({
    error: { code: 'shop-unknown' },
  });
  const before = await owner.ask('settings.read', {});
  expect(before.value.isLoyaltyPublished).toBe(false);
  expect(before.value.shops.map(({ policy: each }) => each.points.kind)).toEqual(['capped', 'none']);
  const loyalty = { ...defaultLoyalty('CNY'), expiringSoonDays: 14 };
  expect((await owner.ask('settings.save-loyalty', { text: JSON.stringify(loyalty) })).status).toBe(200);
  expect(await told('setting', 'loyalty')).toEqual({ value: loyalty });
  for (const text of ['{', '{}', JSON.stringify({ ...loyalty, expiringSoonDays: -1 })]) {
    expect(await owner.ask('settings.save-loyalty', { text })).toMatchObject({
      status: 422,
      error: { code: 'setting-invalid' },
    });
  }
});

test('staff go out with their PIN as a hash that a till can check, and codes are one person’s', async () => {
  const { owner } = chain;
  const person = { shop: 'S1', id: null, code: '12', name: 'Lin', roleCode: 'cashier', isActive: true };
  const { value } = await owner.ask('staff.save', { ...person, pin: '4711' });
  const wire = (await told('staff', value.id, 'S1')) as { pin: { salt: string; hash: string } };
  const { scryptSync } = await import('node:crypto');
  const hash = scryptSync('4711', Buffer.from(wire.pin.salt, 'base64'), 32).toString('base64');
  expect(wire).toMatchObject({ code: '12', roleCode: 'cashier', pin: { hash } });
  expect(await owner.ask('staff.save', { ...person, name: 'Other', pin: '1234' })).toMatchObject({
    error: { code: 'staff-code-taken', staffCode: '12' },
  });
  expect(await owner.ask('staff.save', { ...person, code: '13', roleCode: 'king', pin: null })).toMatchObject(
    {
      error: { code: 'role-unknown', role: 'king' },
    },
  );
  const left = await owner.ask('staff.save', { ...person, id: value.id, isActive: false, pin: null });
  expect(left.status).toBe(200);
  expect(await told('staff', value.id, 'S1')).toMatchObject({ isActive: false, pin: wire.pin });
  const listed = await owner.ask('staff.list', { shop: 'S1' });
  expect(listed.value.people).toMatchObject([{ code: '12', hasPin: true, isActive: false }]);
  const audit = await chain.pool.query<{ text: string }>('SELECT office_audit::text FROM office_audit');
  expect(JSON.stringify(audit.rows)).not.toContain('4711');
});

test('what is changed here is what a register hears next, and of its own shop alone', async () => {
  const { owner, pool, central } = chain;
  const register = (await findRegister(pool, await addRegister(pool, 'S2', '01')))!;
  async function feed(cursor?: string): Promise<FeedAnswer> {
    const query = cursor === undefined ? {} : { cursor };
    const page = must(await feedRoute.answer(central, { register, query, body: undefined, params: {} }));
    return JSON.parse(String((page as { bytes: unknown }).bytes)) as FeedAnswer;
  }
  let page = await feed();
  while (page.isMore) page = await feed(page.cursor);
  await owner.ask('catalogue.change-price', { code: 'NOO-1', priceE4: 161_000 });
  const person = { id: null, name: 'Ai', roleCode: 'cashier', isActive: true, pin: null };
  await owner.ask('staff.save', { ...person, shop: 'S1', code: '31' });
  await owner.ask('staff.save', { ...person, shop: 'S2', code: '32' });
  const { changes } = await feed(page.cursor);
  expect(changes.filter(({ scope }) => scope !== 'applied')).toMatchObject([
    { scope: 'article', key: 'NOO-1', value: { priceE4: 161_000 } },
    { scope: 'staff', value: { code: '32' } },
  ]);
});
