import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyBooks, cutJournal } from '../../db/cut-journal.ts';
import { entryOf } from '../../db/journal.ts';
import type { Store } from '../../db/open-store.ts';
import { verifyStore } from '../../db/verify.ts';
import { addArticle } from '../../register/use-cases/add-lines.ts';
import { entryContext } from '../../register/register.ts';
import { signIn } from '../../register/use-cases/sign-in.ts';
import {
  cashier,
  codeOf,
  manager,
  okOf,
  openSellingTill,
  payAll,
  setSection,
  type TestTill,
} from '../register/till.ts';

/** Wrong PINs after which a person is locked. */
const WRONG_PINS = 5;
let till: TestTill;
let copy: Store | null;

beforeEach(() => {
  till = openSellingTill(null);
  copy = null;
});
afterEach(() => {
  copy?.close();
  till.remove();
});

const headOf = ({ journal }: Pick<Store, 'journal'>) => journal.head()!;

function copyOfBooks(): Store {
  till.register.store.close();
  copy = copyBooks(till.folder, join(till.folder, 'beside', 'guitai.db'));
  return copy;
}

test('what changed nothing of the shop is cut from a copy, and can be written again behind something else', () => {
  const end = headOf(till.register.store);
  for (let wrong = 0; wrong < WRONG_PINS; wrong += 1) codeOf(signIn(till.register, cashier.code, '0000'));
  okOf(signIn(till.register, manager.code, manager.pin));
  setSection(till.register, 'lockAfterMinutes', 17);
  const books = copyOfBooks();
  const cut = cutJournal(books, end.position)!;
  expect(cut.map(({ type }) => type)).toEqual(['staff.locked', 'staff.signed-in', 'settings.changed']);
  expect(headOf(books)).toEqual(end);
  expect(() => books.db.prepare('DELETE FROM journal').run()).toThrow('the journal is append-only');
  books.commit((writer) => {
    for (const entry of cut.map(entryOf)) writer.record(entry, entry);
  });
  expect(verifyStore(books).fault).toBeNull();
  expect(headOf(till.reopen().store)).toMatchObject({ position: end.position + cut.length });
});

test('nothing is cut where there is a sale among it', () => {
  const end = headOf(till.register.store);
  okOf(signIn(till.register, cashier.code, cashier.pin));
  okOf(addArticle(till.register, 'book', {}));
  payAll(till.register);
  const { position } = headOf(till.register.store);
  const books = copyOfBooks();
  expect(cutJournal(books, end.position)).toBeNull();
  expect(headOf(books).position).toBe(position);
  expect(verifyStore(books).fault).toBeNull();
});

test('what says how the reference data was is cut too: it is said again', () => {
  const end = headOf(till.register.store);
  const { catalogue, members, promotions } = till.register.store;
  const counts = { cursor: '', changedCount: 0, removedCount: 0 };
  till.register.store.commit((writer) => {
    const record = (type: 'catalogue.pulled' | 'members.pulled' | 'promotions.pulled', digest: string) =>
      writer.record({ type, payload: { ...counts, digest } }, entryContext(till.register));
    record('catalogue.pulled', catalogue.storedDigest());
    record('members.pulled', members.storedDigest());
    record('promotions.pulled', promotions.storedDigest());
  });
  const books = copyOfBooks();
  expect(cutJournal(books, end.position)).toHaveLength(3);
  expect(verifyStore(books).fault).toBeNull();
});
