import { v7 as uuidv7 } from 'uuid';
import { beforeAll, expect, test } from 'vitest';
import { publish, type Published } from '../../../sync/central/changes.ts';
import { holdAnswer, type HoldAnswer } from '../../../sync/protocol/hold.ts';
import { HOLD_LIFE_MS } from '../../../sync/protocol/limits.ts';
import type { WireAccount } from '../../../sync/protocol/member.ts';
import { startTestCentral, type TestCentral } from './test-central.ts';
import type { WireTill } from './wire-till.ts';

const starting = startTestCentral();
let shops: TestCentral;

beforeAll(async () => {
  shops = await starting;
});

async function tell(...changes: Published[]): Promise<void> {
  await publish(shops.pool, changes, shops.clock.nowUtcMs);
}

/** A member with so many points; nobody else has the number. */
async function memberWith(points: number): Promise<string> {
  const id = uuidv7();
  await shops.pool.query(
    `INSERT INTO member (id, number, sealed, joined_at_utc_ms, told_at_utc_ms, told_register, told_epoch, told_seq)
     VALUES ($1, $2, '', 0, 0, $1, 1, 1)`,
    [id, id],
  );
  const value: WireAccount = {
    points,
    availablePoints: points,
    expiring: [],
    pending: [],
    tier: null,
    reviewOn: null,
    isInGrace: false,
    measured: 0,
    spentMinor: 0,
    visits: 0,
  };
  await tell({ scope: 'account', key: id, shop: null, value });
  return id;
}

async function coupon(
  changes: { readonly useCount?: number; readonly isVoided?: boolean } = {},
): Promise<string> {
  const id = uuidv7();
  const value = {
    code: id,
    ruleId: 'rule',
    memberId: null,
    expiresOn: null,
    useCount: 0,
    isVoided: false,
    ...changes,
  };
  await tell({ scope: 'coupon', key: id, shop: null, value });
  return id;
}

interface Wish {
  readonly saleId?: string;
  readonly memberId?: string | null;
  readonly points?: number;
  readonly couponIds?: readonly string[];
}

async function hold(till: WireTill, wish: Wish): Promise<HoldAnswer> {
  const body = { saleId: uuidv7(), memberId: null, points: 0, couponIds: [], ...wish };
  const answer = await till.ask('POST', '/v1/holds', body);
  expect(answer.status).toBe(200);
  return holdAnswer.strict().parse(answer.body);
}

test('points are held for one sale and not for another until they are given up', async () => {
  const [till, other, memberId, saleId] = [
    await shops.joinTill(),
    await shops.joinTill(),
    await memberWith(500),
    uuidv7(),
  ];
  expect(await hold(till, { memberId, points: 400, saleId })).toMatchObject({
    isGranted: true,
    account: { points: 500, availablePoints: 500 },
    endsAtUtcMs: shops.clock.nowUtcMs + HOLD_LIFE_MS,
  });
  expect(await hold(other, { memberId, points: 101 })).toMatchObject({
    isGranted: false,
    refusal: 'points-short',
    account: { points: 500, availablePoints: 100 },
  });
  expect((await till.ask('DELETE', `/v1/holds/${saleId}`)).status).toBe(200);
  expect((await hold(other, { memberId, points: 500 })).isGranted).toBe(true);
});

test('asked again for the same sale, the new wish takes the place of the old; one that is refused leaves it', async () => {
  const [till, other, memberId, saleId] = [
    await shops.joinTill(),
    await shops.joinTill(),
    await memberWith(500),
    uuidv7(),
  ];
  await hold(till, { memberId, points: 400, saleId });
  expect((await hold(till, { memberId, points: 450, saleId })).isGranted).toBe(true);
  expect((await hold(till, { memberId, points: 501, saleId })).refusal).toBe('points-short');
  expect((await hold(other, { memberId, points: 51 })).refusal).toBe('points-short');
  expect((await hold(till, { memberId, points: 0, saleId })).isGranted).toBe(true);
  expect((await hold(other, { memberId, points: 500 })).isGranted).toBe(true);
});

