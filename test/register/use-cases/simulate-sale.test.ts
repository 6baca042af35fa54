import { afterEach, beforeEach, expect, test } from 'vitest';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { registerMember } from '../../../register/use-cases/register-member.ts';
import { simulateSale, type SimulationRequest } from '../../../register/use-cases/simulate-sale.ts';
import { switchPromotion } from '../../../register/use-cases/switch-promotion.ts';
import { basketOf, codeOf, manager, okOf, openSellingTill, type TestTill } from '../till.ts';
import { ruleOf, saveRules } from './back-office-rules.ts';

let till: TestTill;
beforeEach(() => {
  till = openSellingTill(manager);
  saveRules(till.register, [
    ruleOf(
      'books',
      { kind: 'item-percent', rateBp: 1_000, minLineUnits: 1, rounding: 'line', roundOn: 'discount' },
      {
        target: { articles: ['book'] },
      },
    ),
    ruleOf('order', { kind: 'spend-steps', steps: [{ fromMinor: 2_000, off: { amountMinor: 500 } }] }),
    ruleOf('gold', { kind: 'order-percent', rateBp: 1_000 }, { conditions: { tiers: ['gold'] } }),
    ruleOf(
      'evening',
      { kind: 'order-amount', amountMinor: 100 },
      {
        conditions: { hours: [{ fromMinute: 17 * 60, toMinute: 21 * 60 }] },
      },
    ),
    ruleOf(
      'coupon',
      { kind: 'order-amount', amountMinor: 300 },
      {
        coupon: { holder: 'owner', uses: 1, isStackable: false, sharedCode: null },
      },
    ),
  ]);
});
afterEach(() => till.remove());

const threeBooks: SimulationRequest = {
  lines: [{ articleCode: 'book', quantityThousandths: 3_000 }],
  customer: { kind: 'nobody' },
  at: null,
  ruleId: null,
};

function stateOf(request: SimulationRequest, ruleId: string) {
  const { explanation } = okOf(simulateSale(till.register, request));
  return explanation.rules.find((rule) => rule.ruleId === ruleId)?.state;
}

test('a basket is priced by the rules, line by line', () => {
  const { lines, totalMinor } = okOf(simulateSale(till.register, threeBooks));
  expect(lines).toMatchObject([
    { name: 'Book', listMinor: 3_000, lineOffersMinor: 300, orderShareMinor: 500, toPayMinor: 2_200 },
  ]);
  expect(totalMinor).toBe(2_200);
});

test('what is paid adds up from the list price, with the tax that comes on top apart', () => {
  const request = {
    ...threeBooks,
    lines: [{ articleCode: 'cola', quantityThousandths: 4_000 }, ...threeBooks.lines],
  };
  const { lines, taxOnTopMinor, totalMinor } = okOf(simulateSale(till.register, request));
  for (const line of lines)
    expect(line.toPayMinor).toBe(line.listMinor - line.lineOffersMinor - line.orderShareMinor);
  expect(taxOnTopMinor).toBeGreaterThan(0);
  expect(totalMinor).toBe(lines.reduce((sum, line) => sum + line.toPayMinor, taxOnTopMinor));
  // The deposit comes with the bottle.
  expect(lines.map(({ isLinked }) => isLinked)).toEqual([false, true, false]);
});

test('the sale at the counter and the books stay as they are', () => {
  okOf(addArticle(till.register, 'crisps'));
  const before = [basketOf(till.register), till.register.store.journal.head()];
  okOf(simulateSale(till.register, threeBooks));
  expect([basketOf(till.register), till.register.store.journal.head()]).toEqual(before);
});

test('a tier has its prices without a member', () => {
  expect(stateOf(threeBooks, 'gold')).toBe('not-met');
  expect(stateOf({ ...threeBooks, customer: { kind: 'tier', tier: 'gold' } }, 'gold')).toBe('applied');
  const unknown = simulateSale(till.register, { ...threeBooks, customer: { kind: 'tier', tier: 'lead' } });
  expect(codeOf(unknown)).toBe('tier-unknown');
});

test('a member is who they are', () => {
  const joined = okOf(registerMember(till.register, { name: 'Wang Fang' }));
  const customer = { kind: 'member', memberId: joined.member.memberId } as const;
  expect(stateOf({ ...threeBooks, customer }, 'gold')).toBe('not-met');
  const stranger = simulateSale(till.register, {
    ...threeBooks,
    customer: { kind: 'member', memberId: till.register.newId() },
  });
  expect(codeOf(stranger)).toBe('member-unknown');
});

test('another moment has its own hours', () => {
  const at = (minuteOfDay: number) => ({ ...threeBooks, at: { date: '2026-12-24', minuteOfDay } });
  expect(stateOf(at(16 * 60 + 59), 'evening')).toBe('not-met');
  expect(stateOf(at(17 * 60), 'evening')).toBe('applied');
});

test('a rule that is off counts where it is tried, and so does its coupon', () => {
  okOf(switchPromotion(till.register, 'order', false));
  expect(stateOf(threeBooks, 'order')).toBeUndefined();
  expect(stateOf({ ...threeBooks, ruleId: 'order' }, 'order')).toBe('applied');
  const joined = okOf(registerMember(till.register, { name: 'Wang Fang' }));
  const customer = { kind: 'member', memberId: joined.member.memberId } as const;
  expect(stateOf({ ...threeBooks, customer }, 'coupon')).toBe('not-met');
  expect(stateOf({ ...threeBooks, customer, ruleId: 'coupon' }, 'coupon')).toBe('applied');
});

test('what cannot be rung cannot be tried', () => {
  const of = (articleCode: string, quantityThousandths = 1_000) =>
    codeOf(simulateSale(till.register, { ...threeBooks, lines: [{ articleCode, quantityThousandths }] }));
  expect(of('nothing')).toBe('article-unknown');
  expect(of('flowers')).toBe('article-needs-price');
  expect(of('book', 0)).toBe('quantity-invalid');
  expect(codeOf(simulateSale(till.register, { ...threeBooks, ruleId: 'none' }))).toBe('promotion-unknown');
});
