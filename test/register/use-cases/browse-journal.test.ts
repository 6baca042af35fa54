import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { journalGroups, typesOfGroup } from '../../../domain/journal-group.ts';
import { describeSummary } from '../../../domain/journal-summary.ts';
import type { Result } from '../../../domain/result.ts';
import type { Register } from '../../../register/register.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { addReturn } from '../../../register/use-cases/add-returns.ts';
import {
  countJournal,
  readEntry,
  stepJournal,
  type Page,
} from '../../../register/use-cases/browse-journal.ts';
import { stepSales } from '../../../register/use-cases/find-sales.ts';
import { scan } from '../../../register/use-cases/scan.ts';
import { moveCash } from '../../../register/use-cases/shifts.ts';
import { signIn } from '../../../register/use-cases/sign-in.ts';
import {
  cashier,
  codeOf,
  manager,
  okOf,
  openSellingTill,
  payAll,
  setSection,
  type TestTill,
} from '../till.ts';

let till: TestTill;
beforeEach(() => {
  till = openSellingTill();
});
afterEach(() => till.remove());

function sell(
  articleCode: string,
  quantityThousandths: number,
  tenderCode = 'cash',
  reference?: string,
): string {
  okOf(addArticle(till.register, articleCode, { quantityThousandths }));
  return payAll(till.register, tenderCode, reference).receiptNumber;
}

function beManager(): void {
  okOf(signIn(till.register, manager.code, manager.pin));
}

/** Everything that a search finds, page by page. */
function all<Row, Query extends { limit: number }>(
  step: (register: Register, query: Query & { before?: number }) => Result<Page<Row>>,
  query: Query,
): Row[] {
  const rows: Row[] = [];
  let page = okOf(step(till.register, query));
  rows.push(...page.rows);
  while (page.before !== null) {
    page = okOf(step(till.register, { ...query, before: page.before }));
    rows.push(...page.rows);
  }
  return rows;
}

function sentencesOf(
  query: Omit<Parameters<typeof stepJournal>[1], 'limit'>,
  language: 'en' | 'zh-CN' = 'en',
) {
  return all(stepJournal, { ...query, limit: 100 }).map(({ summary }) =>
    describeSummary(summary, { language, currency: 'GBP', tenderName: (code) => code }),
  );
}

