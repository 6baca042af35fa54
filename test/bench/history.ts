import { NO_MEMBERSHIP } from '../../domain/basket.ts';
import type { SaleTender } from '../../domain/facts/sale-facts.ts';
import { saleTotalMinor } from '../../register/price-sale.ts';
import { entryContext, type Register } from '../../register/register.ts';
import { finishSale } from '../../register/use-cases/finish-sale.ts';
import type { ReplayClock } from '../../register/use-cases/replay.ts';
import { closeShift } from '../../register/use-cases/close-shift.ts';
import { openShift } from '../../register/use-cases/shifts.ts';
import { createChance, type Chance } from './chance.ts';
import { goShopping, makeBasket, type Shopping } from './shopping.ts';
import { valueOf } from './value-of.ts';

export const DAYS = 730;
/** The day that is still open at the end, for its X report. */
const LAST_DAY_SALES = 5_000;
const LINES_A_SALE = 10;
/** Nine in the morning in Shanghai. */
const FIRST_DAY_UTC_MS = Date.UTC(2024, 0, 2, 1);
const DAY_MS = 86_400_000;
const SHOP_HOURS_MS = 10 * 3_600_000;
/** The evening of the last day, after all sales of the history: when everything is measured. */
export const EVENING_UTC_MS = FIRST_DAY_UTC_MS + DAYS * DAY_MS + SHOP_HOURS_MS + 3_600_000;
const SALES_A_COMMIT = 500;
const MEMBERS_SHARE = 0.4;

/**
 * Rings two years of sales of about ten lines, four in ten of them members', a shift a day, and leaves the last one open with
 * 5,000 sales. Each is the entry that checkout would have made, hashed and projected like any other; only many of them share
 * a commit, and their baskets are never written.
 */
export function ringHistory(
  register: Register,
  clock: ReplayClock,
  sizes: { readonly history: number; readonly members: number },
  onDay: (day: number) => void,
): void {
  const chance = createChance(2_024);
  const shopping = goShopping(register, chance, sizes.members);
  const saleCount = Math.ceil(sizes.history / LINES_A_SALE);
  const lastDaySales = Math.min(LAST_DAY_SALES, Math.ceil(saleCount / 4));
  let left = saleCount - lastDaySales;
  for (let day = 1; day <= DAYS; day += 1) {
    const sales = day === DAYS ? lastDaySales : Math.round(left / (DAYS - day));
    if (day < DAYS) left -= sales;
    clock.set(FIRST_DAY_UTC_MS + day * DAY_MS);
    const shift = valueOf(openShift(register, 10_000));
    ringSales(register, chance, shopping, sales, () =>
      clock.set(clock.nowUtcMs() + Math.floor(SHOP_HOURS_MS / sales)),
    );
    if (day < DAYS) {
      const { expectedCashMinor } = register.store.shifts.figures(shift);
      valueOf(closeShift(register, { countedMinor: expectedCashMinor }));
    }
    onDay(day);
  }
}

/** Rings so many sales into the open shift, of one to nineteen lines. `onSale` is called before each. */
export function ringSales(
  register: Register,
  chance: Chance,
  shopping: Shopping,
  sales: number,
  onSale: () => void = () => undefined,
): void {
  for (let start = 0; start < sales; start += SALES_A_COMMIT) {
    register.store.commit((writer) => {
      for (let sale = start; sale < Math.min(sales, start + SALES_A_COMMIT); sale += 1) {
        onSale();
        const count = 1 + chance.below(2 * LINES_A_SALE - 1);
        const articles = Array.from({ length: count }, () => chance.pickUnevenly(shopping.articles));
        const memberId = chance.number() < MEMBERS_SHARE ? shopping.memberId() : null;
        const basket = makeBasket(register, shopping.lines(articles), { ...NO_MEMBERSHIP, memberId });
        const tender = makeTender(register, chance, saleTotalMinor(register, basket));
        const { before, sold } = finishSale(register, basket, [tender]);
        for (const fact of [...before, sold]) writer.record(fact, entryContext(register));
        if (memberId !== null) writer.members.countVisit(memberId);
      }
    });
  }
}

function makeTender(register: Register, chance: Chance, totalMinor: number): SaleTender {
  const kind = chance.pick(['cash', 'card', 'payment-code'] as const);
  return {
    id: register.newId(),
    tenderCode: kind,
    kind,
    amountMinor: totalMinor,
    tenderedMinor: totalMinor,
    changeMinor: 0,
    roundingMinor: 0,
    reference: kind === 'cash' ? null : chance.digits(8),
    takenAtUtcMs: register.clock.nowUtcMs(),
  };
}
