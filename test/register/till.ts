import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Article } from '../../domain/article.ts';
import type { Basket, BasketLine } from '../../domain/basket.ts';
import type { ErrorCode, RegisterError } from '../../domain/errors.ts';
import type { FactPayloads, FactType } from '../../domain/facts/fact.ts';
import type { Result } from '../../domain/result.ts';
import type { SettingsSection, ShopSettings } from '../../domain/shop-settings.ts';
import { entryOf } from '../../db/journal.ts';
import { verifyStore } from '../../db/verify.ts';
import { defaultShop, openTill } from '../../register/open-till.ts';
import { entryContext, reloadSettings, type Register } from '../../register/register.ts';
import { beginCheckout, settle, takeTender } from '../../register/use-cases/checkout.ts';
import type { FinishedSale } from '../../register/use-cases/finish-sale.ts';
import { saveStaff, setPin } from '../../register/use-cases/manage-staff.ts';
import { openShift } from '../../register/use-cases/shifts.ts';
import { signIn } from '../../register/use-cases/sign-in.ts';

/** A Monday in winter, 09:00 in London. */
const OPENED_AT_UTC_MS = Date.UTC(2026, 10, 2, 9);

/** Codes, PINs and ids of the two who work here. */
export const cashier = { code: '1', pin: '1111', name: 'Ann' };
export const manager = { code: '9', pin: '9999', name: 'Max' };

/** A real till in a folder of its own, with a clock that only the test moves. */
export interface TestTill {
  readonly folder: string;
  register: Register;
  readonly clock: { nowUtcMs(): number; advance(ms: number): void };
  /** Closes the store and opens it again, as a restart does; whoever was signed in is not any more. */
  reopen(): Register;
  remove(): void;
}

const plain: Article = {
  code: '',
  name: '',
  priceE4: 0,
  floorPriceE4: null,
  department: 'general',
  taxCode: null,
  unit: 'each',
  brand: '',
  packSize: '',
  minimumAge: null,
  depositCode: null,
  isActive: true,
  barcodes: [],
};

/** What the shop sells; prices in 1/10,000. */
export const articles = [
  { ...plain, code: 'crisps', name: 'Crisps', priceE4: 12_500, taxCode: 'vat', barcodes: ['05000112637922'] },
  { ...plain, code: 'apples', name: 'Apples', priceE4: 24_900, unit: 'kg' },
  { ...plain, code: 'cola', name: 'Cola', priceE4: 9_900, taxCode: 'top', depositCode: 'bottle' },
  { ...plain, code: 'bottle', name: 'Bottle deposit', priceE4: 1_500 },
  { ...plain, code: 'gin', name: 'Gin', priceE4: 180_000, taxCode: 'vat', minimumAge: 18 },
  { ...plain, code: 'flowers', name: 'Flowers' },
  { ...plain, code: 'book', name: 'Book', priceE4: 100_000, floorPriceE4: 80_000 },
  { ...plain, code: 'gone', name: 'Gone', priceE4: 10_000, isActive: false },
  { ...plain, code: 'UPCE', name: 'Short code', priceE4: 5_000, barcodes: ['00042100005264'] },
  { ...plain, code: '4006381333932', name: 'Own code that looks like a bad EAN', priceE4: 7_000 },
  { ...plain, code: '123', name: 'Cheese', priceE4: 150_000, unit: 'kg' },
  { ...plain, code: '77', name: 'Tray of sushi', priceE4: 60_000 },
] as const satisfies readonly Article[];

/** Opens the till with its staff and articles, signed in as nobody, no shift open. */
export function openTestTill(): TestTill {
  const folder = mkdtempSync(join(tmpdir(), 'guitai-till-'));
  template ??= makeTemplate();
  cpSync(template, folder, { recursive: true });
  let nowUtcMs = OPENED_AT_UTC_MS;
  const clock = { nowUtcMs: () => nowUtcMs, advance: (ms: number) => void (nowUtcMs += ms) };
  const till: TestTill = {
    folder,
    register: okOf(openTill(folder, {}, clock)),
    clock,
    reopen() {
      till.register.store.close();
      till.register = okOf(openTill(folder, {}, clock));
      return till.register;
    },
    remove() {
      till.register.store.close();
      rmSync(folder, { recursive: true });
    },
  };
  return till;
}

/** A till is set up once a file of tests, and copied: hashing PINs and syncing would take most of their time. */
let template: string | undefined;

