import type { FetchedReceipt } from '../../db/fetched-receipts.ts';
import type { ReturnableLine } from '../../db/sales.ts';
import { decodePayload } from '../../domain/facts/fact-codec.ts';
import type { SaleCompleted } from '../../domain/facts/sale-facts.ts';
import type { TenderKind } from '../../domain/tender.ts';
import type { TillView } from '../register.ts';

/** A finished sale that goods may come back from: one of this till, or one of another's that central has sent. */
export interface SoldGoods {
  readonly sale: SaleCompleted;
  /** Whose it is by now. */
  readonly memberId: string | null;
  readonly businessDate: string;
  readonly atUtcMs: number;
  /** Who sold it; null for somebody at another till. */
  readonly actor: string | null;
  /** Its place in this till's journal; null for another till's sale, which central keeps for this one. */
  readonly entry: number | null;
  readonly lines: readonly ReturnableLine[];
  /** What is left to give back of what it was paid with, by kind, in minor units. */
  readonly refundable: ReadonlyMap<TenderKind, number>;
}

export function findSold(view: TillView, saleId: string): SoldGoods | null {
  const fetched = view.store.chain.receipts.bySale(saleId);
  return findOwn(view, saleId) ?? (fetched && soldElsewhere(view, fetched));
}

/** By the number on the receipt. */
export function findSoldByReceipt(view: TillView, receiptNumber: string): SoldGoods | null {
  const { sales, chain } = view.store;
  const own = sales.byReceipt(receiptNumber);
  if (own) return findOwn(view, own.sale.saleId);
  const fetched = chain.link() ? chain.receipts.byNumber(receiptNumber) : null;
  return fetched && soldElsewhere(view, fetched);
}

function findOwn({ store: { sales, loyalty } }: TillView, saleId: string): SoldGoods | null {
  const stored = sales.byId(saleId);
  const owner = loyalty.saleOwner(saleId);
  if (!stored || !owner) return null;
  const { sale, entry, atUtcMs, actor } = stored;
  return {
    sale,
    ...owner,
    entry,
    atUtcMs,
    actor,
    lines: sales.returnableLines(saleId),
    refundable: sales.refundableByKind(saleId),
  };
}

function soldElsewhere({ store }: TillView, fetched: FetchedReceipt): SoldGoods {
  const fact = decodePayload('sale.completed', fetched.schema, fetched.payload);
  if (fact.type !== 'sale.completed') throw new Error(`the receipt ${fetched.receiptNumber} is no sale`);
  const sale = fact.payload;
  const here = store.chain.returnedElsewhere(sale.saleId);
  const there = new Map(fetched.returned.map(({ lineNo, thousandths }) => [lineNo, thousandths]));
  const refundable = new Map<TenderKind, number>();
  for (const { kind, amountMinor } of sale.tenders)
    refundable.set(kind, (refundable.get(kind) ?? 0) + amountMinor);
  const memberId = sale.loyalty?.memberId ?? null;
  return {
    sale,
    memberId: memberId === null ? null : store.loyalty.currentId(memberId),
    businessDate: fetched.businessDate,
    atUtcMs: fetched.atUtcMs,
    actor: null,
    entry: null,
    refundable,
    lines: sale.lines
      .filter(({ kind }) => kind === 'sale')
      .map((line) => ({
        ...line,
        // Central may not have counted yet what came back here, and knows more than this till does; more may be back than was sold.
        returnedThousandths: Math.min(
          line.quantityThousandths,
          Math.max(there.get(line.lineNo) ?? 0, here.get(line.lineNo) ?? 0),
        ),
      })),
  };
}
