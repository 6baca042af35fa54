/** What a member bought, summed so that two that turn out to be one can be put together. Amounts in minor units. */
export interface MemberSummary {
  /** Sales that sold something. */
  readonly purchaseCount: number;
  /** Tax included, after discounts, less what came back. */
  readonly spendMinor: number;
  /** The days on which something was bought, as `dayNumberOf` counts them: ascending, each once, the latest of them. */
  readonly visitDays: readonly number[];
  /** Spent by department, less what came back. */
  readonly departments: Readonly<Record<string, number>>;
  /** By `YYYY-MM`, the latest of them. */
  readonly months: Readonly<Record<string, MonthSummary>>;
}

export interface MonthSummary {
  readonly spendMinor: number;
  readonly purchaseCount: number;
}

/** A sale or refund as it counts for its member. */
export interface MemberSale {
  readonly businessDate: string;
  readonly day: number;
  readonly hasSold: boolean;
  readonly totalMinor: number;
  readonly departments: readonly { readonly code: string; readonly totalMinor: number }[];
}

/** Eleven years of coming every day. */
export const VISIT_DAYS_MAX = 4_096;
export const MONTHS_MAX = 36;
/** A department beyond these is not told apart. */
const DEPARTMENTS_MAX = 200;

export const NO_PURCHASES: MemberSummary = {
  purchaseCount: 0,
  spendMinor: 0,
  visitDays: [],
  departments: {},
  months: {},
};

/** Adds a sale, in the order in which they were made. What comes back is spent no more; the visits stay. */
export function addSale(summary: MemberSummary, sale: MemberSale): MemberSummary {
  const purchaseCount = sale.hasSold ? 1 : 0;
  const departments = Object.fromEntries(sale.departments.map(({ code, totalMinor }) => [code, totalMinor]));
  return mergeSummaries(summary, {
    purchaseCount,
    spendMinor: sale.totalMinor,
    visitDays: sale.hasSold ? [sale.day] : [],
    departments,
    months: { [sale.businessDate.slice(0, 7)]: { spendMinor: sale.totalMinor, purchaseCount } },
  });
}

/** What two bought together, who are one from now on: as if all had been bought by one. */
export function mergeSummaries(a: MemberSummary, b: MemberSummary): MemberSummary {
  return {
    purchaseCount: a.purchaseCount + b.purchaseCount,
    spendMinor: a.spendMinor + b.spendMinor,
    visitDays: mergeDays(a.visitDays, b.visitDays),
    departments: mergeDepartments(a.departments, b.departments),
    months: mergeMonths(a.months, b.months),
  };
}

function mergeDays(a: readonly number[], b: readonly number[]): readonly number[] {
  if (b.length === 0 || (b.length === 1 && b[0] === a.at(-1))) return a;
  return [...new Set([...a, ...b])].sort((one, other) => one - other).slice(-VISIT_DAYS_MAX);
}

function mergeDepartments(
  a: MemberSummary['departments'],
  b: MemberSummary['departments'],
): MemberSummary['departments'] {
  const merged = new Map(Object.entries(a));
  for (const [code, spendMinor] of Object.entries(b)) {
    const before = merged.get(code);
    if (before === undefined && merged.size === DEPARTMENTS_MAX) continue;
    merged.set(code, (before ?? 0) + spendMinor);
  }
  return Object.fromEntries(sortKeys(merged));
}

function mergeMonths(a: MemberSummary['months'], b: MemberSummary['months']): MemberSummary['months'] {
  const merged = new Map(Object.entries(a));
  for (const [month, { spendMinor, purchaseCount }] of Object.entries(b)) {
    const before = merged.get(month);
    merged.set(month, {
      spendMinor: spendMinor + (before?.spendMinor ?? 0),
      purchaseCount: purchaseCount + (before?.purchaseCount ?? 0),
    });
  }
  return Object.fromEntries(sortKeys(merged).slice(-MONTHS_MAX));
}

/** So that what is the same is stored the same, whatever came first. */
function sortKeys<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}
