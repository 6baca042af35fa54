import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ExportRequest } from '../../../register/contract/report.ts';
import { exportCsv } from '../../../register/export/export-csv.ts';
import { adjustPoints } from '../../../register/use-cases/adjust-points.ts';
import { issueCoupons, voidCoupon } from '../../../register/use-cases/coupons.ts';
import { registerMember } from '../../../register/use-cases/register-member.ts';
import { switchPromotion } from '../../../register/use-cases/switch-promotion.ts';
import { manager, okOf, openSellingTill, type TestTill } from '../till.ts';
import { ruleOf, saveRules } from '../use-cases/back-office-rules.ts';

let till: TestTill;
beforeEach(() => {
  till = openSellingTill(manager);
});
afterEach(() => till.remove());

const because = { reason: 'goodwill' };
const bearer = { holder: 'bearer', uses: 1, isStackable: false, sharedCode: null } as const;

function rowsOf(request: ExportRequest): string[][] {
  const { path, rows } = okOf(exportCsv(till.register, request, () => undefined));
  const text = readFileSync(path, 'utf8');
  expect(text.startsWith('\uFEFF')).toBe(true);
  const all = Papa.parse<string[]>(text.slice(1), { skipEmptyLines: true }).data;
  expect(all.length - 1).toBe(rows);
  return all;
}

describe('the tables of members and promotions in a file', () => {
  test('have every member, masked, the newest first', () => {
    const join = (name: string, phone: string) =>
      okOf(registerMember(till.register, { name, phone })).member.memberId;
    join('王小芳', '07911123456');
    okOf(adjustPoints(till.register, join('=Ann Bell', '07911123457'), 120, because));
    const [head, newest, oldest] = rowsOf({ kind: 'members', language: 'en' });
    expect(head).toEqual(['Number', 'Name', 'Phone', 'Tier', 'Points', 'Visits', 'Last visit', 'Joined']);
    expect(newest!.slice(1, 6)).toEqual(["'=Ann *ll", '•••• 3457', 'Basic', '120', '0']);
    expect(oldest![1]).toMatch(/^王\*/);
  });

  test('have every rule in a sentence, with what it has used of its limits', () => {
    const limits = { inAll: 5, budgetMinor: 10_000 };
    saveRules(till.register, [
      ruleOf('spend', { kind: 'order-amount', amountMinor: 500 }, { limits, validTo: '2030-01-31' }),
      ruleOf('rest', { kind: 'order-percent', rateBp: 1_000 }),
    ]);
    okOf(switchPromotion(till.register, 'rest', false));
    const [head, spend, rest] = rowsOf({ kind: 'promotions', language: 'en' });
    const cells = Object.fromEntries(head!.map((title, at) => [title, spend![at]]));
    expect(cells).toMatchObject({
      Code: 'spend',
      State: 'On',
      To: '2030-01-31',
      Used: '0',
      'Of how many': '5',
    });
    expect(cells).toMatchObject({ Budget: '100.00', 'Budget used': '0.00', Kind: 'Amount off a sale' });
    expect(cells['Rule']).toContain('5.00');
    expect(rest!.slice(4, 9)).toEqual(['Switched off', '', '', '', '']);
  });

  test('have the coupons of all rules, or of one', () => {
    saveRules(till.register, [
      ruleOf('one', { kind: 'order-amount', amountMinor: 100 }, { coupon: bearer }),
      ruleOf('two', { kind: 'order-amount', amountMinor: 200 }, { coupon: bearer }),
    ]);
    const [first] = okOf(issueCoupons(till.register, { ruleId: 'one', to: { bearers: 1 }, ...because }));
    okOf(issueCoupons(till.register, { ruleId: 'two', to: { bearers: 1_100 }, ...because }));
    okOf(voidCoupon(till.register, first!.couponId, because));
    expect(rowsOf({ kind: 'coupons', language: 'zh-CN' })).toHaveLength(1_102);
    const [, row, ...others] = rowsOf({ kind: 'coupons', ruleId: 'one', language: 'en' });
    expect(others).toEqual([]);
    expect([row![0], ...row!.slice(2)]).toEqual([first!.code, 'bearer', '', '0', 'void']);
  });
});
