import { BASKET_MAX_LINES, type BasketLine } from '../../domain/basket.ts';
import { businessDateAt, utcOfWallClock } from '../../domain/business-date.ts';
import type { NonSaleKind } from '../../domain/facts/sale-facts.ts';
import { lineAmountMinor, lineResidualE7 } from '../../domain/line-amount.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Language } from '../../domain/text/language.ts';
import type { Invoice, InvoiceLine } from '../import/invoice-file.ts';
import { readInvoiceFile } from '../import/invoice-file.ts';
import { entryContext, SYSTEM_ACTOR, type Register } from '../register.ts';
import { addLines, emptyLine, taxCodeOf } from './add-lines.ts';
import { voidBasket } from './change-basket.ts';
import { beginCheckout, leaveCheckout, reverseTender, settle, takeTender } from './checkout.ts';
import { closeShift } from './close-shift.ts';
import { openShift } from './shifts.ts';

/** How a line of the file was booked. */
export type ReplayKind =
  'sale' | 'credit-note' | 'credit-note-charge' | 'return-on-invoice' | 'empty' | NonSaleKind;

/** What was booked as a kind. `amountMinor` plus `belowMinorE7` is exact: the latter is in 1/10^7 of the major unit. */
export interface ReplayTally {
  invoices: number;
  lines: number;
  amountMinor: number;
  belowMinorE7: number;
}

export interface ReplaySummary {
  readonly invoices: number;
  /** Invoices that an earlier run had booked already. */
  readonly alreadyBooked: number;
  readonly days: number;
  readonly booked: Readonly<Partial<Record<ReplayKind, ReplayTally>>>;
}

/** A clock that shows the file's time. */
export interface ReplayClock {
  nowUtcMs(): number;
  set(utcMs: number): void;
}

export function createReplayClock(startUtcMs: number): ReplayClock {
  let now = startUtcMs;
  return {
    nowUtcMs: () => now,
    set(utcMs) {
      now = utcMs;
    },
  };
}

/** The tender that history is settled with: how it was really paid, the file does not say. */
const REPLAY_TENDER = 'other';

/**
 * Rings a file of historical invoice lines through the counter's own use cases, a shift a day on the file's clock. An
 * invoice that was booked before is passed over, so an interrupted run goes on where it stopped, and none is doubled.
 * `register.clock` must be the given clock.
 */
