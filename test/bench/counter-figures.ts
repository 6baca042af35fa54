import { priceBasket } from '../../domain/pricing/price-basket.ts';
import type { BasketLine } from '../../domain/basket.ts';
import { pricingContext, type Register } from '../../register/register.ts';
import { addLines } from '../../register/use-cases/add-lines.ts';
import { voidBasket } from '../../register/use-cases/change-basket.ts';
import { beginCheckout, takeTender } from '../../register/use-cases/checkout.ts';
import { scan } from '../../register/use-cases/scan.ts';
import { withRegister } from './bench-tills.ts';
import { DURABLE_APPEND, openDurableAppend } from './durable-append.ts';
import { atMost, type Figure } from './figure.ts';
import { sample } from './sampling.ts';
import { valueOf } from './value-of.ts';

const NO_PROMOTIONS = 'no promotions yet';

export const scanArticle: Figure = {
  name: 'scan',
  async measure({ tills, sizes }) {
    const folder = await tills.working(sizes);
    const disk = openDurableAppend(tills.scratch('disk'));
    return withRegister(folder, (register) => {
      const { store } = register;
      const [last, ...others] = barcodesOf(register, 30);
      for (const barcode of others) valueOf(scan(register, barcode));
      const { measured, processor, floor } = sample({
        samplesPerRound: 400,
        work: () => valueOf(scan(register, last!)),
        floor: () => disk.append(),
        prepare() {
          // Taken out below the use cases, which would make a void of it.
          const thirtieth = store.baskets.current()!.lines[29];
          if (thirtieth) store.commit((writer) => writer.baskets.removeLine(thirtieth.id));
        },
        rest: () => store.checkpoint(),
      });
      valueOf(voidBasket(register, { reason: 'bench' }));
      disk.close();
      return [
        {
          label: `scan → priced snapshot, 30-line basket, durable (${NO_PROMOTIONS})`,
          unit: 'ms',
          measured,
          processor,
          floor: { label: DURABLE_APPEND, spread: floor },
          targets: [atMost('p99', measured, 5, 'ms')],
        },
      ];
    });
  },
};

export const priceLargeBasket: Figure = {
  name: 'price',
  async measure({ tills, sizes }) {
    return withRegister(await tills.working(sizes), (register) => {
      const makeLines = lineMaker(register, 100);
      valueOf(addLines(register, makeLines()));
      const basket = register.store.baskets.current()!;
      const priced = priceBasket(basket, pricingContext(register));
      const { measured, processor, floor } = sample({
        samplesPerRound: 2_000,
        work: () => priceBasket(basket, pricingContext(register)),
        floor: () => structuredClone(priced),
      });
      valueOf(voidBasket(register, { reason: 'bench' }));
      return [
        {
          label: `price a 100-line basket (${NO_PROMOTIONS})`,
          unit: 'ms',
          measured,
          processor,
          floor: { label: 'copying the answer', spread: floor },
          targets: [atMost('p99', measured, 10, 'ms')],
        },
      ];
    });
  },
};

export const settleSale: Figure = {
  name: 'settle',
  async measure({ tills, sizes }) {
    const folder = await tills.working(sizes);
    const disk = openDurableAppend(tills.scratch('disk'));
    return withRegister(folder, (register) => {
      const makeLines = lineMaker(register, 20);
      let dueMinor = 0;
      const { measured, processor, floor } = sample({
        samplesPerRound: 400,
        work: () => valueOf(takeTender(register, { tenderCode: 'card', amountMinor: dueMinor })),
        floor: () => disk.append(),
        prepare() {
          valueOf(addLines(register, makeLines()));
          dueMinor = valueOf(beginCheckout(register)).dueMinor;
        },
        // The till is idle between customers often enough; here it is after each round.
        rest: () => register.store.checkpoint(),
      });
      disk.close();
      const limitMs = 2 * floor.p50 + 1.5;
      return [
        {
          label: 'settle a 20-line sale, durable (no members yet)',
          unit: 'ms',
          measured,
          processor,
          floor: { label: DURABLE_APPEND, spread: floor },
          targets: [
            { text: `p50 ≤ 2 × floor + 1.5 ms (${limitMs.toFixed(2)})`, isMet: measured.p50 <= limitMs },
            atMost('p99', measured, 8, 'ms'),
          ],
        },
      ];
    });
  },
};

function barcodesOf({ store }: Register, count: number): string[] {
  return store.db
    .prepare<[number], string>('SELECT substr(barcode, 2) FROM article_barcode ORDER BY random() LIMIT ?')
    .pluck()
    .all(count);
}

/** Makes lines of as many articles, each time with new ids, as scans made them. */
function lineMaker(register: Register, count: number): () => BasketLine[] {
  for (const barcode of barcodesOf(register, count)) valueOf(scan(register, barcode));
  const { lines } = register.store.baskets.current()!;
  valueOf(voidBasket(register, { reason: 'bench' }));
  return () => lines.map((line) => ({ ...line, id: register.newId() }));
}
