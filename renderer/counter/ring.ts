import { create } from 'zustand';
import { ok, type Result } from '../../domain/result.ts';
import { takePaymentCode } from '../checkout/checkout-state.ts';
import type { CounterSnapshot, ScanOutcome } from '../service/answers.ts';
import { ask, type ScreenError } from '../service/connection.ts';
import { playSound } from '../sound/sounds.ts';
import {
  notify,
  refuse,
  showPane,
  showRefundOf,
  showSnapshot,
  useCounter,
  type Pane,
} from '../state/counter.ts';
import { readEntry, typeEntry, useEntry } from './entry.ts';

/** What is to be sold: what a code means, or an article that was chosen. */
export type Goods =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'article'; readonly articleCode: string; readonly barcode?: string }
  | {
      readonly kind: 'department';
      readonly department: string | null;
      readonly name?: string;
      readonly barcode?: string;
    };

/** How much of it, and what the cashier was asked about it. */
export interface Asked {
  readonly quantityThousandths?: number;
  readonly tareGrams?: number;
  readonly unitPriceE4?: number;
  readonly confirmedAge?: number;
}

/** Something that cannot be sold before the cashier has answered. */
export type Question = { readonly id: number; readonly goods: Goods; readonly asked: Asked } & (
  | { readonly kind: 'weight'; readonly name: string; readonly unitPriceE4: number }
  | { readonly kind: 'age'; readonly name: string; readonly age: number }
  | { readonly kind: 'price'; readonly name: string }
  | { readonly kind: 'department'; readonly scanned: string | null }
);

/** Questions in the order in which they came up: a scan that comes while one stands waits behind it. */
export const useQuestions = create<{ readonly waiting: readonly Question[] }>(() => ({ waiting: [] }));

type QuestionDraft = Question extends infer Q ? (Q extends Question ? Omit<Q, 'id'> : never) : never;

/** Panes that a sold article leaves: the cashier went on. A refund stays, because an exchange rings both. */
const leftByScan: ReadonlySet<Pane> = new Set<Pane>([
  'done',
  'member',
  'why',
  'line',
  'held',
  'discount',
  'drawer',
  'help',
  'receipts',
]);

let lastQuestionId = 0;
let shown: Promise<void> = Promise.resolve();

/** Takes what a scanner read. It is sent at once, and answers are shown in the order of the scans. */
export function takeScan(code: string): void {
  const isPaying = useCounter.getState().snapshot?.basket?.state === 'checkout';
  const { quantityThousandths } = takeEntry();
  const goods: Goods = { kind: 'code', code };
  const asked = quantityThousandths === null ? {} : { quantityThousandths };
  const answer = isPaying ? sendWhilePaying(code) : send(goods, asked);
  shown = shown.then(async () => void (await show(goods, asked, await answer)));
}

/** While money is awaited a code is the customer's payment code, or a coupon laid on the counter at the last moment. */
async function sendWhilePaying(code: string): Promise<Result<ScanOutcome, ScreenError>> {
  const paid = await ask((service) => service.basket.scan({ code, expecting: 'payment' }));
  const isNoPayment =
    !paid.ok && paid.error.code === 'code-unreadable' && paid.error.fault.code === 'barcode-not-payment';
  if (!isNoPayment) return paid;
  const presented = await ask((service) => service.basket.presentCoupon({ code }));
  if (presented.ok) return ok({ kind: 'coupon', snapshot: presented.value });
  // Where no coupon has that code either, what was awaited is said.
  return presented.error.code === 'coupon-unknown' ? paid : presented;
}

/** Rings goods up; what must be asked first becomes a question. Answers with the error when it was refused. */
export async function ring(goods: Goods, asked: Asked = {}): Promise<ScreenError | null> {
  const answer = send(goods, asked);
  const before = shown;
  const showing = (async () => {
    await before;
    return show(goods, asked, await answer);
  })();
  shown = showing.then(() => undefined);
  return showing;
}

/** What stands before `*` in the search box, which is empty from now on. */
export function takeEntry(): ReturnType<typeof readEntry> {
  const entry = readEntry(useEntry.getState().text);
  typeEntry('');
  return entry;
}

