import type { Register } from '../../register/register.ts';
import { addLines } from '../../register/use-cases/add-lines.ts';
import { setMember } from '../../register/use-cases/basket-membership.ts';
import { voidBasket } from '../../register/use-cases/change-basket.ts';
import { suggestFor } from '../../register/use-cases/insight-suggest.ts';
import { updateInsight } from '../../register/use-cases/insight-update.ts';
import { suggest } from '../../register/use-cases/look-at-sale.ts';
import { withRegister } from './bench-tills.ts';
import { createChance } from './chance.ts';
import { DURABLE_APPEND, openDurableAppend } from './durable-append.ts';
import { atMost, type Bench, type Figure, type Outcome } from './figure.ts';
import { ringSales } from './history.ts';
import { PROMOTIONS } from './promotion-file.ts';
import { sample, spreadOf, timeBoth } from './sampling.ts';
import { goShopping } from './shopping.ts';
import { valueOf } from './value-of.ts';

const SUGGESTIONS = 3;

/** What is often bought together: what is looked up at the counter, and what is counted while nobody is there. */
export const suggestions: Figure = {
  name: 'suggest',
  async measure(bench) {
    const { tills, sizes } = bench;
    const disk = openDurableAppend(tills.scratch('disk'));
    const outcomes = await withRegister(await tills.working(sizes), (register) => [
      ...[1, 5, 30].map((count) => measureSuggestions(register, bench, count)),
      measureCounter(register, bench),
      measureSlices(register, bench, () => disk.append()),
    ]);
    disk.close();
    return outcomes;
  },
};

function measureSuggestions(register: Register, { sizes }: Bench, count: number): Outcome {
  const shopping = goShopping(register, createChance(count), sizes.members);
  const baskets = Array.from({ length: 500 }, () =>
    shopping.distinctLines(count).map(({ articleCode }) => articleCode!),
  );
  const bare = register.store.db.prepare('SELECT * FROM article WHERE code = ?');
  const at = (number: number) => baskets[number % baskets.length]!;
  const suggested = baskets.filter((codes) => suggestFor(register, codes, SUGGESTIONS).length > 0).length;
  const { measured, processor, floor } = sample({
    samplesPerRound: baskets.length,
    work: (number) => suggestFor(register, at(number), SUGGESTIONS),
    floor: (number) => bare.get(at(number + 250)[0]!),
  });
  return {
    label: `suggestions for ${count} articles, with something to say for ${suggested} of ${baskets.length} baskets`,
    unit: 'ms',
    measured,
    processor,
    floor: { label: 'bare prepared statement', spread: floor },
    targets: [atMost('p99', measured, 5, 'ms')],
  };
}

/** As the counter asks for them: with what each would add to the sale. */
function measureCounter(register: Register, { sizes }: Bench): Outcome {
  const shopping = goShopping(register, createChance(31), sizes.members);
  const bare = register.store.db.prepare('SELECT * FROM basket_line');
  const { measured, processor, floor } = sample({
    samplesPerRound: 100,
    work: () => valueOf(suggest(register)),
    floor: () => bare.all(),
    prepare(number) {
      if (number % 5 > 0) return;
      clearCounter(register);
      valueOf(setMember(register, shopping.memberId()));
      valueOf(addLines(register, shopping.distinctLines(30)));
    },
    rest: () => register.store.checkpoint(),
  });
  clearCounter(register);
  return {
    label: `suggestions for a 30-line sale, each with what it adds to its total, ${PROMOTIONS} promotions`,
    unit: 'ms',
    measured,
    processor,
    floor: { label: 'bare reading of the lines', spread: floor },
    targets: [],
  };
}

/** As the service counts: a call that comes waits for one slice at most. */
const SLICE_STEPS = 50;
const COUNTED_SALES = 2_000;

function measureSlices(register: Register, { sizes }: Bench, append: () => void): Outcome {
  while (updateInsight(register, { stepsMax: 10_000 }).left > 0) register.store.checkpoint();
  const chance = createChance(32);
  ringSales(register, chance, goShopping(register, chance, sizes.members), COUNTED_SALES);
  // As the service does before it counts.
  register.store.checkpoint();
  const slices: ReturnType<typeof timeBoth>[] = [];
  const floorsMs: number[] = [];
  while (register.store.insight.left() > 0) {
    floorsMs.push(timeBoth(append).wallMs);
    slices.push(timeBoth(() => updateInsight(register, { stepsMax: SLICE_STEPS })));
  }
  register.store.checkpoint();
  const wallsMs = slices.map(({ wallMs }) => wallMs);
  const processorMs = slices.map((slice) => slice.processorMs);
  const longest = `${Math.max(...wallsMs).toFixed(1)} ms (processor ${Math.max(...processorMs).toFixed(1)} ms)`;
  return {
    label: `counting ${COUNTED_SALES} sales: one slice of ${SLICE_STEPS} steps; the longest took ${longest}`,
    unit: 'ms',
    measured: spreadOf(wallsMs),
    processor: spreadOf(processorMs),
    floor: { label: DURABLE_APPEND, spread: spreadOf(floorsMs) },
    targets: [],
  };
}

function clearCounter(register: Register): void {
  if (register.store.baskets.current()) valueOf(voidBasket(register, { reason: 'bench' }));
}
