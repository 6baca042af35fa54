import type { InferContractRouterOutputs } from '@orpc/contract';
import type { contract } from '../../register/contract/contract.ts';

type Answers = InferContractRouterOutputs<typeof contract>;
/** What a call answers with when it succeeds. */
type ValueOf<Answer> = Answer extends { readonly ok: true; readonly value: infer Value } ? Value : never;

export type CounterSnapshot = ValueOf<Answers['basket']['read']>;
export type ScanOutcome = ValueOf<Answers['basket']['scan']>;
export type TenderOutcome = ValueOf<Answers['checkout']['takeTender']>;
export type FinishedSale = ValueOf<Answers['checkout']['settle']>;
export type ReturnableReceipt = ValueOf<Answers['basket']['findReturnable']>;
export type TillStatus = ValueOf<Answers['till']['status']>;
export type CounterLine = NonNullable<CounterSnapshot['basket']>['lines'][number];
export type Article = ValueOf<Answers['catalogue']['search']>[number];
export type HeldSale = CounterSnapshot['held'][number];
export type TileArticle = ValueOf<Answers['catalogue']['byCodes']>[number];
export type PriceCheck = ValueOf<Answers['catalogue']['priceCheck']>;
export type FoundSale = ValueOf<Answers['sale']['search']>['rows'][number];
export type DayBoard = ValueOf<Answers['report']['day']>;
export type ShiftStatus = NonNullable<ValueOf<Answers['shift']['status']>>;
export type ShiftRow = ValueOf<Answers['shift']['list']>[number];
export type CloseBlockers = ValueOf<Answers['shift']['blockers']>;
export type CountOutcome = ValueOf<Answers['shift']['submitCount']>;
export type ClosedShift = ValueOf<Answers['shift']['closeCounted']>;
export type JournalRow = ValueOf<Answers['report']['journal']>['rows'][number];
export type JournalEntry = ValueOf<Answers['report']['entry']>;
