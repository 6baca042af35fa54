import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { verifyStore } from '../../../db/verify.ts';
import { layoutText } from '../../../domain/receipt/text-layout.ts';
import { languages } from '../../../domain/text/language.ts';
import { openTillReader } from '../../../register/open-till.ts';
import { receiptDocument } from '../../../register/receipt/till-documents.ts';
import type { Register } from '../../../register/register.ts';
import { takeSnapshot } from '../../../register/snapshot.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { changeSettings } from '../../../register/use-cases/change-settings.ts';
import { setLineDiscount } from '../../../register/use-cases/change-lines.ts';
import { saveStaff } from '../../../register/use-cases/manage-staff.ts';
import { scan } from '../../../register/use-cases/scan.ts';
import { signIn } from '../../../register/use-cases/sign-in.ts';
import { openTrainingTill } from '../../../register/use-cases/training.ts';
import {
  cashier,
  codeOf,
  expectBooksHold,
  okOf,
  openSellingTill,
  payAll,
  setSection,
  type TestTill,
} from '../till.ts';

let till: TestTill;
let training: Register;
beforeEach(() => {
  till = openSellingTill();
  training = okOf(openTrainingTill(till.register));
});
afterEach(() => {
  training.store.close();
  expectBooksHold(till.register);
  till.remove();
});

describe('a till for practice', () => {
  test('sells the shop’s articles at once, and nothing of it reaches the real books', () => {
    const head = till.register.store.journal.head();
    okOf(addArticle(training, 'cola', { quantityThousandths: 2_000 }));
    expect(takeSnapshot(training)).toMatchObject({ isTraining: true, shiftNumber: 1 });
    const sale = payAll(training);
    expect(sale.totalMinor).toBe(244);
    expect(till.register.store.journal.head()).toEqual(head);
    expect(takeSnapshot(till.register)).toMatchObject({ isTraining: false, basket: null });
    expect(till.register.store.sales.last(10)).toEqual([]);
    const books = okOf(openTillReader(training.store.folder));
    expect(verifyStore(books).fault).toBeNull();
    books.close();
  });

  test('has the shop’s settings, and people of its own with PINs that the screen shows', () => {
    expect(training.settings).toEqual({ ...till.register.settings, demo: training.settings.demo });
    expect(training.session?.member).toMatchObject({ name: 'Trainee', roleCode: 'cashier' });
    expect(training.store.staff.all().map(({ name }) => name)).toEqual(['Trainee', 'Practice manager']);
    for (const { staffCode, pin } of training.settings.demo!.pins) okOf(signIn(training, staffCode, pin));
    const own = till.register.store.staff.byCode(cashier.code)!;
    expect(training.store.staff.byId(own.id)).toBeNull();
  });

  test('lets its manager lend a right', () => {
    const snapshot = okOf(addArticle(training, 'book'));
    const lineId = snapshot.touchedLineId!;
    expect(codeOf(setLineDiscount(training, lineId, { rateBp: 1_500 }))).toBe('approval-needed');
    okOf(setLineDiscount(training, lineId, { rateBp: 1_500 }, { staffCode: '9', pin: '9999' }));
  });

  test('does nothing that is not the counter’s, whoever allows it', () => {
    const approval = { staffCode: '9', pin: '9999' };
    const change = { section: 'lockAfterMinutes', value: 1 } as const;
    expect(codeOf(changeSettings(training, change, approval))).toBe('not-in-training');
    const person = { code: '7', name: 'Eve', roleCode: 'manager' };
    expect(codeOf(saveStaff(training, person, approval))).toBe('not-in-training');
  });

  test('begins afresh each time', () => {
    okOf(addArticle(training, 'cola'));
    payAll(training);
    training.store.close();
    training = okOf(openTrainingTill(till.register));
    expect(training.store.sales.last(10)).toEqual([]);
  });

  test('says so on its papers, whose numbers no real till knows', () => {
    okOf(addArticle(training, 'cola'));
    const { receiptNumber } = payAll(training);
    expect(receiptNumber).toBe('SHOP-T01-1-000001');
    expect(till.register.store.sales.byReceipt(receiptNumber)).toBeNull();
    const stored = training.store.sales.byReceipt(receiptNumber)!;
    for (const language of languages) {
      const document = receiptDocument(training, stored, null, language);
      const lines = layoutText(document, 48);
      const mark = language === 'en' ? 'TRAINING' : '练习';
      expect(lines[0]).toContain(mark);
      expect(lines.filter((line) => line.trim() === mark)).toHaveLength(2);
      expect(document.blocks.at(-1)).toEqual({ kind: 'cut' });
    }
  });

  test('lives in the till’s folder, with a journal whose first entry says what it is', () => {
    expect(existsSync(join(till.folder, 'training', 'guitai.db'))).toBe(true);
    expect(training.identity).toMatchObject({ isTraining: true, tillCode: 'T01' });
    expect(training.identity.registerId).not.toBe(till.register.identity.registerId);
  });

  test('reads the real till’s articles and writes none', () => {
    expect(training.store.catalogue).toBe(till.register.store.catalogue);
    expect(okOf(scan(training, '5000112637922')).kind).toBe('added');
  });
});

test('nobody practises in a shop where nobody may sell', () => {
  const { roles } = till.register.settings;
  setSection(
    till.register,
    'roles',
    roles.map((role) => ({ ...role, rights: ['maintain'] as const })),
  );
  expect(codeOf(openTrainingTill(till.register))).toBe('training-without-role');
});
