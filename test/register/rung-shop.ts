import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Article } from '../../domain/article.ts';
import { entryContext, reloadSettings, type Register } from '../../register/register.ts';
import { defaultShop, openTill } from '../../register/open-till.ts';
import { takeSnapshot } from '../../register/snapshot.ts';
import { beginCheckout, settle, takeTender } from '../../register/use-cases/checkout.ts';
import { closeShift } from '../../register/use-cases/close-shift.ts';
import { openShift } from '../../register/use-cases/shifts.ts';
import type { Result } from '../../domain/result.ts';
import type { SettingsSection, ShopSettings } from '../../domain/shop-settings.ts';

/** A till in a folder of its own, with a clock that only the test moves. */
export interface RungShop {
  readonly folder: string;
  readonly register: Register;
  readonly clock: { nowUtcMs(): number; advance(ms: number): void };
  remove(): void;
}

/** A Monday in winter, 09:00 in London. */
export const OPENED_AT_UTC_MS = Date.UTC(2026, 10, 2, 9);

export const crisps: Article = article('C1', 'Crisps', 'food');
export const cola: Article = article('C2', '可口可乐 500ml', 'drink');
/** Its price is asked at the counter. */
export const remnant: Article = { ...article('C3', 'Remnant', 'food'), priceE4: 0 };

function article(code: string, name: string, department: string): Article {
  return {
    code,
    name,
    priceE4: 12_500,
    floorPriceE4: null,
    department,
    taxCode: null,
    unit: 'each',
    brand: '',
    packSize: '',
    minimumAge: null,
    depositCode: null,
    isActive: true,
    barcodes: [],
  };
}

/**
 * A shop with three articles, tax included in food and on top of drink, and cash rounded to five. Its currency and zone may
 * be others than the usual ones.
 */
export function openRungShop(shop: Partial<ShopSettings['shop']> = {}): RungShop {
  const folder = mkdtempSync(join(tmpdir(), 'guitai-shop-'));
  let nowUtcMs = OPENED_AT_UTC_MS;
  const clock = { nowUtcMs: () => nowUtcMs, advance: (ms: number) => void (nowUtcMs += ms) };
  const register = expectOk(openTill(folder, { shop: { ...defaultShop, ...shop } }, clock));
  const since = '1970-01-01';
  setSection(register, 'taxCategories', [
    { code: 'none', name: 'None', isIncluded: true, rates: [{ validFrom: since, rateBp: 0 }] },
    { code: 'vat', name: 'VAT', isIncluded: true, rates: [{ validFrom: since, rateBp: 2_000 }] },
    { code: 'top', name: 'On top', isIncluded: false, rates: [{ validFrom: since, rateBp: 825 }] },
  ]);
  setSection(register, 'departments', [
    { code: 'food', name: 'Food', taxCode: 'vat', minimumAge: null },
    { code: 'drink', name: 'Drink', taxCode: 'top', minimumAge: null },
  ]);
  setSection(register, 'cashRounding', { toMinor: 5, mode: 'nearest' });
  register.store.commit((writer) => {
    const batch = writer.catalogue.begin();
    for (const each of [crisps, cola, remnant]) batch.save(each);
    batch.finish();
  });
  const remove = () => {
    register.store.close();
    rmSync(folder, { recursive: true });
  };
  return { folder, register, clock, remove };
}

function setSection<S extends SettingsSection>(register: Register, section: S, value: ShopSettings[S]): void {
  register.store.commit((writer) => {
    writer.record({ type: 'settings.changed', payload: { section, value } }, entryContext(register));
  });
  reloadSettings(register);
}

export function expectOk<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

/** Pays what is on the counter, in cash, by card, or half and half; returns the receipt's number. */
export function payCounter(register: Register, way: 'cash' | 'card' | 'split'): string {
  const { dueMinor } = expectOk(beginCheckout(register));
  if (dueMinor === 0) return expectOk(settle(register)).receiptNumber;
  const cardMinor = way === 'card' ? dueMinor : way === 'split' ? Math.trunc(dueMinor / 2) : 0;
  if (cardMinor !== 0) {
    const taken = expectOk(takeTender(register, { tenderCode: 'card', amountMinor: cardMinor }));
    if (taken.state === 'finished') return taken.sale.receiptNumber;
  }
  const { dueInCashMinor } = takeSnapshot(register);
  const taken = expectOk(takeTender(register, { tenderCode: 'cash', amountMinor: dueInCashMinor }));
  if (taken.state !== 'finished') throw new Error('a full tender left something due');
  return taken.sale.receiptNumber;
}

/** The next day's shift, after this one's Z. */
export function nextDay({ register, clock }: RungShop): void {
  const { expectedCashMinor } = register.store.shifts.figures(register.store.shifts.open()!);
  // A drawer cannot be counted below nothing; refunds may have taken more than the float.
  expectOk(closeShift(register, { countedMinor: Math.max(0, expectedCashMinor), reason: 'end of day' }));
  clock.advance(86_400_000);
  expectOk(openShift(register, 10_000));
}
