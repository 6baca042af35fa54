import { addDays } from '../../domain/business-date.ts';
import { chanceOf, type Chance } from './demo-chance.ts';
import { WELCOME_CODE } from './demo-coupons.ts';
import type { DemoMember } from './demo-members.ts';
import { errandBasket, type SeasonBasket } from './season-baskets.ts';

export type SeasonPayment = 'cash' | 'card' | 'payment-code' | 'cash-and-card';

/** A sale to be rung. */
export interface SeasonSale {
  /** On the shop's wall clock. */
  readonly secondOfDay: number;
  /** The number on the member's card; null for somebody unknown. */
  readonly memberCode: string | null;
  readonly items: SeasonBasket;
  readonly payment: SeasonPayment;
  /** The coupon that they bring; null for none. */
  readonly couponCode: string | null;
  /** The member pays with points what points can pay. */
  readonly isPaidWithPoints: boolean;
  /** After so many days a piece of it comes back; null for never. */
  readonly returnsAfterDays: number | null;
}

export interface SeasonDay {
  readonly date: string;
  /** Their staff codes, before and after the change at two o'clock. */
  readonly cashiers: readonly [string, string];
  readonly sales: readonly SeasonSale[];
}

/** A member who comes again and again: every so many days, from one day of the season to another. */
interface Regular {
  readonly code: string;
  readonly fromDay: number;
  readonly toDay: number;
  readonly everyDays: number;
}

const OPENS_SECOND = 9 * 3_600;
const OPEN_SECONDS = 11 * 3_600;
/** Strangers a day, from Monday to Sunday; with the members who come it is about twice as many sales. */
const STRANGERS = [5, 5, 6, 7, 10, 13, 7];
const CASHIERS = ['1', '2', '3', '4'];
const GIFTS_BP = 6_000;

/**
 * What is sold on every day between two dates, both included: real gift baskets and made-up errands, about half of them
 * by members, some of whom stop coming while others begin. The same for the same dates, members and baskets.
 */
export function planSeason(
  from: string,
  to: string,
  members: readonly DemoMember[],
  gifts: readonly SeasonBasket[],
): SeasonDay[] {
  const dates = datesBetween(from, to);
  const visitors = visitorsOf(members, dates.length);
  return dates.map((date, day) => {
    const chance = chanceOf(`season ${day}`);
    const strangers = strangersOn(date, chance);
    const codes = [...(visitors.get(day) ?? []), ...Array.from({ length: strangers }, () => null)];
    const sales = codes.map((memberCode) => planSale(memberCode, gifts, chance));
    const cashiers = [CASHIERS[day % 4]!, CASHIERS[(day + 1 + (day % 3)) % 4]!] as const;
    return { date, cashiers, sales: sales.sort((a, b) => a.secondOfDay - b.secondOfDay) };
  });
}

function datesBetween(from: string, to: string): string[] {
  const dates: string[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) dates.push(date);
  return dates;
}

function strangersOn(date: string, chance: Chance): number {
  const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
  return STRANGERS[weekday]! - 2 + chance.below(5);
}

/** The members who come, by the day of the season. */
function visitorsOf(members: readonly DemoMember[], days: number): Map<number, string[]> {
  const visitors = new Map<number, string[]>();
  for (const { code, fromDay, toDay, everyDays } of regularsOf(members, days)) {
    const chance = chanceOf(`visits of ${code}`);
    const firstDay = fromDay + chance.below(everyDays);
    for (let next = firstDay; next < toDay; next += everyDays) {
      // Nobody comes by the calendar alone.
      const day = next + chance.below(Math.ceil(everyDays / 3));
      visitors.set(day, [...(visitors.get(day) ?? []), code]);
    }
  }
  return visitors;
}

/** Most come all season; some stopped on the way, and the newcomers began on the way. */
function regularsOf(members: readonly DemoMember[], days: number): Regular[] {
  const newcomers = members.filter(({ visits }) => visits === 0).slice(0, 50);
  const known = members.filter(({ visits }, place) => visits > 3 && place % 27 === 6);
  const begun = newcomers.map(({ code }) => {
    const chance = chanceOf(`rhythm of ${code}`);
    const fromDay = Math.floor(days * (0.3 + chance.below(60) / 100));
    return { code, fromDay, toDay: days, everyDays: 5 + chance.below(14) };
  });
  const kept = known.map(({ code }) => {
    const chance = chanceOf(`rhythm of ${code}`);
    const isLapsing = chance.inBp(2_500);
    const toDay = isLapsing ? Math.floor(days * (0.2 + chance.below(40) / 100)) : days;
    return { code, fromDay: 0, toDay, everyDays: 6 + chance.below(24) };
  });
  return [...kept, ...begun];
}

function planSale(memberCode: string | null, gifts: readonly SeasonBasket[], chance: Chance): SeasonSale {
  const items = chance.inBp(GIFTS_BP) ? chance.pick(gifts) : errandBasket(chance);
  return {
    // Two throws of the dice make the middle of the day the busiest.
    secondOfDay: OPENS_SECOND + chance.below(OPEN_SECONDS / 2) + chance.below(OPEN_SECONDS / 2),
    memberCode,
    items,
    payment: paymentOf(chance),
    couponCode: chance.inBp(300) ? WELCOME_CODE : null,
    isPaidWithPoints: memberCode !== null && chance.inBp(1_500),
    returnsAfterDays: chance.inBp(250) ? 1 + chance.below(6) : null,
  };
}

function paymentOf(chance: Chance): SeasonPayment {
  const drawn = chance.below(100);
  if (drawn < 34) return 'cash';
  if (drawn < 37) return 'cash-and-card';
  return drawn < 45 ? 'payment-code' : 'card';
}
