import type { Basket } from '../../domain/basket.ts';
import { priceSale } from '../../register/price-sale.ts';
import type { Register } from '../../register/register.ts';
import { addLines } from '../../register/use-cases/add-lines.ts';
import { chooseCoupon, setMember } from '../../register/use-cases/basket-membership.ts';
import { voidBasket } from '../../register/use-cases/change-basket.ts';
import { beginCheckout, takeTender } from '../../register/use-cases/checkout.ts';
import { walletOf } from '../../register/use-cases/coupons.ts';
import { scan } from '../../register/use-cases/scan.ts';
import { withRegister } from './bench-tills.ts';
import { createChance } from './chance.ts';
import { DURABLE_APPEND, openDurableAppend } from './durable-append.ts';
import { atMost, type Figure } from './figure.ts';
import { PROMOTIONS } from './promotion-file.ts';
import { sample } from './sampling.ts';
import { goShopping, makeBasket, type Shopping } from './shopping.ts';
import { valueOf } from './value-of.ts';

/** So many scans onto one basket, before another takes its place. */
const SCANS_A_BASKET = 20;
/** A morning's: what the first hundreds take while the program is compiled is not what a day of thousands is like. */
const SCAN_ROUNDS = 10;

export const scanArticle: Figure = {
  name: 'scan',
  async measure({ tills, sizes }) {
    const folder = await tills.working(sizes);
    const disk = openDurableAppend(tills.scratch('disk'));
    return withRegister(folder, (register) => {
      const { store } = register;
      const shopping = goShopping(register, createChance(30), sizes.members);
      let next = '';
      const { measured, processor, floor } = sample({
        rounds: SCAN_ROUNDS,
        samplesPerRound: 400,
        work: () => valueOf(scan(register, next)),
        floor: () => disk.append(),
        prepare(number) {
          if (number % SCANS_A_BASKET === 0) {
            clearCounter(register);
            ringMemberSale(register, shopping, 29);
          }
          // Taken out below the use cases, which would make a void of it.
          const thirtieth = store.baskets.current()!.lines[29];
          if (thirtieth) store.commit((writer) => writer.baskets.removeLine(thirtieth.id));
          next = shopping.distinctLines(1)[0]!.articleCode!;
        },
        rest: () => store.checkpoint(),
      });
      clearCounter(register);
      disk.close();
      return [
        {
          label: `scan → priced snapshot, 30-line basket of a member, ${PROMOTIONS} promotions, durable`,
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

/** Half of them members', and half of those with a coupon on the counter. */
const PRICED_BASKETS = 200;

export const priceLargeBasket: Figure = {
  name: 'price',
  async measure({ tills, sizes }) {
    return withRegister(await tills.working(sizes), (register) => {
      const shopping = goShopping(register, createChance(100), sizes.members);
      const baskets = Array.from({ length: PRICED_BASKETS }, (_, index) => {
        const lines = shopping.distinctLines(100);
        return makeBasket(register, lines, membershipOf(register, shopping, index % 4));
      });
      const at = (number: number) => baskets[number % baskets.length]!;
      const answers = baskets.map((basket) => priceSale(register, basket).priced);
      const { measured, processor, floor } = sample({
        samplesPerRound: PRICED_BASKETS,
        work: (number) => priceSale(register, at(number)),
        floor: (number) => structuredClone(answers[number % answers.length]),
      });
      const provenCount = answers.filter(({ offers }) => offers.isProvenBest).length;
      const appliedCount = answers.flatMap(({ offers }) => offers.applied).length;
      const applied = Math.round(appliedCount / answers.length);
      return [
        {
          label:
            `price a 100-line basket, ${PROMOTIONS} promotions, best: ${provenCount} of ${PRICED_BASKETS} proven best, ` +
            `${applied} rules applied on average`,
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

function membershipOf(register: Register, shopping: Shopping, which: number): Basket['membership'] {
  const memberId = which < 2 ? shopping.memberId() : null;
  const coupon = memberId !== null && which === 0 ? walletOf(register, memberId)[0] : undefined;
  return { memberId, coupons: coupon ? [coupon] : [], points: 0 };
}

export const settleSale: Figure = {
  name: 'settle',
  async measure({ tills, sizes }) {
    const folder = await tills.working(sizes);
    const disk = openDurableAppend(tills.scratch('disk'));
    return withRegister(folder, (register) => {
      clearCounter(register);
      const shopping = goShopping(register, createChance(20), sizes.members);
      let dueMinor = 0;
      const { measured, processor, floor } = sample({
        samplesPerRound: 200,
        work: () => valueOf(takeTender(register, { tenderCode: 'card', amountMinor: dueMinor })),
        floor: () => disk.append(),
        prepare() {
          ringMemberSale(register, shopping, 20);
          dueMinor = valueOf(beginCheckout(register)).dueMinor;
        },
        // The till is idle between customers often enough; here it is after each round.
        rest: () => register.store.checkpoint(),
      });
      disk.close();
      const limitMs = 2 * floor.p50 + 1.5;
      return [
        {
          label: `settle a 20-line sale of a member, ${PROMOTIONS} promotions, durable`,
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

/** Begins a sale of a member, with a coupon of theirs on the counter where they have one. */
function ringMemberSale(register: Register, shopping: Shopping, lineCount: number): void {
  const memberId = shopping.memberId();
  valueOf(setMember(register, memberId));
  valueOf(addLines(register, shopping.distinctLines(lineCount)));
  const coupon = walletOf(register, memberId)[0];
  if (coupon) valueOf(chooseCoupon(register, coupon.couponId));
}

function clearCounter(register: Register): void {
  if (register.store.baskets.current()) valueOf(voidBasket(register, { reason: 'bench' }));
}
