import type { ReceiptReservation } from '../../db/fetched-receipts.ts';
import { FACT_SCHEMA } from '../../domain/facts/fact.ts';
import { soldSaleSchema } from '../../domain/facts/sold-sale-schema.ts';
import { isLineAmountInRange } from '../../domain/line-amount.ts';
import { fail, type Result } from '../../domain/result.ts';
import type { Register } from '../register.ts';
import { findReturnable, type ReturnableReceipt } from './add-returns.ts';

/** What central sent of another till's receipt, of which it has reserved what is left for this till. */
export interface SentReceipt {
  readonly businessDate: string;
  readonly atUtcMs: number;
  /** The payload of its `sale.completed`, as it lies in the other journal. */
  readonly payload: string;
  readonly schema: number;
  /** By line number: how many thousandths are back already, or reserved by others. */
  readonly returned: readonly { readonly lineNo: number; readonly thousandths: number }[];
}

/**
 * Keeps another till's sale, so that goods of it can come back here as of one of this till's own, and says what can. Central is
 * asked for it anew each time, because it alone knows what came back elsewhere.
 */
export function keepReceipt(
  register: Register,
  sent: SentReceipt,
  reservation: ReceiptReservation,
): Result<ReturnableReceipt> {
  if (sent.schema > FACT_SCHEMA) return fail({ code: 'central-protocol' });
  const read = soldSaleSchema.safeParse(readJson(sent.payload));
  const { shop } = register.settings;
  const isUsable =
    read.success &&
    read.data.currency === shop.currency &&
    read.data.lines.every(({ listPriceE4, quantityThousandths }) =>
      isLineAmountInRange(listPriceE4, Math.abs(quantityThousandths), shop.currency),
    );
  if (!isUsable) {
    const { url } = register.store.chain.state();
    return fail({ code: 'central-answer-invalid', url: url ?? '' });
  }
  const { saleId, receiptNumber } = read.data;
  const { businessDate, atUtcMs, payload, schema, returned } = sent;
  const nowUtcMs = register.clock.nowUtcMs();
  register.store.commit((writer) =>
    writer.chain.saveReceipt(
      { saleId, receiptNumber, businessDate, atUtcMs, payload, schema, returned, reservation },
      nowUtcMs,
    ),
  );
  return findReturnable(register, receiptNumber);
}

function readJson(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