/** Takes a question off the screen: it was answered, or the goods are not sold. */
export function dropQuestion(id: number): void {
  useQuestions.setState(({ waiting }) => ({ waiting: waiting.filter((question) => question.id !== id) }));
}

/** Sells under a department without a code. */
export function askDepartment(department: string | null): void {
  askFirst({ kind: 'department', goods: { kind: 'department', department }, asked: {}, scanned: null });
}

async function send(goods: Goods, asked: Asked): Promise<Result<ScanOutcome, ScreenError>> {
  const { tareGrams: _tareGrams, ...rest } = asked;
  switch (goods.kind) {
    case 'code':
      return ask((service) => service.basket.scan({ code: goods.code, ...rest, isCountingUp: true }));
    case 'article': {
      const { articleCode, barcode } = goods;
      const added = await ask((service) =>
        service.basket.addArticle({
          articleCode,
          ...asked,
          isCountingUp: true,
          ...(barcode !== undefined && { barcode }),
        }),
      );
      return asAdded(added, articleCode);
    }
    case 'department': {
      const { department, name, barcode } = goods;
      const added = await ask((service) =>
        service.basket.addDepartmentSale({
          ...rest,
          department: department ?? '',
          unitPriceE4: asked.unitPriceE4 ?? 0,
          ...(name && { name }),
          ...(barcode !== undefined && { barcode }),
        }),
      );
      return asAdded(added, '');
    }
  }
}

function asAdded(
  added: Result<CounterSnapshot, ScreenError>,
  articleCode: string,
): Result<ScanOutcome, ScreenError> {
  return added.ok ? ok({ kind: 'added', snapshot: added.value, articleCode }) : added;
}

async function show(
  goods: Goods,
  asked: Asked,
  answer: Result<ScanOutcome, ScreenError>,
): Promise<ScreenError | null> {
  if (answer.ok) {
    showOutcome(answer.value);
    return null;
  }
  const question = questionFor(goods, asked, answer.error);
  if (question) {
    playSound('attention');
    askNext(question);
    return null;
  }
  playSound('bad');
  await refuse(answer.error);
  return answer.error;
}

function showOutcome(outcome: ScanOutcome): void {
  notify(null);
  if (outcome.kind === 'receipt') {
    playSound('attention');
    return showRefundOf(outcome.receiptNumber);
  }
  if (outcome.kind === 'payment') {
    playSound(takePaymentCode(outcome.authCode) ? 'good' : 'bad');
    return;
  }
  playSound('good');
  showSnapshot(outcome.snapshot);
  if (leftByScan.has(useCounter.getState().pane)) showPane('tiles');
}

/** What to ask the cashier, where an error only means that something must be known first. */
function questionFor(goods: Goods, asked: Asked, error: ScreenError): QuestionDraft | null {
  switch (error.code) {
    case 'article-needs-weight':
      return {
        kind: 'weight',
        goods: namedArticle(goods, error.articleCode),
        asked,
        name: error.name,
        unitPriceE4: error.unitPriceE4,
      };
    case 'article-needs-price':
      return { kind: 'price', goods: namedArticle(goods, error.articleCode), asked, name: error.name };
    case 'article-needs-age':
      return { kind: 'age', goods, asked, name: error.name, age: error.age };
    case 'code-unknown': {
      const department: Goods = { kind: 'department', department: null, barcode: error.scanned };
      return { kind: 'department', goods: department, asked, scanned: error.scanned };
    }
    default:
      return null;
  }
}

/** Once it is known which article a code names, it is sold as that article, so that a tare can be taken off. */
function namedArticle(goods: Goods, articleCode: string): Goods {
  return goods.kind === 'code' ? { kind: 'article', articleCode, barcode: goods.code } : goods;
}

function askNext(draft: QuestionDraft): void {
  lastQuestionId += 1;
  const question = { ...draft, id: lastQuestionId };
  useQuestions.setState(({ waiting }) => ({ waiting: [...waiting, question] }));
}

function askFirst(draft: QuestionDraft): void {
  lastQuestionId += 1;
  const question = { ...draft, id: lastQuestionId };
  useQuestions.setState(({ waiting }) => ({ waiting: [question, ...waiting] }));
}