function makeTemplate(): string {
  const folder = mkdtempSync(join(tmpdir(), 'guitai-till-'));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  const register = okOf(openTill(folder, { shop: defaultShop }, { nowUtcMs: () => OPENED_AT_UTC_MS }));
  const since = '1970-01-01';
  setSection(register, 'taxCategories', [
    { code: 'none', name: 'None', isIncluded: true, rates: [{ validFrom: since, rateBp: 0 }] },
    { code: 'vat', name: 'VAT', isIncluded: true, rates: [{ validFrom: since, rateBp: 2_000 }] },
    { code: 'top', name: 'On top', isIncluded: false, rates: [{ validFrom: since, rateBp: 825 }] },
  ]);
  setSection(register, 'departments', [
    { code: 'general', name: 'General', taxCode: 'none', minimumAge: null },
    { code: 'spirits', name: 'Spirits', taxCode: 'vat', minimumAge: 18 },
  ]);
  setSection(register, 'inStoreRules', [
    { id: 'weight', pattern: '21IIIIIWWWWWC', weightStepGrams: 1, priceStepMinor: 1 },
    { id: 'price', pattern: '22IIIIIPPPPPC', weightStepGrams: 1, priceStepMinor: 1 },
  ]);
  saveArticles(register, articles);
  for (const [person, roleCode] of [
    [manager, 'manager'],
    [cashier, 'cashier'],
  ] as const) {
    const { id } = okOf(saveStaff(register, { code: person.code, name: person.name, roleCode }));
    okOf(setPin(register, id, person.pin));
  }
  register.store.checkpoint();
  register.store.close();
  return folder;
}

/** The same with a shift open on a float of 100.00, and the cashier signed in where `person` does not say otherwise. */
export function openSellingTill(person: typeof cashier | null = cashier): TestTill {
  const till = openTestTill();
  okOf(openShift(till.register, 10_000));
  if (person) okOf(signIn(till.register, person.code, person.pin));
  return till;
}

export function setSection<S extends SettingsSection>(
  register: Register,
  section: S,
  value: ShopSettings[S],
): void {
  register.store.commit((writer) => {
    writer.record({ type: 'settings.changed', payload: { section, value } }, entryContext(register));
  });
  reloadSettings(register);
}

export function saveArticles(register: Register, saved: readonly Article[]): void {
  register.store.commit((writer) => {
    const batch = writer.catalogue.begin();
    for (const article of saved) batch.save(article);
    const counts = { addedCount: saved.length, changedCount: 0, unchangedCount: 0, rejectedCount: 0 };
    const payload = { fileName: 'test', fileSha256: '', ...counts, digest: batch.finish() };
    writer.record({ type: 'catalogue.imported', payload }, entryContext(register));
  });
}

export function okOf<T, E extends RegisterError>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

/** The code of a refusal, or null where it was none. */
export function codeOf(result: Result<unknown>): ErrorCode | null {
  return result.ok ? null : result.error.code;
}

/** A refusal's error, whose code must be the one expected. */
export function errorOf(result: Result<unknown>, code: ErrorCode): RegisterError {
  if (result.ok || result.error.code !== code) throw new Error(`not ${code}: ${JSON.stringify(result)}`);
  return result.error;
}

export function basketOf(register: Register): Basket {
  const basket = register.store.baskets.current();
  if (!basket) throw new Error('there is no sale on the counter');
  return basket;
}

/** The line of the sale on the counter at a place; negative counts from the end. */
export function lineAt(register: Register, place: number): BasketLine {
  return basketOf(register).lines.at(place)!;
}

/** Checks out and pays exactly what is due with one tender. */
export function payAll(register: Register, tenderCode = 'cash', reference?: string): FinishedSale {
  const { dueMinor, dueInCashMinor } = okOf(beginCheckout(register));
  if (dueMinor === 0) return okOf(settle(register));
  const amountMinor = tenderCode === 'cash' ? dueInCashMinor : dueMinor;
  const outcome = okOf(takeTender(register, { tenderCode, amountMinor, reference }));
  if (outcome.state !== 'finished') throw new Error('something is still due');
  return outcome.sale;
}

/** The payloads of all entries of a type, oldest first. */
export function factsOf<T extends FactType>(register: Register, type: T): FactPayloads[T][] {
  const entries = [...register.store.journal.rows(1)].filter((row) => row.type === type).map(entryOf);
  return entries.map(({ payload }) => payload as FactPayloads[T]);
}

/** The books must prove themselves whatever a test did to the till. */
export function expectBooksHold(register: Register): void {
  expect(verifyStore(register.store).fault).toBeNull();
}
