import { fileURLToPath } from 'node:url';
import { storeErrorOf } from '../../db/store-error.ts';
import { businessDateAt } from '../../domain/business-date.ts';
import { CASHIER_ROLE, MANAGER_ROLE } from '../../domain/default-settings.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { DemoSettings } from '../../domain/shop-settings.ts';
import type { Language } from '../../domain/text/language.ts';
import { defaultShop, hasTill, openTill } from '../open-till.ts';
import { systemClock, type Clock, type Register } from '../register.ts';
import { changeSettings } from '../use-cases/change-settings.ts';
import { importProducts } from '../use-cases/import-products.ts';
import { saveStaff, setPin } from '../use-cases/manage-staff.ts';
import { todaysGifts, welcomingGifts } from './demo-coupons.ts';
import { demoMembers, type DemoDays } from './demo-members.ts';
import { giveCoupons, stockMembership } from './demo-membership.ts';
import { createSeasonClock, ringSeason, seasonBegins, type SeasonClock } from './demo-season.ts';
import { demoSettings, demoShopName } from './demo-settings.ts';

/** Begins every receipt number of the demo shop, and tells its folder from a real one. */
const DEMO_SHOP_CODE = 'DEMO';

/** The packed catalogue: gift articles at real prices, groceries at invented ones. `NOTICE` says whose data it is. */
const DEMO_ARTICLES = fileURLToPath(new URL('./demo-articles.csv.gz', import.meta.url));

interface DemoPerson {
  readonly code: string;
  readonly name: string;
  readonly pin: string;
  readonly roleCode: string;
}

/** Who works in the demo shop. Nobody real; their PINs are shown on its sign-in screen. */
const DEMO_STAFF: readonly DemoPerson[] = [
  { code: '1', name: 'Alice Carter', pin: '1111', roleCode: CASHIER_ROLE },
  { code: '2', name: 'Tom Reed', pin: '2222', roleCode: CASHIER_ROLE },
  { code: '3', name: '李娜', pin: '3333', roleCode: CASHIER_ROLE },
  { code: '4', name: '王伟', pin: '4444', roleCode: CASHIER_ROLE },
  { code: '9', name: 'Grace Hughes', pin: '9999', roleCode: MANAGER_ROLE },
];

/** What a demo shop is to have. */
export interface DemoContents {
  /** Thirteen weeks of sales up to yesterday, by members and others. Without them it is ready in half the time. */
  readonly hasSeason: boolean;
  /** Told of each day of the season. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** The demo shop that a folder now has. */
export interface DemoShop {
  readonly articleCount: number;
  readonly people: readonly { readonly code: string; readonly name: string; readonly pin: string }[];
}

/**
 * Makes a folder a stocked demo shop, ready to sell: articles, settings, tiles, people. One that was cut short goes on where
 * it was; one that is whole stays as it is. A folder that has another till is refused with `store-not-empty`.
 */
export async function createDemoShop(
  folder: string,
  language: Language,
  realClock: Clock = systemClock,
  contents: DemoContents = { hasSeason: false },
): Promise<Result<DemoShop>> {
  const shop = { ...defaultShop, code: DEMO_SHOP_CODE, name: demoShopName(language), language };
  const today = businessDateAt(realClock.nowUtcMs(), shop.zone, shop.cutOverMinutes);
  const clock = createSeasonClock(realClock);
  if (contents.hasSeason && !hasTill(folder)) clock.show(seasonBegins(today, shop.zone));
  const opened = openTill(folder, { shop }, clock);
  if (!opened.ok) return opened;
  const register = opened.value;
  try {
    if (register.settings.shop.code !== DEMO_SHOP_CODE) return fail({ code: 'store-not-empty', folder });
    // The section that shows the PINs is set last, so it says that everything before it was done.
    if (register.settings.demo === null) {
      const made = await makeShop(register, clock, language, today, contents);
      if (!made.ok) return made;
    }
    const people = DEMO_STAFF.map(({ code, name, pin }) => ({ code, name, pin }));
    return ok({ articleCount: register.store.catalogue.count(), people });
  } catch (error) {
    const known = storeErrorOf(error, folder);
    if (!known) throw error;
    return fail(known);
  } finally {
    register.store.close();
  }
}

async function makeShop(
  register: Register,
  clock: SeasonClock,
  language: Language,
  today: string,
  { hasSeason, onProgress }: DemoContents,
): Promise<Result<unknown>> {
  // One that was cut short goes on at the time at which it stopped.
  if (hasSeason) clock.show(register.store.journal.head()!.atUtcMs);
  const stocked = await stock(register, language);
  if (!stocked.ok) return stocked;
  // Both are of the day on which the till was set up, so that a shop that was cut short goes on with the same plan.
  const days: DemoDays = { takenOver: register.store.journal.row(1)!.business_date, today };
  const joined = await stockMembership(register, language, days);
  if (!joined.ok) return joined;
  const members = demoMembers(days);
  const welcomed = giveCoupons(register, language, welcomingGifts(members));
  if (!welcomed.ok) return welcomed;
  if (hasSeason) ringSeason(register, clock, days, members, onProgress);
  clock.show(null);
  const given = giveCoupons(register, language, todaysGifts(members, today));
  if (!given.ok) return given;
  const demo: DemoSettings = { pins: DEMO_STAFF.map(({ code, pin }) => ({ staffCode: code, pin })) };
  const shown = changeSettings(register, { section: 'demo', value: demo });
  // What the import left in the log would otherwise make the first opening slow.
  register.store.checkpoint();
  return shown;
}

async function stock(register: Register, language: Language): Promise<Result<null>> {
  for (const change of demoSettings(language)) {
    const changed = changeSettings(register, change);
    if (!changed.ok) return changed;
  }
  const imported = await importProducts(register, DEMO_ARTICLES, language);
  if (!imported.ok) return imported;
  for (const person of DEMO_STAFF) {
    const added = addPerson(register, person);
    if (!added.ok) return added;
  }
  return ok(null);
}

function addPerson(register: Register, { code, name, pin, roleCode }: DemoPerson): Result<null> {
  const { staff } = register.store;
  const before = staff.byCode(code);
  if (before && staff.credential(before.id)) return ok(null);
  const saved = saveStaff(register, { id: before?.id, code, name, roleCode });
  return saved.ok ? setPin(register, saved.value.id, pin) : saved;
}
