import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Article } from '../../../domain/article.ts';
import type { Register } from '../../../register/register.ts';
import { memberInsight, segmentsOf } from '../../../register/use-cases/insight-member.ts';
import { suggestFor } from '../../../register/use-cases/insight-suggest.ts';
import { setMember } from '../../../register/use-cases/basket-membership.ts';
import { registerMember } from '../../../register/use-cases/register-member.ts';
import { rebuildInsight, updateInsight } from '../../../register/use-cases/insight-update.ts';
import { addLines, articleLines } from '../../../register/use-cases/add-lines.ts';
import { openStoreReader } from '../../../db/open-store.ts';
import {
  articles,
  okOf,
  expectBooksHold,
  openSellingTill,
  payAll,
  saveArticles,
  type TestTill,
} from '../till.ts';

let till: TestTill;
beforeEach(() => {
  till = openSellingTill();
});
afterEach(() => till.remove());

const bread: Article = { ...articles[0], code: 'bread', name: 'Bread', taxCode: null, barcodes: [] };
const cheese: Article = { ...bread, code: 'cheese', name: 'Cheese' };
const whisky: Article = { ...bread, code: 'whisky', name: 'Whisky', department: 'spirits' };

function sell(register: Register, ...codes: string[]): void {
  const lines = codes.flatMap((code) =>
    okOf(articleLines(register, register.store.catalogue.byCode(code)!, { confirmedAge: 18 })),
  );
  okOf(addLines(register, lines));
  payAll(register);
}

function sellTimes(times: number, ...codes: string[]): void {
  for (let time = 0; time < times; time += 1) sell(till.register, ...codes);
}

function countAll(register: Register, stepsMax = 1_000): void {
  while (updateInsight(register, { stepsMax }).left > 0);
}

function suggestedCodes(...codes: string[]): string[] {
  return suggestFor(till.register, codes, 5).map(({ article }) => article.code);
}

describe('what is bought together', () => {
  beforeEach(() => {
    saveArticles(till.register, [bread, cheese, whisky]);
    sellTimes(6, 'bread', 'cheese');
    sellTimes(4, 'bread', 'crisps');
    sellTimes(10, 'book');
  });

  test('is suggested with the figures that say so', () => {
    countAll(till.register);
    expect(suggestFor(till.register, ['bread'], 5)).toMatchObject([
      // 6 of the 10 baskets with bread have cheese, as have 6 of all 20.
      {
        article: { code: 'cheese' },
        becauseOf: 'bread',
        basketCount: 6,
        confidenceBp: 6_000,
        liftE6: 2_000_000,
      },
    ]);
  });

  test('is counted in commits that never have a long log to fold in', () => {
    const { store } = till.register;
    while (store.unfoldedPages() <= 500) sell(till.register, 'bread', 'cheese');
    const left = store.insight.left();
    expect(updateInsight(till.register, { stepsMax: 50 })).toEqual({ left });
    expect(store.unfoldedPages()).toBe(0);
    countAll(till.register, 1);
    expect(store.insight.left()).toBe(0);
    expect(store.unfoldedPages()).toBeLessThan(600);
  });

  test('is counted while somebody reads an older state of the books', () => {
    const { store } = till.register;
    const reader = openStoreReader(store.folder);
    reader.db.exec('BEGIN');
    reader.journal.head();
    while (store.unfoldedPages() <= 500) sell(till.register, 'bread', 'cheese');
    countAll(till.register);
    expect(store.insight.left()).toBe(0);
    reader.close();
  });

  test('is nothing before it was counted, nor for what was never sold', () => {
    expect(suggestedCodes('bread')).toEqual([]);
    countAll(till.register);
    expect(suggestedCodes('flowers', 'no such article')).toEqual([]);
    expect(suggestedCodes()).toEqual([]);
  });

  test('is not suggested when it is in the basket already', () => {
    countAll(till.register);
    expect(suggestedCodes('bread', 'cheese')).toEqual([]);
  });

  test('is not suggested when it may not be sold to anybody, is sold no more, or is a deposit', () => {
    sellTimes(6, 'book', 'gin', 'whisky', 'cola');
    saveArticles(till.register, [{ ...cheese, isActive: false }]);
    countAll(till.register);
    expect(suggestedCodes('book')).toEqual(['cola']);
    expect(suggestedCodes('cola')).toEqual(['book']);
    expect(suggestedCodes('bread')).toEqual([]);
  });

  test('is as many as are asked for, by lift', () => {
    sellTimes(5, 'book', 'cola', 'UPCE');
    countAll(till.register);
    const all = suggestFor(till.register, ['bread', 'cola'], 5);
    expect(all.map(({ article }) => article.code)).toEqual(['UPCE', 'cheese', 'book']);
    expect(all.map(({ liftE6 }) => liftE6)).toEqual(all.map(({ liftE6 }) => liftE6).sort((a, b) => b - a));
    expect(suggestFor(till.register, ['bread', 'cola'], 1)).toEqual(all.slice(0, 1));
  });
});

