import { z } from 'zod';
import type { HeldBasket } from '../../db/baskets.ts';
import type { Explanation, OneMore, Suggestion } from '../counter-membership.ts';
import type { CounterSnapshot } from '../snapshot.ts';
import type { ReturnableReceipt } from '../use-cases/add-returns.ts';
import type { ScanOutcome } from '../use-cases/scan.ts';
import { answers } from './answer.ts';
import {
  age,
  approval,
  code,
  discount,
  freeText,
  id,
  integer,
  name,
  nothing,
  receiptNumber,
  scanned,
} from './fields.ts';

const barcode = z.string().max(128);
const lineId = id;
/** A member that a file brought keeps the id that it has there. */
const memberId = z.string().min(1).max(64);
const couponCode = z.string().min(1).max(128);
const POINTS_MAX = 1_000_000_000;

/** What the counter may be asked about an article. */
const asked = {
  quantityThousandths: integer.optional(),
  unitPriceE4: integer.optional(),
  confirmedAge: age.optional(),
};

/** One more of the article that was rung last makes that line one more. */
const isCountingUp = z.boolean().optional();

/** Building the sale on the counter. Every change answers with the whole of it, priced afresh. */
export const basketContract = {
  read: answers<CounterSnapshot>().input(nothing),
  scan: answers<ScanOutcome>().input(
    z.strictObject({
      ...asked,
      isCountingUp,
      code: scanned,
      expecting: z.enum(['article', 'payment', 'member', 'coupon', 'receipt']).optional(),
    }),
  ),
  addArticle: answers<CounterSnapshot>().input(
    z.strictObject({
      ...asked,
      isCountingUp,
      articleCode: code,
      tareGrams: integer.optional(),
      barcode: barcode.optional(),
    }),
  ),
  addDepartmentSale: answers<CounterSnapshot>().input(
    z.strictObject({
      ...asked,
      department: code,
      unitPriceE4: integer,
      name: name.optional(),
      barcode: barcode.optional(),
    }),
  ),
  setQuantity: answers<CounterSnapshot>().input(z.strictObject({ lineId, quantityThousandths: integer })),
  setPrice: answers<CounterSnapshot>().input(
    z.strictObject({ lineId, unitPriceE4: integer, approval: approval.optional() }),
  ),
  setLineDiscount: answers<CounterSnapshot>().input(
    z.strictObject({ lineId, discount, approval: approval.optional() }),
  ),
  setNote: answers<CounterSnapshot>().input(z.strictObject({ lineId, note: freeText.nullable() })),
  voidLine: answers<CounterSnapshot>().input(z.strictObject({ lineId, approval: approval.optional() })),
  setDiscount: answers<CounterSnapshot>().input(z.strictObject({ discount, approval: approval.optional() })),
  /** The reason is the exemption's number; null takes the exemption back. */
  setTaxExempt: answers<CounterSnapshot>().input(
    z.strictObject({ reason: freeText.nullable(), approval: approval.optional() }),
  ),
  /** Whose sale it is; null for nobody's. */
  setMember: answers<CounterSnapshot>().input(z.strictObject({ memberId: memberId.nullable() })),
  /** Lays a coupon on the counter by what its code says, or one that the member holds. */
  presentCoupon: answers<CounterSnapshot>().input(z.strictObject({ code: couponCode })),
  chooseCoupon: answers<CounterSnapshot>().input(z.strictObject({ couponId: couponCode })),
  removeCoupon: answers<CounterSnapshot>().input(z.strictObject({ couponId: couponCode })),
  /** The most points that the sale may redeem; 0 for none. */
  setPoints: answers<CounterSnapshot>().input(z.strictObject({ points: z.int().min(0).max(POINTS_MAX) })),
  /** Rings a line as a gift, or as goods again. */
  setGift: answers<CounterSnapshot>().input(z.strictObject({ lineId, isGift: z.boolean() })),
  /** Why the sale costs what it does, or one line of it. */
  explain: answers<Explanation>().input(z.strictObject({ lineId: lineId.nullable() })),
  /** The line of which one more unit meets the nearest offer; null where no line does. */
  oneMore: answers<OneMore | null>().input(nothing),
  /** What is often bought with what is in the sale. */
  suggest: answers<readonly Suggestion[]>().input(nothing),
  void: answers<CounterSnapshot>().input(z.strictObject({ approval })),
  hold: answers<CounterSnapshot>().input(z.strictObject({ label: freeText.nullable() })),
  recall: answers<CounterSnapshot>().input(z.strictObject({ basketId: id })),
  listHeld: answers<HeldBasket[]>().input(nothing),
  findReturnable: answers<ReturnableReceipt>().input(z.strictObject({ receiptNumber })),
  addReturn: answers<CounterSnapshot>().input(
    z.strictObject({
      receiptNumber,
      lineNo: z.int().min(1).max(1_000),
      quantityThousandths: integer,
      approval: approval.optional(),
    }),
  ),
  addReturnWithoutReceipt: answers<CounterSnapshot>().input(
    z.strictObject({
      articleCode: code.nullable(),
      name,
      department: code,
      quantityThousandths: integer,
      unitPriceE4: integer,
      receiptNumber: receiptNumber.optional(),
      approval: approval.optional(),
    }),
  ),
};
