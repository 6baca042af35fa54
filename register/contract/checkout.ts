import { z } from 'zod';
import type { CounterSnapshot } from '../snapshot.ts';
import type { TenderOutcome } from '../use-cases/checkout.ts';
import type { FinishedSale } from '../use-cases/finish-sale.ts';
import { answers } from './answer.ts';
import { approval, code, freeText, id, integer, nothing } from './fields.ts';

/** Paying the sale on the counter. */
export const checkoutContract = {
  begin: answers<CounterSnapshot>().input(nothing),
  leave: answers<CounterSnapshot>().input(nothing),
  /** What is handed over; negative where it goes to the customer. */
  takeTender: answers<TenderOutcome>().input(
    z.strictObject({
      tenderCode: code,
      amountMinor: integer,
      reference: freeText.optional(),
      approval: approval.optional(),
    }),
  ),
  reverseTender: answers<CounterSnapshot>().input(
    z.strictObject({ tenderId: id, reason: z.string().max(200) }),
  ),
  settle: answers<FinishedSale>().input(nothing),
};