describe('counting', () => {
  test('says how much is left, goes on after a restart where it stopped, and gives the same from nothing', () => {
    saveArticles(till.register, [bread, cheese]);
    sellTimes(8, 'bread', 'cheese');
    const { left } = updateInsight(till.register, { stepsMax: 5 });
    expect(left).toBeGreaterThan(0);
    const register = till.reopen();
    expect(register.store.insight.left()).toBe(left);
    countAll(register, 1);
    expect(updateInsight(register, { stepsMax: 1 })).toEqual({ left: 0 });
    const counted = suggestFor(register, ['bread'], 5);
    expect(register.store.insight.basketCount()).toBe(8);
    rebuildInsight(register);
    expect(register.store.insight.basketCount()).toBe(0);
    countAll(register);
    expect(suggestFor(register, ['bread'], 5)).toEqual(counted);
  });

  test('is refused with no steps to take', () => {
    expect(() => updateInsight(till.register, { stepsMax: 0 })).toThrow(RangeError);
  });

  test('keeps a call waiting for one slice at most, which is a sale of the largest basket that counts', () => {
    const many = Array.from({ length: 100 }, (_, place) => ({
      ...bread,
      code: `a${place}`,
      name: `A${place}`,
    }));
    saveArticles(till.register, many);
    sellTimes(6, ...many.map(({ code }) => code));
    const slices: number[] = [];
    let left = till.register.store.insight.left();
    while (left > 0) {
      const before = process.cpuUsage();
      ({ left } = updateInsight(till.register, { stepsMax: 50 }));
      const { user, system } = process.cpuUsage(before);
      slices.push((user + system) / 1_000);
    }
    expect(slices.length).toBeGreaterThanOrEqual(6);
    // In milliseconds of processor time; about ten on a machine that does nothing else.
    expect(slices.sort((a, b) => a - b)[Math.floor(slices.length / 2)]).toBeLessThan(50);
  });
});

describe('what the shop knows of a member', () => {
  const DAY_MS = 86_400_000;

  /** Whose sale the last one was, as if the member had been at the counter. */
  function ofMember(memberId: string): void {
    till.register.store.db
      .prepare('UPDATE sale SET member_id = ? WHERE entry = (SELECT MAX(entry) FROM sale)')
      .run(memberId);
  }

  test('is nothing for who never bought anything', () => {
    expect(memberInsight(till.register, 'nobody')).toBeNull();
    expect(segmentsOf(till.register, 'nobody')).toEqual([]);
  });

  test('is what they bought, and where they stand by their own purchases', () => {
    sell(till.register, 'book', 'gin');
    ofMember('ann');
    sell(till.register, 'crisps');
    ofMember('ann');
    countAll(till.register);
    expect(memberInsight(till.register, 'ann')).toEqual({
      purchaseCount: 2,
      visitCount: 1,
      spendMinor: 2_925,
      averageBasketMinor: 1_463,
      firstVisitOn: '2026-11-02',
      lastVisitOn: '2026-11-02',
      rhythm: { gapDays: 30, source: 'usual' },
      stage: 'new',
      churnRiskBp: 0,
      rfm: null,
      segments: ['new'],
      favouriteDepartments: [{ code: 'general', spendMinor: 2_925 }],
      months: [{ month: '2026-11', spendMinor: 2_925, purchaseCount: 2 }],
      left: 0,
    });
    sell(till.register, 'book');
    expect(memberInsight(till.register, 'ann')!.left).toBeGreaterThan(0);
  });

  test('compares them with the others once there are enough', () => {
    for (const [place, memberId] of ['ann', 'bob', 'cid', 'dee', 'eve'].entries()) {
      for (let time = 0; time <= place; time += 1) {
        sell(till.register, 'book');
        ofMember(memberId);
      }
    }
    countAll(till.register);
    const scores = ['ann', 'cid', 'eve'].map((memberId) => memberInsight(till.register, memberId)!.rfm);
    expect(scores).toEqual([
      { recency: 3, frequency: 3, monetary: 1 },
      { recency: 3, frequency: 3, monetary: 3 },
      { recency: 3, frequency: 3, monetary: 5 },
    ]);
    expect(segmentsOf(till.register, 'eve')).toEqual(['new', 'big-spender']);
  });

  test('changes with the days on which they do not come', () => {
    sell(till.register, 'book');
    ofMember('ann');
    countAll(till.register);
    till.register.store.db.exec('UPDATE shift SET closed_at_utc = 1');
    till.clock.advance(61 * DAY_MS);
    expect(segmentsOf(till.register, 'ann')).toEqual(['at-risk']);
    till.clock.advance(60 * DAY_MS);
    expect(segmentsOf(till.register, 'ann')).toEqual(['lapsed']);
  });
});

test('who comes more often stands first in a search once their sales are counted', () => {
  const { register } = till;
  const idOf = (phone: string) => okOf(registerMember(register, { name: 'Ann Bell', phone })).member.memberId;
  const [seldom, often] = [idOf('07700 900123'), idOf('07700 900124')];
  const found = () => register.store.members.search('Ann Bell', 5).map(({ memberId }) => memberId);
  for (const memberId of [seldom, often, often, often]) {
    okOf(setMember(register, memberId));
    sell(register, 'book');
  }
  countAll(register);
  expect(found()).toEqual([often, seldom]);
  expectBooksHold(register);
});
