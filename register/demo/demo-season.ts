import { addDays, utcOfWallClock } from '../../domain/business-date.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Language } from '../../domain/text/language.ts';
import { entryContext, type Clock, type Register } from '../register.ts';
import { closeShift } from '../use-cases/close-shift.ts';
import { moveCash, openShift } from '../use-cases/shifts.ts';
import { chanceOf } from './demo-chance.ts';
import type { DemoDays, DemoMember } from './demo-members.ts';
import { momentOf, ringSeasonReturn, ringSeasonSale } from './ring-season.ts';
import { readGiftBaskets } from './season-baskets.ts';
import { planSeason, type SeasonDay, type SeasonSale } from './season-plan.ts';

/** Thirteen weeks, and the day before them on which the shop was set up. */
const SEASON_DAYS = 92;

const FLOAT_MINOR = 15_000;
const DROP_STEP_MINOR = 1_000;
const OPENS_SECOND = 8 * 3_600 + 1_800;
const CHANGE_SECOND = 14 * 3_600;
const RETURNS_SECOND = 20 * 3_600;
const CLOSES_SECOND = 20 * 3_600 + 900;
const MANAGER_CODE = '9';

const en = {
  returned: 'did not suit',
  drop: 'to the safe',
  miscount: 'a coin too many or too few was given',
};

const zhCN: typeof en = {
  returned: '不合适',
  drop: '存入保险柜',
  miscount: '找零差了硬币',
};

const texts: Readonly<Record<Language, typeof en>> = { en, 'zh-CN': zhCN };

/** A clock that shows the season's days while they are rung, and the real time afterwards. */
export interface SeasonClock extends Clock {
  /** Null shows the real time again. */
  show(utcMs: number | null): void;
}

export function createSeasonClock(real: Clock): SeasonClock {
  let shown: number | null = null;
  return { nowUtcMs: () => shown ?? real.nowUtcMs(), show: (utcMs) => void (shown = utcMs) };
}

/** The morning on which a shop is set up that has its season behind it on `today`. */
export function seasonBegins(today: string, zone: string): number {
  return utcOfWallClock(`${addDays(today, -SEASON_DAYS)}T07:00:00`, zone);
}

/** What the days of a season share. */
interface Season {
  readonly register: Register;
  readonly clock: SeasonClock;
  readonly text: typeof en;
  /** Receipts of which something comes back, by the date on which it does. */
  readonly returns: Map<string, string[]>;
}

/**
 * Rings the season's days, from the one after the shop was taken over to yesterday of `today`, each as one commit with its Z at the end; days that were closed are
 * passed over. What was to come back is forgotten where the program was cut short between. Leaves the clock at the
 * closing of the last day.
 */
export function ringSeason(
  register: Register,
  clock: SeasonClock,
  { takenOver, today }: DemoDays,
  members: readonly DemoMember[],
  onProgress: (done: number, total: number) => void = () => undefined,
): void {
  const days = planSeason(addDays(takenOver, 1), addDays(today, -1), members, readGiftBaskets());
  const text = texts[register.settings.shop.language];
  const season: Season = { register, clock, text, returns: new Map() };
  const lastDate = register.store.shifts.last()?.businessDate ?? '';
  for (const [index, day] of days.entries()) {
    if (day.date <= lastDate) continue;
    onProgress(index, days.length);
    // One commit a day: ten thousand of them, each waiting for the disk, would take minutes on a slow one.
    register.store.commit(() => {
      const rung = ringDay(season, day);
      if (!rung.ok) throw new Error(`the season does not ring on ${day.date}: ${JSON.stringify(rung.error)}`);
    });
  }
  onProgress(days.length, days.length);
  register.session = null;
}

function ringDay(season: Season, day: SeasonDay): Result<null> {
  const { register } = season;
  const [manager, morning, afternoon] = [MANAGER_CODE, ...day.cashiers];
  at(season, day.date, OPENS_SECOND);
  stand(register, manager);
  const opened = openShift(register, FLOAT_MINOR);
  if (!opened.ok) return opened;
  const shifts = [
    { cashier: morning, sales: day.sales.filter(({ secondOfDay }) => secondOfDay < CHANGE_SECOND) },
    { cashier: afternoon, sales: day.sales.filter(({ secondOfDay }) => secondOfDay >= CHANGE_SECOND) },
  ];
  for (const [index, { cashier, sales }] of shifts.entries()) {
    at(season, day.date, index === 0 ? OPENS_SECOND + 1 : CHANGE_SECOND);
    stand(register, cashier);
    const rung = ringSales(season, day.date, sales);
    if (!rung.ok) return rung;
  }
  const returned = ringReturns(season, day.date);
  return returned.ok ? closeDay(season, day.date) : returned;
}

function ringSales(season: Season, date: string, sales: readonly SeasonSale[]): Result<null> {
  for (const sale of sales) {
    at(season, date, sale.secondOfDay);
    const receipt = ringSeasonSale(season.register, sale);
    if (!receipt.ok) return receipt;
    if (sale.returnsAfterDays === null) continue;
    const comesBackOn = addDays(date, sale.returnsAfterDays);
    season.returns.set(comesBackOn, [...(season.returns.get(comesBackOn) ?? []), receipt.value]);
  }
  return ok(null);
}

function ringReturns(season: Season, date: string): Result<null> {
  for (const [index, receiptNumber] of (season.returns.get(date) ?? []).entries()) {
    at(season, date, RETURNS_SECOND + 60 * index);
    const returned = ringSeasonReturn(season.register, receiptNumber, season.text.returned);
    if (!returned.ok) return returned;
  }
  return ok(null);
}

/** What is above the float goes to the safe; the count is right on most days, as it is in shops. */
function closeDay(season: Season, date: string): Result<null> {
  const { register, text } = season;
  const chance = chanceOf(`closing of ${date}`);
  at(season, date, CLOSES_SECOND);
  stand(register, MANAGER_CODE);
  const inDrawerMinor = expectedCashMinor(register);
  const dropMinor = Math.floor((inDrawerMinor - FLOAT_MINOR) / DROP_STEP_MINOR) * DROP_STEP_MINOR;
  if (dropMinor > 0) {
    const dropped = moveCash(register, 'safe-drop', dropMinor, { reason: text.drop });
    if (!dropped.ok) return dropped;
  }
  const miscountMinor = chance.inBp(1_200) ? chance.pick([-200, -50, -10, 5, 20, 100]) : 0;
  const countedMinor = expectedCashMinor(register) + miscountMinor;
  const closed = closeShift(
    register,
    miscountMinor === 0 ? { countedMinor } : { countedMinor, reason: text.miscount },
  );
  return closed.ok ? ok(null) : closed;
}

function expectedCashMinor({ store }: Register): number {
  return store.shifts.figures(store.shifts.open()!).expectedCashMinor;
}

function at({ register, clock }: Season, date: string, secondOfDay: number): void {
  clock.show(momentOf(register, date, secondOfDay));
}

/** Puts a person at the till as signing in does, without the PIN: hashing one takes longer than ringing a day. */
function stand(register: Register, staffCode: string): void {
  const member = register.store.staff.byCode(staffCode);
  if (!member) throw new Error(`nobody in the demo has the code ${staffCode}`);
  register.session = { member, signedInAtUtcMs: register.clock.nowUtcMs() };
  register.store.commit((writer) => {
    writer.record({ type: 'staff.signed-in', payload: { staffId: member.id } }, entryContext(register));
  });
}
