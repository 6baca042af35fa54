import { v7 as uuidv7 } from 'uuid';
import { beforeAll, expect, test } from 'vitest';
import { dayAnswer, type DayAnswer, type DayRequest } from '../../../sync/protocol/hold.ts';
import { createFeedReader } from './feed-reader.ts';
import { startTestCentral, type TestCentral } from './test-central.ts';
import type { WireTill } from './wire-till.ts';

const starting = startTestCentral();
let shops: TestCentral;

beforeAll(async () => {
  shops = await starting;
});

/** A till that sold for these amounts, refunds negative, and closed its day. */
async function soldDay(totals: readonly number[]): Promise<{ till: WireTill; day: DayRequest }> {
  const till = await shops.joinTill();
  till.write('shift.opened', {});
  for (const totalMinor of totals) till.write('sale.completed', { saleId: uuidv7(), totalMinor });
  const closed = till.write('shift.closed', { zNumber: 1 });
  return {
    till,
    day: {
      businessDate: '2026-03-02',
      epoch: 1,
      zNumber: 1,
      firstSeq: 1,
      lastSeq: closed.seq,
      saleCount: totals.length,
      saleTotalMinor: totals.reduce((sum, total) => sum + total, 0),
      lastHash: closed.hash,
    },
  };
}

async function compare(till: WireTill, day: DayRequest): Promise<DayAnswer> {
  const answer = await till.ask('POST', '/v1/days', day);
  expect(answer.status).toBe(200);
  return dayAnswer.strict().parse(answer.body);
}

test('a day that central has as the till closed it is equal', async () => {
  const { till, day } = await soldDay([1_050, 300, -250]);
  await till.push(till.journal);
  expect(await compare(till, day)).toEqual({
    status: 'equal',
    saleCount: 3,
    saleTotalMinor: 1_100,
    lastHash: day.lastHash,
  });
});

test('a day of many pages is counted whole', async () => {
  const { till, day } = await soldDay(Array.from({ length: 1_203 }, (_, index) => index));
  for (let from = 0; from < till.journal.length; from += 100)
    await till.push(till.journal.slice(from, from + 100));
  expect(await compare(till, day)).toMatchObject({
    status: 'equal',
    saleCount: 1_203,
    saleTotalMinor: 723_003,
  });
});

test('a day of which entries are on their way is waited for', async () => {
  const { till, day } = await soldDay([100, 200]);
  await till.push(till.journal.slice(0, 2));
  expect(await compare(till, day)).toMatchObject({ status: 'waiting', saleCount: 1, lastHash: null });
  await till.push(till.journal);
  expect((await compare(till, day)).status).toBe('equal');
  const { rows } = await shops.pool.query('SELECT status FROM closed_day WHERE register = $1', [till.id]);
  expect(rows).toEqual([{ status: 'equal' }]);
});

test.each([
  ['count', { saleCount: 3 }, 0],
  ['sum', { saleTotalMinor: 350 }, 50],
  ['last hash', { lastHash: 'ab'.repeat(32) }, 0],
])('a day whose %s differs is put before people, at the till too', async (_what, change, amountMinor) => {
  const { till, day } = await soldDay([100, 200]);
  await till.push(till.journal);
  expect((await compare(till, { ...day, ...change })).status).toBe('differs');
  await compare(till, { ...day, ...change });
  const reader = createFeedReader(till);
  await reader.catchUp();
  const raised = [...reader.known.values()].filter(
    (value) =>
      typeof value === 'object' && value !== null && 'registerId' in value && value.registerId === till.id,
  );
  expect(raised).toEqual([
    expect.objectContaining({ kind: 'day-differs', subject: '2026-03-02', amountMinor, isResolved: false }),
  ]);
});
