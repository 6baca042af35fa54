import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { verifyStore } from '../../../db/verify.ts';
import { addDays, businessDateAt } from '../../../domain/business-date.ts';
import { hasTill, openTill, openTillReader } from '../../../register/open-till.ts';
import { demoPromotions } from '../../../register/demo/demo-promotions.ts';
import { createDemoShop } from '../../../register/demo/demo-shop.ts';
import type { Register } from '../../../register/register.ts';
import { factsOf, okOf } from '../till.ts';

const COMMAND_LINE = resolve(import.meta.dirname, '../../../register/cli/main.ts');
const DAYS = 91;
const KILLED_AFTER_DAYS = 5;

/** Thirteen weeks that were cut short by force, and went on: as the tests below find them, a user would. */
describe('a season of sales', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'guitai-season-')), 'shop');
  let register: Register;
  let daysWhenKilled: number;

  beforeAll(async () => {
    daysWhenKilled = await killDemoMidway(folder);
    okOf(await createDemoShop(folder, 'en', undefined, { hasSeason: true }));
    register = okOf(openTill(folder));
  }, 240_000);

  afterAll(() => {
    register.store.close();
    rmSync(join(folder, '..'), { recursive: true });
  });

  test('goes on where it was cut short, to yesterday, a shift and a Z a day', () => {
    expect(daysWhenKilled).toBeGreaterThanOrEqual(KILLED_AFTER_DAYS);
    expect(daysWhenKilled).toBeLessThan(DAYS);
    const today = businessDateAt(Date.now(), 'Europe/London', 240);
    const dates = register.store.shifts.list(DAYS * 2, DAYS * 2).map(({ businessDate }) => businessDate);
    expect(dates).toEqual(Array.from({ length: DAYS }, (_, ago) => addDays(today, -1 - ago)));
    expect(factsOf(register, 'shift.closed').map(({ zNumber }) => zNumber)).toEqual(
      Array.from({ length: DAYS }, (_, index) => index + 1),
    );
    expect(register.store.shifts.open()).toBeNull();
  });

  test('has sales in plenty, paid in all ways, and a few that came back', () => {
    const sales = factsOf(register, 'sale.completed');
    expect(sales.length).toBeGreaterThan(1_500);
    const kinds = new Set(sales.flatMap(({ tenders }) => tenders.map(({ kind }) => kind)));
    expect([...kinds].sort()).toEqual(['card', 'cash', 'payment-code']);
    const returns = sales.filter(({ lines }) => lines.some(({ kind }) => kind === 'return'));
    expect(returns.length).toBeGreaterThan(20);
    expect(returns.length).toBeLessThan(sales.length / 20);
  });

  test('is about half by members, some of whom stopped coming while others began', () => {
    const days = new Map<string, string[]>();
    const sales = factsOf(register, 'sale.completed').filter(({ reversals }) => reversals.length === 0);
    for (const { loyalty, frozenAtUtcMs } of sales) {
      if (!loyalty) continue;
      const date = businessDateAt(frozenAtUtcMs, 'Europe/London', 240);
      days.set(loyalty.memberId, [...(days.get(loyalty.memberId) ?? []), date]);
    }
    const byMembers = [...days.values()].flat().length;
    expect(byMembers / sales.length).toBeGreaterThan(0.4);
    expect(byMembers / sales.length).toBeLessThan(0.7);
    const sixWeeksAgo = addDays(businessDateAt(Date.now(), 'Europe/London', 240), -42);
    const returning = [...days.values()].filter((visits) => visits.length > 2);
    expect(returning.filter((visits) => visits.at(-1)! < sixWeeksAgo).length).toBeGreaterThan(10);
    expect(returning.filter((visits) => visits[0]! > sixWeeksAgo).length).toBeGreaterThan(10);
  });

  test('has every promotion at work, and takes neither nothing nor half off', () => {
    const sales = factsOf(register, 'sale.completed');
    const rules = sales.flatMap((sale) => sale.rules);
    const atWork = new Set(rules.map(({ ruleId }) => ruleId));
    const automatic = demoPromotions().filter(({ coupon }) => coupon === null);
    expect(automatic.filter(({ id }) => !atWork.has(id))).toEqual([]);
    const paidMinor = sales.reduce((sum, { totalMinor }) => sum + totalMinor, 0);
    const savedMinor = rules.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const savedShare = savedMinor / (paidMinor + savedMinor);
    expect(savedShare).toBeGreaterThan(0.04);
    expect(savedShare).toBeLessThan(0.15);
  });

  test('has points earned and paid with, coupons brought, and members who reached a tier', () => {
    const sales = factsOf(register, 'sale.completed');
    const served = sales.flatMap(({ loyalty }) => loyalty ?? []);
    expect(served.filter(({ points }) => (points.earned?.points ?? 0) > 0).length).toBeGreaterThan(500);
    expect(served.filter(({ points }) => points.redeemed !== null).length).toBeGreaterThan(20);
    expect(served.filter(({ tierChange }) => tierChange?.reason === 'reached').length).toBeGreaterThan(5);
    const used = new Set(sales.flatMap(({ coupons }) => coupons.map(({ ruleId }) => ruleId)));
    expect([...used].sort()).toEqual(['coupon-first', 'coupon-welcome']);
  });

  test('was rung by four cashiers, and opened and closed by the manager', () => {
    const codes = (sql: string) =>
      (register.store.db.prepare(sql).all() as { actor: string }[])
        .map(({ actor }) => register.store.staff.byId(actor)!.code)
        .sort();
    expect(codes(`SELECT DISTINCT actor FROM journal WHERE type = 'sale.completed'`)).toEqual([
      '1',
      '2',
      '3',
      '4',
    ]);
    expect(codes(`SELECT DISTINCT actor FROM journal WHERE type GLOB 'shift.*'`)).toEqual(['9']);
  });

  test('is in its own order: no entry is before the one that it follows', () => {
    const back = register.store.db
      .prepare(
        'SELECT count(*) AS count FROM journal a JOIN journal b ON b.position = a.position + 1 WHERE b.at_utc < a.at_utc',
      )
      .get();
    expect(back).toEqual({ count: 0 });
  });

  test('stays as it is when it is asked for again', async () => {
    const head = register.store.journal.head();
    register.store.close();
    okOf(await createDemoShop(folder, 'en', undefined, { hasSeason: true }));
    register = okOf(openTill(folder));
    expect(register.store.journal.head()).toEqual(head);
  });

  test('leaves books that hold', () => {
    expect(verifyStore(register.store).fault).toBeNull();
  });
});

/** Starts the command that makes the shop, and kills it when some days are closed; how many were. */
async function killDemoMidway(folder: string): Promise<number> {
  const child = spawn(process.execPath, [COMMAND_LINE, 'demo', '--data', folder], { stdio: 'ignore' });
  const gone = once(child, 'exit');
  await vi.waitUntil(() => closedDays(folder) >= KILLED_AFTER_DAYS, { timeout: 120_000, interval: 20 });
  child.kill('SIGKILL');
  await gone;
  return closedDays(folder);
}

function closedDays(folder: string): number {
  if (!hasTill(folder)) return 0;
  const reader = openTillReader(folder);
  if (!reader.ok) return 0;
  try {
    return reader.value.shifts.lastZNumber();
  } finally {
    reader.value.close();
  }
}
