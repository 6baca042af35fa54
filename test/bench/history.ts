import type { Article } from '../../domain/article.ts';
import { NO_MEMBERSHIP, type Basket } from '../../domain/basket.ts';
import type { SaleTender } from '../../domain/facts/sale-facts.ts';
import { priceBasket } from '../../domain/pricing/price-basket.ts';
import { entryContext, pricingContext, type Register } from '../../register/register.ts';
import { emptyLine, taxCodeOf } from '../../register/use-cases/add-lines.ts';
import { finishSale } from '../../register/use-cases/finish-sale.ts';
import type { ReplayClock } from '../../register/use-cases/replay.ts';
import { closeShift } from '../../register/use-cases/close-shift.ts';
import { openShift } from '../../register/use-cases/shifts.ts';
import { createChance, type Chance } from './chance.ts';
import { valueOf } from './value-of.ts';

export const DAYS = 730;
/** The day that is still open at the end, for its X report. */
const LAST_DAY_SALES = 5_000;
const LINES_A_SALE = 10;
const FIRST_DAY_UTC_MS = Date.UTC(2024, 0, 2, 9);
const DAY_MS = 86_400_000;
const SHOP_HOURS_MS = 10 * 3_600_000;
/** Of the catalogue, as many articles as a shop of this size really sells. */
const SOLD_ARTICLES = 20_000;
const SALES_A_COMMIT = 500;

/**
 * Rings two years of sales of about ten lines, a shift a day, and leaves the last one open with 5,000 sales. Each is the
 * entry that checkout would have made, hashed and projected like any other; only many of them share a commit, and their
 * baskets are never written.
 */
export function ringHistory(
  register: Register,
  clock: ReplayClock,
  lineCount: number,
  onDay: (day: number) => void,
): void {
  const chance = createChance(2_024);
  const articles = readSoldArticles(register);
  const saleCount = Math.ceil(lineCount / LINES_A_SALE);
  const lastDaySales = Math.min(LAST_DAY_SALES, Math.ceil(saleCount / 4));
  let left = saleCount - lastDaySales;
  for (let day = 1; day <= DAYS; day += 1) {
    const sales = day === DAYS ? lastDaySales : Math.round(left / (DAYS - day));
    if (day < DAYS) left -= sales;
    clock.set(FIRST_DAY_UTC_MS + day * DAY_MS);
    const shift = valueOf(openShift(register, 10_000));
    ringDay(register, clock, chance, articles, sales);
    if (day < DAYS) {
      const { expectedCashMinor } = register.store.shifts.figures(shift);
      valueOf(closeShift(register, { countedMinor: expectedCashMinor }));
    }
    onDay(day);
  }
}

function ringDay(
  register: Register,
  clock: ReplayClock,
  chance: Chance,
  articles: readonly Article[],
  sales: number,
): void {
  for (let start = 0; start < sales; start += SALES_A_COMMIT) {
    register.store.commit((writer) => {
      for (let sale = start; sale < Math.min(sales, start + SALES_A_COMMIT); sale += 1) {
        clock.set(clock.nowUtcMs() + Math.floor(SHOP_HOURS_MS / sales));
        const basket = makeBasket(register, chance, articles);
        const { totalMinor } = priceBasket(basket, pricingContext(register));
        const tender = makeTender(register, chance, totalMinor);
        writer.record(finishSale(register, basket, [tender]).sold, entryContext(register));
      }
    });
  }
}

function readSoldArticles({ store }: Register): Article[] {
  const codes = store.db
    .prepare<[number], string>('SELECT code FROM article ORDER BY number LIMIT ?')
    .pluck()
    .all(SOLD_ARTICLES);
  return codes.map((code) => store.catalogue.byCode(code)!);
}

function makeBasket(register: Register, chance: Chance, articles: readonly Article[]): Basket {
  const lines = Array.from({ length: 1 + chance.below(2 * LINES_A_SALE - 1) }, () => {
    const article = chance.pickUnevenly(articles);
    return {
      ...emptyLine(register.newId()),
      articleCode: article.code,
      barcode: article.barcodes[0] ?? null,
      name: article.name,
      department: article.department,
      quantityThousandths: chance.number() < 0.8 ? 1_000 : (2 + chance.below(5)) * 1_000,
      listPriceE4: article.priceE4,
      taxCode: taxCodeOf(register, article),
    };
  });
  return {
    id: register.newId(),
    state: 'checkout',
    openedAtUtcMs: register.clock.nowUtcMs() - 60_000,
    frozenAtUtcMs: register.clock.nowUtcMs(),
    label: null,
    sourceRef: null,
    discount: null,
    taxExemption: null,
    membership: NO_MEMBERSHIP,
    lines,
  };
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