test('a hold that has ended holds nothing', async () => {
  const [till, memberId, couponId] = [await shops.joinTill(), await memberWith(100), await coupon()];
  await hold(till, { memberId, points: 100, couponIds: [couponId] });
  expect((await hold(till, { memberId, points: 100 })).refusal).toBe('points-short');
  expect((await hold(till, { couponIds: [couponId] })).refusal).toBe('coupon-used');
  shops.clock.nowUtcMs += HOLD_LIFE_MS + 1;
  await till.signIn();
  expect((await hold(till, { memberId, points: 100, couponIds: [couponId] })).isGranted).toBe(true);
});

test('twenty tills want one coupon at once, and one gets it', async () => {
  const couponId = await coupon();
  const tills = await Promise.all(Array.from({ length: 20 }, () => shops.joinTill()));
  await Promise.all(tills.map((till) => till.signIn()));
  const answers = await Promise.all(tills.map((till) => hold(till, { couponIds: [couponId] })));
  expect(answers.filter(({ isGranted }) => isGranted)).toHaveLength(1);
  expect(answers.filter(({ refusal }) => refusal === 'coupon-used')).toHaveLength(19);
});

test('many sales want the points of one member at once, and together they get no more than there are', async () => {
  const memberId = await memberWith(1_000);
  const tills = await Promise.all(Array.from({ length: 10 }, () => shops.joinTill()));
  await Promise.all(tills.map((till) => till.signIn()));
  const answers = await Promise.all(tills.map((till) => hold(till, { memberId, points: 300 })));
  expect(answers.filter(({ isGranted }) => isGranted)).toHaveLength(3);
});

test('tills that want the same two coupons in another order do not wait for each other for ever', async () => {
  const [one, two] = [await coupon(), await coupon()];
  const tills = await Promise.all(Array.from({ length: 6 }, () => shops.joinTill()));
  await Promise.all(tills.map((till) => till.signIn()));
  const answers = await Promise.all(
    tills.map((till, index) => hold(till, { couponIds: index % 2 === 0 ? [one, two] : [two, one] })),
  );
  expect(answers.filter(({ isGranted }) => isGranted)).toHaveLength(1);
});

test('each refusal says what is in the way', async () => {
  const till = await shops.joinTill();
  const [used, voided, unknown] = [await coupon({ useCount: 1 }), await coupon({ isVoided: true }), uuidv7()];
  expect(await hold(till, { memberId: uuidv7(), points: 1 })).toMatchObject({
    refusal: 'member-unknown',
    account: null,
  });
  expect(await hold(till, { couponIds: [used] })).toMatchObject({ refusal: 'coupon-used', couponId: used });
  expect(await hold(till, { couponIds: [voided] })).toMatchObject({
    refusal: 'coupon-void',
    couponId: voided,
  });
  expect(await hold(till, { couponIds: [unknown] })).toMatchObject({
    refusal: 'coupon-unknown',
    couponId: unknown,
  });
});

test('a member who turned out to be another has that account', async () => {
  const [till, memberId, formerId] = [await shops.joinTill(), await memberWith(300), await memberWith(0)];
  await shops.pool.query('UPDATE member SET into_id = $1 WHERE id = $2', [memberId, formerId]);
  expect((await hold(till, { memberId: formerId, points: 200 })).account?.points).toBe(300);
  expect((await hold(till, { memberId, points: 200 })).refusal).toBe('points-short');
});

test('one register holds for a bounded number of sales', async () => {
  const [till, memberId] = [await shops.joinTill(), await memberWith(1_000)];
  await shops.pool.query(
    `INSERT INTO hold (register, sale_id, points, coupon_ids, ends_at_utc_ms)
     SELECT $1, gen_random_uuid(), 1, '{}', $2 FROM generate_series(1, 200)`,
    [till.id, shops.clock.nowUtcMs + HOLD_LIFE_MS],
  );
  const body = { saleId: uuidv7(), memberId, points: 1, couponIds: [] };
  const answer = await till.ask('POST', '/v1/holds', body);
  expect([answer.status, answer.body['error'], answer.headers.get('retry-after')]).toEqual([
    503,
    'busy',
    '60',
  ]);
});
