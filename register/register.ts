import { v7 as uuidv7 } from 'uuid';
import type { EntryContext } from '../db/journal.ts';
import type { Store, StoreReader } from '../db/open-store.ts';
import type { TillIdentity } from '../db/till-store.ts';
import { businessDateAt, utcOffsetMinutesAt } from '../domain/business-date.ts';
import { defaultSettings } from '../domain/default-settings.ts';
import type { PricingContext } from '../domain/pricing/price-basket.ts';
import type { ShopSettings } from '../domain/shop-settings.ts';
import type { Role, StaffMember } from '../domain/staff.ts';
import type { TaxCategory } from '../domain/tax.ts';

/** Where the time comes from: the machine's clock, a file's when history is replayed, a fixed one in tests. */
export interface Clock {
  nowUtcMs(): number;
}

export const systemClock: Clock = { nowUtcMs: () => Date.now() };

/** Who acts when no person does: setting up, replaying a file, a command of IT's. */
export const SYSTEM_ACTOR = 'system';

/** A person at the till. */
export interface Session {
  readonly member: StaffMember;
  readonly signedInAtUtcMs: number;
}

/** What hangs on a till that somebody serves at. It is told what is on the disk already, and nothing waits for it. */
export interface TillDevices {
  /** A document was queued to be printed. */
  documentQueued(): void;
  /** The drawer is to open: once, now or never. */
  openDrawer(): void;
}

/**
 * A till that is open: its store, clock, settings and who is signed in. Every use case takes one. It holds no
 * truth of its own: what is not in the store can be lost without harm.
 */
export interface Register extends TillView {
  readonly store: Store;
  readonly newId: () => string;
  session: Session | null;
  /** Who was there when the counter was locked; nothing can be done as them until they sign in again. */
  lockedSession: Session | null;
  /** Read again after a settings entry. */
  settings: ShopSettings;
  identity: TillIdentity;
  taxCategories: ReadonlyMap<string, TaxCategory>;
  /** Null where nobody serves: a command, history that is replayed. Nothing is printed there. */
  devices: TillDevices | null;
}

/** What showing a till takes: less than changing it, so that it can be done beside the process that sells. */
export interface TillView {
  readonly store: StoreReader;
  readonly clock: Clock;
  readonly identity: TillIdentity;
  readonly settings: ShopSettings;
  readonly taxCategories: ReadonlyMap<string, TaxCategory>;
}

/** Looks at the till of a store that somebody else writes. */
export function viewTill(store: StoreReader, clock: Clock = systemClock): TillView {
  const settings = readSettings(store);
  return {
    store,
    clock,
    identity: readIdentity(store),
    settings,
    taxCategories: indexTaxCategories(settings),
  };
}

/** Opens the till that lives in a store. The store must have been set up. */
export function openRegister(store: Store, clock: Clock = systemClock): Register {
  const settings = readSettings(store);
  return {
    store,
    clock,
    newId: uuidv7,
    session: null,
    lockedSession: null,
    devices: null,
    settings,
    identity: readIdentity(store),
    taxCategories: indexTaxCategories(settings),
  };
}

/** Reads the settings and identity again, after an entry changed them. */
export function reloadSettings(register: Register): void {
  register.settings = readSettings(register.store);
  register.identity = readIdentity(register.store);
  register.taxCategories = indexTaxCategories(register.settings);
}

function readIdentity(store: StoreReader): TillIdentity {
  const identity = store.till.identity();
  if (!identity) throw new Error('the store has not been set up as a till');
  return identity;
}

/** The settings as they are stored, with what a new version added at its default. */
export function readSettings(store: StoreReader): ShopSettings {
  const stored = store.till.settings();
  if (!stored.shop) throw new Error('the till has no shop section');
  return { ...defaultSettings(stored.shop), ...stored };
}

function indexTaxCategories(settings: ShopSettings): ReadonlyMap<string, TaxCategory> {
  return new Map(settings.taxCategories.map((category) => [category.code, category]));
}

/** The columns of an entry made now: the open shift's business date, or the clock's between shifts. */
export function entryContext(register: Register): EntryContext {
  const { zone, cutOverMinutes } = register.settings.shop;
  const atUtcMs = register.clock.nowUtcMs();
  const shift = register.store.shifts.open();
  return {
    id: register.newId(),
    atUtcMs,
    utcOffsetMinutes: utcOffsetMinutesAt(atUtcMs, zone),
    businessDate: shift?.businessDate ?? businessDateAt(atUtcMs, zone, cutOverMinutes),
    shift: shift?.number ?? 0,
    actor: actorOf(register),
  };
}

export function actorOf(register: Register): string {
  return register.session?.member.id ?? SYSTEM_ACTOR;
}

export function pricingContext(register: TillView): PricingContext {
  const { currency, zone, cutOverMinutes } = register.settings.shop;
  const shift = register.store.shifts.open();
  return {
    currency,
    businessDate: shift?.businessDate ?? businessDateAt(register.clock.nowUtcMs(), zone, cutOverMinutes),
    taxCategories: register.taxCategories,
  };
}

export function roleOf(register: Register, member: StaffMember): Role | null {
  return register.settings.roles.find((role) => role.code === member.roleCode) ?? null;
}
