import { z } from 'zod';
import { FACT_SCHEMA } from '../../../domain/facts/fact.ts';
import type { ExceptionKind } from '../../protocol/exception.ts';
import { base64, code, count, day, integer, shortText, utcMs, uuid } from '../../protocol/fields.ts';

/** What entries are read of that change something here; whatever else they say is the register's own. */
const saleFact = z.object({
  saleId: uuid,
  receiptNumber: code,
  totalMinor: integer,
  lines: z
    .array(
      z.object({
        lineNo: z.int().min(1),
        quantityThousandths: integer,
        totalMinor: integer,
        articleCode: code.nullish(),
        returnOf: z
          .object({ saleId: uuid, lineNo: z.int().min(1), fromThousandths: count.default(0) })
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
        earned: z.object({ points: count }).nullable(),
        redeemed: z.object({ points: count, amountMinor: integer }).nullable(),
      }),
      spentMinor: count,
      isVisit: z.boolean(),
      central: z.object({ leased: count.optional() }).optional(),
    })
    .nullish(),
  rules: z
    .array(z.object({ ruleId: code, uses: count, amountMinor: integer }))
    .max(1_000)
    .default([]),
  coupons: z
    .array(z.object({ couponId: code, ruleId: code, code, amountMinor: integer }))
    .max(1_000)
    .default([]),
  reversals: z
    .array(
      z.object({
        saleId: uuid,
        memberId: uuid.nullable(),
        unearned: z.object({ points: count }).nullable(),
        returned: z.object({ points: count }).nullable(),
        couponsRestored: z.array(code).max(1_000),
        uses: z.array(z.object({ ruleId: code, uses: count, amountMinor: integer })).max(1_000),
        spentMinor: count,
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
        atUtcMs: utcMs,
      }),
    )
    .max(4),
  joinedAtUtcMs: utcMs,
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