export async function replay(
  register: Register,
  clock: ReplayClock,
  path: string,
  language: Language,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Result<ReplaySummary>> {
  const read = await readInvoiceFile(path, language);
  if (!read.ok) return read;
  // An interrupted run goes on at the file's time, where it stopped.
  const head = register.store.journal.head();
  if (head && register.store.shifts.open()) clock.set(head.atUtcMs);
  const cleared = clearCounter(register);
  if (!cleared.ok) return cleared;
  const booked = register.store.sales.sourceRefs();
  const run: Run = { register, clock, booked, tallies: {}, alreadyBooked: 0, days: 0 };
  for (const [index, invoice] of read.value.entries()) {
    const rung = ringInvoice(run, invoice);
    if (!rung.ok) return rung;
    if (index % 100 === 0) onProgress(index, read.value.length);
  }
  const closed = closeDay(run);
  if (!closed.ok) return closed;
  onProgress(read.value.length, read.value.length);
  return ok({
    invoices: read.value.length,
    alreadyBooked: run.alreadyBooked,
    days: run.days,
    booked: run.tallies,
  });
}

interface Run {
  readonly register: Register;
  readonly clock: ReplayClock;
  readonly booked: ReadonlySet<string>;
  readonly tallies: Partial<Record<ReplayKind, ReplayTally>>;
  alreadyBooked: number;
  days: number;
}

/** A basket that an interrupted run left is thrown away, as its invoice will be rung again; a cashier's is not touched. */
function clearCounter(register: Register): Result<null> {
  const { store } = register;
  const basket = store.baskets.current();
  if (!basket) return ok(null);
  if (basket.sourceRef === null) return fail({ code: 'basket-not-empty' });
  if (basket.state === 'checkout') {
    for (const tender of store.sales.openTenders(basket.id)) {
      const reversed = reverseTender(register, tender.id, 'replay interrupted');
      if (!reversed.ok) return reversed;
    }
    const left = leaveCheckout(register);
    if (!left.ok) return left;
  }
  const voided = voidBasket(register, { reason: 'replay interrupted' });
  return voided.ok ? ok(null) : voided;
}

/** Rings what an invoice sells or takes back as sales, and books the rest of it as what it is. */
function ringInvoice(run: Run, invoice: Invoice): Result<null> {
  const isCreditNote = invoice.number.toUpperCase().startsWith('C');
  const byKind = Map.groupBy(invoice.lines, (line) => kindOf(line, isCreditNote));
  const due = [...byKind]
    .filter(([kind]) => kind !== 'empty')
    .flatMap(([kind]) => refsOf(invoice, kind, byKind));
  for (const [kind, lines] of byKind) tally(run, kind, lines);
  if (due.every((ref) => run.booked.has(ref))) {
    if (due.length > 0) run.alreadyBooked += 1;
    return ok(null);
  }
  const opened = openDay(run, invoice.at);
  if (!opened.ok) return opened;
  const goods = invoice.lines.filter((line) => isGoods(kindOf(line, isCreditNote)));
  for (let part = 0; part * BASKET_MAX_LINES < goods.length; part += 1) {
    const lines = goods.slice(part * BASKET_MAX_LINES, (part + 1) * BASKET_MAX_LINES);
    const rung = ringGoods(run, goodsRef(invoice, part), lines);
    if (!rung.ok) return rung;
  }
  for (const [kind, lines] of byKind) if (isNonSale(kind)) bookNonSale(run, invoice, kind, lines);
  return ok(null);
}

/** What a line is, by the signs that real files have. */
function kindOf({ quantityThousandths, unitPriceE4 }: InvoiceLine, isCreditNote: boolean): ReplayKind {
  if (quantityThousandths === 0) return 'empty';
  if (unitPriceE4 < 0) return 'bad-debt';
  const isOut = quantityThousandths > 0;
  if (unitPriceE4 === 0) {
    if (isCreditNote) return isOut ? 'given-free' : 'returned-free';
    return isOut ? 'given-free' : 'stock-write-off';
  }
  if (isCreditNote) return isOut ? 'credit-note-charge' : 'credit-note';
  return isOut ? 'sale' : 'return-on-invoice';
}

const goodsKinds: ReadonlySet<ReplayKind> = new Set([
  'sale',
  'credit-note',
  'credit-note-charge',
  'return-on-invoice',
]);

function isGoods(kind: ReplayKind): boolean {
  return goodsKinds.has(kind);
}

function isNonSale(kind: ReplayKind): kind is NonSaleKind {
  return !goodsKinds.has(kind) && kind !== 'empty';
}

function goodsRef(invoice: Invoice, part: number): string {
  return part === 0 ? invoiceRef(invoice) : `${invoiceRef(invoice)}:${part + 1}`;
}

/** The references under which an invoice's lines of a kind are booked. */
function refsOf(
  invoice: Invoice,
  kind: ReplayKind,
  byKind: ReadonlyMap<ReplayKind, InvoiceLine[]>,
): string[] {
  if (isNonSale(kind)) return [nonSaleRef(invoice, kind)];
  const goods = [...byKind].reduce((sum, [each, lines]) => (isGoods(each) ? sum + lines.length : sum), 0);
  return Array.from({ length: Math.ceil(goods / BASKET_MAX_LINES) }, (_, part) => goodsRef(invoice, part));
}

function nonSaleRef(invoice: Invoice, kind: NonSaleKind): string {
  return `${invoiceRef(invoice)}:${kind}`;
}

/** Encoded, so that no number can look like another invoice's part or booking. */
function invoiceRef({ number }: Invoice): string {
  return `invoice:${encodeURIComponent(number)}`;
}

function tally(run: Run, kind: ReplayKind, lines: readonly InvoiceLine[]): void {
  const { currency } = run.register.settings.shop;
  const sum = (run.tallies[kind] ??= { invoices: 0, lines: 0, amountMinor: 0, belowMinorE7: 0 });
  sum.invoices += 1;
  sum.lines += lines.length;
  for (const { unitPriceE4, quantityThousandths } of lines) {
    sum.amountMinor += lineAmountMinor(unitPriceE4, quantityThousandths, currency);
    sum.belowMinorE7 += lineResidualE7(unitPriceE4, quantityThousandths, currency);
  }
}

/** A shift for the invoice's business date, closing the day before; the file's clock is confirmed where it goes back. */
function openDay(run: Run, at: string): Result<null> {
  const { register, clock } = run;
  const { zone, cutOverMinutes } = register.settings.shop;
  const atUtcMs = utcOfWallClock(at, zone);
  const shift = register.store.shifts.open();
  if (shift && shift.businessDate < businessDateAt(atUtcMs, zone, cutOverMinutes)) {
    const closed = closeDay(run);
    if (!closed.ok) return closed;
  }
  clock.set(atUtcMs);
  if (register.store.shifts.open()) return ok(null);
  const opened = openShift(register, 0, { confirmClock: true });
  return opened.ok ? ok(null) : opened;
}

function closeDay(run: Run): Result<null> {
  const { register } = run;
  const shift = register.store.shifts.open();
  if (!shift) return ok(null);
  const { expectedCashMinor } = register.store.shifts.figures(shift);
  const closed = closeShift(register, { countedMinor: Math.max(0, expectedCashMinor), reason: 'replay' });
  run.days += 1;
  return closed.ok ? ok(null) : closed;
}

/** One sale: all lines in one commit, checkout, and the whole amount as one tender. */
function ringGoods(run: Run, sourceRef: string, lines: readonly InvoiceLine[]): Result<null> {
  if (run.booked.has(sourceRef)) return ok(null);
  const { register } = run;
  const added = addLines(
    register,
    lines.map((line) => basketLine(register, line)),
    sourceRef,
  );
  if (!added.ok) return added;
  const begun = beginCheckout(register);
  if (!begun.ok) return begun;
  const { dueMinor } = begun.value;
  const paid =
    dueMinor === 0
      ? settle(register)
      : takeTender(register, { tenderCode: REPLAY_TENDER, amountMinor: dueMinor });
  return paid.ok ? ok(null) : paid;
}

function basketLine(register: Register, line: InvoiceLine): BasketLine {
  const department = register.settings.departments[0]!.code;
  const article = { taxCode: null, department };
  const isReturn = line.quantityThousandths < 0;
  return {
    ...emptyLine(register.newId()),
    kind: isReturn ? 'return' : 'sale',
    articleCode: line.stockCode,
    name: line.description,
    department,
    quantityThousandths: Math.abs(line.quantityThousandths),
    listPriceE4: line.unitPriceE4,
    taxCode: taxCodeOf(register, article),
    returnAuthorization: isReturn ? { by: SYSTEM_ACTOR, approvedBy: SYSTEM_ACTOR, reason: 'replay' } : null,
  };
}

function bookNonSale(run: Run, invoice: Invoice, kind: NonSaleKind, lines: readonly InvoiceLine[]): void {
  const { register } = run;
  const sourceRef = nonSaleRef(invoice, kind);
  if (run.booked.has(sourceRef)) return;
  const { currency } = register.settings.shop;
  let amountMinor = 0;
  let residualE7 = 0;
  for (const { unitPriceE4, quantityThousandths } of lines) {
    amountMinor += lineAmountMinor(unitPriceE4, quantityThousandths, currency);
    residualE7 += lineResidualE7(unitPriceE4, quantityThousandths, currency);
  }
  const payload = {
    bookingId: register.newId(),
    kind,
    sourceRef,
    amountMinor,
    residualE7,
    lines: lines.map(({ stockCode, description, quantityThousandths, unitPriceE4 }) => ({
      articleCode: stockCode,
      name: description,
      quantityThousandths,
      unitPriceE4,
    })),
  };
  register.store.commit((writer) => {
    writer.record({ type: 'non-sale.booked', payload }, entryContext(register));
  });
}
