import { z } from 'zod';
import { FACT_SCHEMA } from '../../../domain/facts/fact.ts';
import type { ExceptionKind } from '../../protocol/exception.ts';
import { base64, clockMs, code, count, day, shortText, uuid } from '../../protocol/fields.ts';

// Whatever a register says in one entry, sums over thousands of them are numbers still.
/** Minor units or points: ten times the most that is taken in one tender. */
const AMOUNT_MAX = 1_000_000_000_000;
const amount = z.int().min(-AMOUNT_MAX).max(AMOUNT_MAX);
const gained = count.max(AMOUNT_MAX);
/** Thousandths of a line, or how often a rule was used in a sale. */
const QUANTITY_MAX = 1_000_000_000;
const uses = count.max(QUANTITY_MAX);
const moment = clockMs.min(0);

/** What entries are read of that change something here; whatever else they say is the register's own. */
const saleFact = z.object({
  saleId: uuid,
  receiptNumber: code,
  totalMinor: amount,
  lines: z
    .array(
      z.object({
        lineNo: z.int().min(1),
        quantityThousandths: z.int().min(-QUANTITY_MAX).max(QUANTITY_MAX),
        totalMinor: amount,
        articleCode: code.nullish(),
        returnOf: z
          .object({
            saleId: uuid,
            lineNo: z.int().min(1),
            fromThousandths: count.max(QUANTITY_MAX).default(0),
          })
          .nullish(),
        elsewhere: code.optional(),
      }),
    )
    .max(10_000),
  loyalty: z
    .object({
      memberId: uuid,
      memberNumber: shortText,
      points: z.object({
        earned: z.object({ points: gained }).nullable(),
        redeemed: z.object({ points: gained, amountMinor: amount }).nullable(),
      }),
      spentMinor: gained,
      isVisit: z.boolean(),
      central: z.object({ leased: gained.optional() }).optional(),
    })
    .nullish(),
  rules: z
    .array(z.object({ ruleId: code, uses, amountMinor: amount }))
    .max(1_000)
    .default([]),
  coupons: z
    .array(z.object({ couponId: code, ruleId: code, code, amountMinor: amount }))
    .max(1_000)
    .default([]),
  reversals: z
    .array(
      z.object({
        saleId: uuid,
        memberId: uuid.nullable(),
        unearned: z.object({ points: gained }).nullable(),
        returned: z.object({ points: gained }).nullable(),
        couponsRestored: z.array(code).max(1_000),
        uses: z.array(z.object({ ruleId: code, uses, amountMinor: amount })).max(1_000),
        spentMinor: gained,
        isWholeSale: z.boolean(),
      }),
    )
    .max(1_000)
    .default([]),
});
export type SaleFact = z.infer<typeof saleFact>;

const memberFact = z.object({
  memberId: uuid,
  number: code,
  sealed: base64.max(4_000),
  phoneHash: z.string().max(64).nullable(),
  cards: z.array(z.string().max(64)).max(10),
  consents: z
    .array(
      z.object({
        kind: z.enum(['messages', 'wechat', 'personal-offers', 'partners']),
        isGiven: z.boolean(),
        atUtcMs: moment,
      }),
    )
    .max(4),
  joinedAtUtcMs: moment,
});
export type MemberFact = z.infer<typeof memberFact>;

/** An entry as it lies in central's table, its payload only where its type is read here. */
export interface RawEntry {
  readonly register: string;
  readonly epoch: number;
  readonly seq: number;
  readonly type: string;
  readonly schema: number;
  readonly atUtcMs: number;
  readonly businessDate: string;
  readonly payload: string | null;
  readonly receivedAtUtcMs: number;
}

/** Of these the payload is read. */
export const READ_TYPES = ['sale.completed', 'member.registered', 'member.changed'] as const;

/** What an entry changes here. */
export type ReadEntry =
  | { readonly kind: 'sale'; readonly fact: SaleFact }
  | { readonly kind: 'member'; readonly fact: MemberFact; readonly isNew: boolean }
  | { readonly kind: 'nothing' }
  | { readonly kind: Extract<ExceptionKind, 'schema-too-new' | 'unreadable'> };

/** Never throws: whatever a register sends, the entries after it go on. */
export function readEntry({ type, schema, payload, businessDate }: RawEntry): ReadEntry {
  if (payload === null) return { kind: 'nothing' };
  if (schema > FACT_SCHEMA) return { kind: 'schema-too-new' };
  const value = readJson(payload);
  if (!day.safeParse(businessDate).success) return { kind: 'unreadable' };
  if (type === 'sale.completed') {
    const fact = saleFact.safeParse(value);
    return fact.success ? { kind: 'sale', fact: fact.data } : { kind: 'unreadable' };
  }
  const fact = memberFact.safeParse(value);
  if (!fact.success) return { kind: 'unreadable' };
  return { kind: 'member', fact: fact.data, isNew: type === 'member.registered' };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
