import { enlist, refund, sell } from './counter-acts.ts';
import type { FaultChain, FaultTill } from './fault-chain.ts';
import { healthyNetwork, type NetworkFault } from './fault-proxy.ts';
import { untilInStep } from './in-step.ts';

const STEPS = 30;
/** Few in a run, so that two tills that are apart meet the same person. */
const MEMBERS = 4;

/** What customers do. */
export interface Customers {
  readonly articles: readonly string[];
  /** How many points a member wants to redeem, each as likely as another. */
  readonly points: readonly number[];
  readonly doReturn: boolean;
  /** Members whom every till knows, and who are half of those who come; none where it is empty. */
  readonly regulars: readonly string[];
}

const ills: readonly Partial<NetworkFault>[] = [
  { state: 'refused' },
  { state: 'silent' },
  { lossShare: 0.3 },
  { losesAnswers: true },
  { repeatsRequests: true },
];

/** Runs of a chain whose networks part and heal while its tills sell; each run ends with all of it in step. */
export function openPartitions(chain: FaultChain, customers: Customers) {
  const receipts = new Map<string, string[]>();
  let coupons: readonly string[] = [];
  let run = 0;

  function anyOf<T>(choices: readonly T[]): T {
    return choices[chain.random.below(choices.length)]!;
  }

  function phoneOf(who: number): string {
    return `07700 9${String(run * MEMBERS + who).padStart(5, '0')}`;
  }

  /** One thing that happens somewhere in the chain. */
  async function step(): Promise<void> {
    const till = anyOf(chain.tills);
    switch (chain.random.below(10)) {
      case 0:
      case 1:
        till.network.set({ ...healthyNetwork, ...anyOf(ills) });
        till.network.cut();
        return;
      case 2:
        till.network.set(healthyNetwork);
        return;
      case 3:
        enlist(till, 'Ada', phoneOf(chain.random.below(MEMBERS)));
        return;
      case 4: {
        const sold = receipts.get(till.id) ?? [];
        if (customers.doReturn && sold.length > 0) refund(till, anyOf(sold));
        return;
      }
      case 5:
        await changePrice();
        return;
      default:
        await sellToSomebody(till);
    }
  }

  async function sellToSomebody(till: FaultTill): Promise<void> {
    const isRegular = customers.regulars.length > 0 && chain.random.below(2) === 0;
    const members = isRegular ? customers.regulars : membersAt(till);
    const coupon = chain.random.below(2) === 0 ? anyOf(coupons) : undefined;
    const isKnown =
      coupon !== undefined && till.till.read(({ store }) => store.coupons.byCode(coupon) !== null);
    const memberId = members.length > 0 && chain.random.below(4) > 0 ? anyOf(members) : undefined;
    const points = memberId === undefined ? 0 : anyOf(customers.points);
    const { sale } = await sell(till, {
      article: anyOf(customers.articles),
      ...(memberId !== undefined && { memberId }),
      ...(points > 0 && { points }),
      ...(isKnown && { coupon }),
    });
    receipts.set(till.id, [...(receipts.get(till.id) ?? []), sale.receiptNumber].slice(-20));
  }

  function membersAt({ till }: FaultTill): string[] {
    return till.read(({ store }) => store.members.search('ada', 8).map(({ memberId }) => memberId));
  }

  async function changePrice(): Promise<void> {
    const { code, ...value } = chain.tills[0]!.till.read(({ store }) => store.catalogue.byCode('crisps')!);
    const priceE4 = 1_000 + 100 * chain.random.below(200);
    const shown = { ...value, barcodes: [...value.barcodes], priceE4 };
    await chain.tell({ scope: 'article', key: code, shop: null, value: shown });
  }

  return async (): Promise<void> => {
    run += 1;
    coupons = await chain.giveCoupons(3);
    await untilInStep(chain);
    for (let count = 0; count < STEPS; count += 1) await step();
    for (const { network } of chain.tills) network.set(healthyNetwork);
    await untilInStep(chain);
  };
}
