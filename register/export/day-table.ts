import { hasDay, readDay, type DayFigures } from '../../db/day-report.ts';
import { addDays } from '../../domain/business-date.ts';
import { currencyDigits, minorToDecimal } from '../../domain/currency.ts';
import { tenderName } from '../../domain/receipt/receipt-rows.ts';
import { bookedTenderKinds } from '../../domain/tender.ts';
import { exportText, type ExportTextKey } from '../../domain/text/export-text.ts';
import type { Language } from '../../domain/text/language.ts';
import { personName } from '../receipt/till-documents.ts';
import type { TillView } from '../register.ts';
import type { WriteRow } from './export-file.ts';

interface Row {
  readonly section: ExportTextKey;
  readonly code: string;
  readonly name: string;
  readonly count: number | null;
  readonly amountMinor: number | null;
}

/** A day's figures beside those of a week before, a row each: what the day board shows. */
export function writeDayTable(
  till: TillView,
  businessDate: string,
  language: Language,
  write: WriteRow,
): void {
  const words = exportText[language];
  const { db } = till.store;
  const weekBefore = addDays(businessDate, -DAYS_A_WEEK);
  const now = rowsOf(till, readDay(db, businessDate), language);
  const then = hasDay(db, weekBefore) ? rowsOf(till, readDay(db, weekBefore), language) : [];
  const nowByKey = new Map(now.map((row) => [keyOf(row), row]));
  const thenByKey = new Map(then.map((row) => [keyOf(row), row]));
  const digits = currencyDigits(till.settings.shop.currency);
  const cells = (row: Row | undefined) => [
    row?.count ?? null,
    row === undefined || row.amountMinor === null ? null : minorToDecimal(row.amountMinor, digits),
  ];
  const { section, code, name, count, amount, countBefore, amountBefore } = words;
  write([section, code, name, count, amount, countBefore, amountBefore]);
  // What only the week before had stands with its kind, too.
  for (const kind of sections) {
    for (const [key, row] of new Map([...nowByKey, ...thenByKey])) {
      if (row.section !== kind) continue;
      write([words[kind], row.code, row.name, ...cells(nowByKey.get(key)), ...cells(thenByKey.get(key))]);
    }
  }
}

const DAYS_A_WEEK = 7;
const sections = ['day', 'hour', 'tender', 'department', 'person'] as const;

function keyOf({ section, code }: Row): string {
  return `${section} ${code}`;
}

function rowsOf({ store, settings }: TillView, day: DayFigures, language: Language): Row[] {
  const words = exportText[language];
  const total = (key: ExportTextKey, count: number | null, amountMinor: number | null): Row => {
    return { section: 'day', code: key, name: words[key], count, amountMinor };
  };
  const department = new Map(settings.departments.map(({ code, name }) => [code, name]));
  return [
    total('netSales', day.saleCount, day.netSalesMinor),
    total('gross', null, day.grossMinor),
    total('refunds', day.refundCount, day.refundMinor),
    total('discounts', day.discountCount, day.discountMinor),
    total('overrides', day.overrideCount, day.overrideMinor),
    total('voids', day.voidCount, day.voidMinor),
    total('tax', null, day.taxMinor),
    total('items', day.itemCount, null),
    ...day.hours.map(({ hour, saleCount, netSalesMinor }) => {
      const name = `${String(hour).padStart(2, '0')}:00`;
      return {
        section: 'hour',
        code: String(hour),
        name,
        count: saleCount,
        amountMinor: netSalesMinor,
      } as const;
    }),
    ...day.tenders.map(({ tenderCode, kind: stored, count, paidMinor }) => {
      const kind = bookedTenderKinds.find((known) => known === stored) ?? 'other';
      const name = tenderName({ tenderCode, kind }, settings.tenders, language);
      return { section: 'tender', code: tenderCode, name, count, amountMinor: paidMinor } as const;
    }),
    {
      section: 'tender',
      code: '',
      name: words.rounding,
      count: null,
      amountMinor: -day.roundingMinor + 0,
    },
    ...day.departments.map(({ department: code, itemCount, netSalesMinor }) => {
      const name = department.get(code) ?? code;
      return { section: 'department', code, name, count: itemCount, amountMinor: netSalesMinor } as const;
    }),
    ...day.persons.map(({ actor, saleCount, netSalesMinor }) => {
      const name = personName(store, actor, language);
      const code = store.staff.byId(actor)?.code ?? '';
      return { section: 'person', code, name, count: saleCount, amountMinor: netSalesMinor } as const;
    }),
  ];
}