describe('the journal', () => {
  test('lists its entries newest first, in pages that miss none and repeat none', () => {
    for (let sale = 0; sale < 4; sale += 1) sell('crisps', 1_000);
    beManager();
    const { position } = till.register.store.journal.head()!;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), (limit) => {
        const positions = all(stepJournal, { limit }).map((row) => row.position);
        expect(positions).toEqual(Array.from({ length: position }, (_, index) => position - index));
      }),
    );
  });

  test('finds a sale by receipt number, article, barcode, amount, reference, entry number and person', () => {
    okOf(scan(till.register, '5000112637922', { quantityThousandths: 2_000 }));
    const { receiptNumber: receipt } = payAll(till.register);
    const card = sell('book', 1_000, 'card', 'AUTH-77');
    beManager();
    const found = (text: string) =>
      all(stepJournal, { text, group: 'sale', limit: 10 } as const).map(
        ({ summary }) => summary.receiptNumber,
      );
    expect(found(receipt)).toEqual([receipt]);
    expect(found(receipt.toLowerCase().slice(-6))).toEqual([receipt]);
    expect(found('CRISP')).toEqual([receipt]);
    expect(found('5000112637922')).toEqual([receipt]);
    expect(found('£2.50')).toEqual([receipt]);
    expect(found('AUTH-77')).toEqual([card]);
    expect(found(cashier.name)).toEqual([card, receipt]);
    expect(found('nothing like it')).toEqual([]);
    const { epoch, seq } = till.register.store.journal.row(till.register.store.sales.byReceipt(card)!.entry)!;
    expect(found(String(seq))).toContain(card);
    expect(okOf(readEntry(till.register, { epoch, seq })).entry.summary.receiptNumber).toBe(card);
  });

  test('takes what is typed literally', () => {
    sell('crisps', 1_000);
    beManager();
    for (const text of ['%', '_', '\\', "' OR 1=1 --", '"', '{}']) expect(sentencesOf({ text })).toEqual([]);
  });

  test('says each entry in a sentence of either language', () => {
    const receipt = sell('crisps', 2_000);
    okOf(moveCash(till.register, 'pay-out', 500, { reason: 'ice' }));
    beManager();
    okOf(addReturn(till.register, receipt, 1, 1_000));
    payAll(till.register);
    expect(sentencesOf({ group: 'cash' })).toEqual(['Cash paid out: ice']);
    expect(sentencesOf({ group: 'cash' }, 'zh-CN')).toEqual(['支出现金：ice']);
    expect(sentencesOf({ group: 'refund' })).toEqual(['Refund SHOP-01-1-000002, 1 lines, cash']);
    expect(sentencesOf({ group: 'sale' })).toEqual([`Receipt ${receipt}, 1 lines, cash`]);
    for (const language of ['en', 'zh-CN'] as const) {
      const sentences = sentencesOf({}, language);
      expect(sentences.length).toBeGreaterThan(10);
      expect(sentences.filter((sentence) => /[{}]|undefined|null/.test(sentence))).toEqual([]);
    }
  });

  test('counts each group of a day as its list has them', () => {
    const receipt = sell('crisps', 2_000);
    okOf(moveCash(till.register, 'pay-in', 500, { reason: 'coins' }));
    beManager();
    okOf(addReturn(till.register, receipt, 1, 1_000));
    okOf(addArticle(till.register, 'book', { quantityThousandths: 1_000 }));
    payAll(till.register);
    const businessDate = '2026-11-02';
    const counts = okOf(countJournal(till.register, { businessDate }));
    expect(counts).toMatchObject({ sale: 2, refund: 1, cash: 1 });
    for (const group of journalGroups) {
      expect([group, all(stepJournal, { group, businessDate, limit: 3 }).length]).toEqual([
        group,
        counts[group],
      ]);
    }
    expect(okOf(countJournal(till.register, { businessDate: '2026-11-03' })).sale).toBe(0);
  });

  test('has a group for every type, and each type in one', () => {
    const types = journalGroups.filter((group) => group !== 'refund').flatMap(typesOfGroup);
    expect(new Set(types).size).toBe(types.length);
    expect(types).toContain('shift.counted');
  });

  test('shows at an entry whether the chain holds around it', () => {
    sell('crisps', 1_000);
    beManager();
    const { db, journal } = till.register.store;
    const { epoch, seq } = journal.head()!;
    const view = okOf(readEntry(till.register, { epoch, seq: seq - 1 }));
    expect(view.isChainWhole).toBe(true);
    expect(view.payload).toHaveProperty('receiptNumber');
    expect(view.next?.hash).toBe(journal.head()!.hash.toString('hex'));
    expect(okOf(readEntry(till.register, { epoch: 1, seq: 1 })).previous).toBeNull();
    expect(codeOf(readEntry(till.register, { epoch, seq: seq + 1 }))).toBe('entry-unknown');
    db.exec('DROP TRIGGER journal_refuses_update');
    db.prepare(`UPDATE journal SET actor = 'somebody' WHERE seq = ?`).run(seq - 1);
    expect(okOf(readEntry(till.register, { epoch, seq: seq - 1 })).isChainWhole).toBe(false);
  });

  test('is for whoever may read an X', () => {
    expect(codeOf(stepJournal(till.register, { limit: 1 }))).toBe('approval-needed');
    expect(codeOf(readEntry(till.register, { epoch: 1, seq: 1 }))).toBe('approval-needed');
    expect(codeOf(countJournal(till.register, { businessDate: '2026-11-02' }))).toBe('approval-needed');
  });
});

describe('a receipt that nobody has to hand', () => {
  test('is found by what was in it, with what is left to return', () => {
    setSection(till.register, 'secondPerson', 'own-with-reason');
    const whole = sell('crisps', 1_000);
    const other = sell('book', 1_000, 'card', 'R1');
    const crisps = all(stepSales, { text: 'crisps', limit: 5 });
    expect(crisps).toMatchObject([
      {
        receiptNumber: whole,
        actorName: cashier.name,
        lineCount: 1,
        totalMinor: 125,
        names: ['Crisps'],
        tenderCodes: ['cash'],
        hasReturns: false,
        isReturnable: true,
      },
    ]);
    okOf(addReturn(till.register, whole, 1, 1_000));
    payAll(till.register);
    expect(all(stepSales, { limit: 1 }).map((sale) => [sale.hasReturns, sale.isReturnable])).toEqual([
      [true, false],
      [false, true],
      [false, false],
    ]);
    expect(all(stepSales, { text: 'r1', limit: 5 })).toEqual([]);
    expect(all(stepSales, { text: 'R1', businessDate: '2026-11-02', limit: 5 })[0]?.receiptNumber).toBe(
      other,
    );
  });
});
