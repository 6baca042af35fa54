import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { raiseExceptions } from '../../../../sync/central/exceptions.ts';
import { countRuleUses } from '../../../../sync/central/project/rule-uses.ts';
import { readEntry } from '../../../../sync/central/project/read-entry.ts';
import { addRegister, openOffice, START, type OfficeApp } from './office-app.ts';

const MOST = Number.MAX_SAFE_INTEGER;
const opening = openOffice();
let app: OfficeApp;
let register: string;

beforeAll(async () => {
  app = await opening;
  register = await addRegister(app.pool, 'S1', '01');
});

test('the overview is shown, whatever registers say that they sold', async () => {
  for (const seq of [1, 2]) {
    await app.pool.query(
      `INSERT INTO sale (id, register, epoch, seq, receipt_number, business_date, at_utc_ms, total_minor)
       VALUES ($1, $2, 1, $3, 'S1-01-1', '2026-11-20', $4, $5)`,
      [randomUUID(), register, seq, START, MOST],
    );
  }
  const { status, value } = await app.owner.ask('overview', { after: null });
  expect(status).toBe(200);
  expect(value.rows[0]).toMatchObject({ code: 'S1', saleCount: 2, saleTotalMinor: MOST });
});

test('exceptions are listed and counted, whatever they are said to cost', async () => {
  const exception = {
    kind: 'day-differs',
    registerId: register,
    epoch: 1,
    atUtcMs: START,
    subject: '',
  } as const;
  await raiseExceptions(
    app.pool,
    [
      { ...exception, seq: 1, amountMinor: 2 * MOST, points: 0 },
      { ...exception, seq: 2, amountMinor: MOST, points: -2 * MOST },
    ],
    START,
  );
  const all = { isOpen: true, kind: null, shop: null, after: null };
  const { status, value } = await app.owner.ask('exceptions.list', all);
  expect(status).toBe(200);
  expect(value.rows.map(({ amountMinor }) => amountMinor)).toEqual([MOST, MOST]);
  expect(value.counts).toMatchObject([{ kind: 'day-differs', count: 2, amountMinor: MOST }]);
});

test('uses of a rule are counted, however many were said', async () => {
  const use = { ruleId: 'ten', memberId: null, businessDate: '2026-11-20', uses: MOST, amountMinor: -MOST };
  await countRuleUses(app.pool, [use, use], START);
  await countRuleUses(app.pool, [use], START);
  const { rows } = await app.pool.query(
    `SELECT uses, amount_minor AS "amountMinor" FROM rule_use WHERE rule_id = 'ten' AND business_date = ''`,
  );
  expect(rows).toEqual([{ uses: MOST, amountMinor: -MOST }]);
});

const sale = {
  saleId: randomUUID(),
  receiptNumber: 'S1-01-1-000001',
  totalMinor: 100,
  lines: [{ lineNo: 1, quantityThousandths: 1_000, totalMinor: 100 }],
};

test.each([
  ['as it is', {}, 'sale'],
  ['of the most that it may be', { totalMinor: 1_000_000_000_000 }, 'sale'],
  ['of more than that', { totalMinor: 1_000_000_000_001 }, 'unreadable'],
  [
    'with a rule that was used too often',
    { rules: [{ ruleId: 'ten', uses: 1e9 + 1, amountMinor: 1 }] },
    'unreadable',
  ],
  [
    'with a rule that took too much',
    { rules: [{ ruleId: 'ten', uses: 1, amountMinor: -1e12 - 1 }] },
    'unreadable',
  ],
  [
    'with a line of too many pieces',
    { lines: [{ lineNo: 1, quantityThousandths: 1e9 + 1, totalMinor: 100 }] },
    'unreadable',
  ],
])('a sale %s is read by that', (_what, changes, kind) => {
  const payload = JSON.stringify({ ...sale, ...changes });
  const entry = { register, epoch: 1, seq: 1, type: 'sale.completed', schema: 1, payload };
  const at = { atUtcMs: START, businessDate: '2026-11-20', receivedAtUtcMs: START };
  expect(readEntry({ ...entry, ...at }).kind).toBe(kind);
});
