import { v7 as uuidv7 } from 'uuid';
import { beforeAll, expect, test } from 'vitest';
import { encodePayload } from '../../../domain/facts/fact-codec.ts';
import { projectingOf } from '../../../sync/central/project/project-batch.ts';
import { projectAll } from '../../../sync/central/project/worker.ts';
import { receiptAnswer, type ReceiptAnswer } from '../../../sync/protocol/hold.ts';
import { HOLD_LIFE_MS } from '../../../sync/protocol/limits.ts';
import { refundFact, saleFact, shownRefund } from './project/told-facts.ts';
import { startTestCentral, type TestCentral } from './test-central.ts';
import type { WireTill } from './wire-till.ts';

const starting = startTestCentral();
let shops: TestCentral;

beforeAll(async () => {
  shops = await starting;
});

interface Sold {
  readonly fact: ReturnType<typeof saleFact>;
  readonly receiptNumber: string;
  readonly payload: string;
  readonly till: WireTill;
}

/** A till sells and central hears of it. */
async function sell(): Promise<Sold> {
  const till = await shops.joinTill('S1');
  const fact = saleFact();
  const entry = till.write('sale.completed', JSON.parse(encodePayload(fact)));
  await project(till);
  return { fact, receiptNumber: fact.payload.receiptNumber, payload: entry.payload, till };
}

async function project(till: WireTill): Promise<void> {
  expect((await till.push(till.journal)).body['status']).toBe('stored');
  await projectAll(projectingOf(shops.central), (error) => {
    throw error;
  });
}

async function reserve(
  till: WireTill,
  receiptNumber: string,
  refundSaleId = uuidv7(),
): Promise<ReceiptAnswer> {
  const answer = await till.ask('POST', '/v1/receipts/reserve', { receiptNumber, refundSaleId });
  expect(answer.status).toBe(200);
  return receiptAnswer.strict().parse(answer.body);
}

test("another till's sale comes as it lies in that till's journal, with nothing of it back", async () => {
  const { receiptNumber, payload, till } = await sell();
  const answer = await reserve(await shops.joinTill('S2'), receiptNumber);
  expect(answer).toMatchObject({ registerId: till.id, payload, schema: 1, returned: [] });
});

test('while one till has a receipt all of it is back for the others, until it gives it up or time is over', async () => {
  const { receiptNumber } = await sell();
  const [one, two, refundSaleId] = [await shops.joinTill('S1'), await shops.joinTill('S2'), uuidv7()];
  expect((await reserve(one, receiptNumber, refundSaleId)).returned).toEqual([]);
  const taken = (await reserve(two, receiptNumber)).returned;
  expect(taken.length).toBeGreaterThan(0);
  expect((await reserve(one, receiptNumber, refundSaleId)).returned).toEqual([]);
  await one.ask('DELETE', `/v1/holds/${refundSaleId}`);
  expect((await reserve(two, receiptNumber)).returned).toEqual([]);
  expect((await reserve(one, receiptNumber)).returned).toEqual(taken);
  shops.clock.nowUtcMs += HOLD_LIFE_MS + 1;
  await one.signIn();
  expect((await reserve(one, receiptNumber)).returned).toEqual([]);
});

test('what came back at any till is back', async () => {
  const { fact, receiptNumber, till } = await sell();
  const refund = refundFact(fact);
  till.write('sale.completed', JSON.parse(encodePayload(refund)));
  await project(till);
  const answer = await reserve(await shops.joinTill('S2'), receiptNumber);
  const [line] = refund.payload.lines;
  expect(answer.returned).toEqual([
    { lineNo: line?.returnOf?.lineNo, thousandths: -(line?.quantityThousandths ?? 0) },
  ]);
});

test('goods of a receipt that was shown while central could not be asked are back, and never more than were sold', async () => {
  const { fact, receiptNumber } = await sell();
  const away = await shops.joinTill('S2');
  const goods = { article: fact.payload.lines[0]!.articleCode!, thousandths: 3_000, paidMinor: 300 };
  away.write('sale.completed', JSON.parse(encodePayload(shownRefund(fact.payload, [goods]))));
  await project(away);
  const answer = await reserve(await shops.joinTill('S1'), receiptNumber);
  expect(answer.returned).toEqual([{ lineNo: 1, thousandths: 1_000 }]);
});

test('a receipt that no till sent is not found', async () => {
  const till = await shops.joinTill();
  const answer = await till.ask('POST', '/v1/receipts/reserve', {
    receiptNumber: 'S9-01-1-000001',
    refundSaleId: uuidv7(),
  });
  expect([answer.status, answer.body['error']]).toEqual([404, 'not-found']);
});
