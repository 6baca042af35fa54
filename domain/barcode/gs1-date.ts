const FEBRUARY = 2;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether six digits are a GS1 date, YYMMDD. Day 00 stands for the whole month, where `firstDay` is 0. */
export function isGs1Date(yymmdd: string, firstDay: 0 | 1): boolean {
  const [year, month, day] = splitDate(yymmdd);
  // The leap years of a century that a label can mean (1949 on) are those of 20YY.
  return month >= 1 && month <= 12 && day >= firstDay && day <= daysOfMonth(2000 + year, month);
}

/**
 * A valid GS1 date as `YYYY-MM-DD`, in the century that puts it between 49 years before and 50 years after
 * `referenceYear`; day 00 is the last day of its month. Source: GS1 General Specifications, section 7.12.
 */
export function resolveGs1Date(yymmdd: string, referenceYear: number): string {
  const [yearOfCentury, month, day] = splitDate(yymmdd);
  const ahead = yearOfCentury - (referenceYear % 100);
  const year = referenceYear + ahead + (ahead >= 51 ? -100 : 0) + (ahead <= -50 ? 100 : 0);
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  return `${year}-${twoDigits(month)}-${twoDigits(day === 0 ? daysOfMonth(year, month) : day)}`;
}

function splitDate(yymmdd: string): readonly [number, number, number] {
  return [Number(yymmdd.slice(0, 2)), Number(yymmdd.slice(2, 4)), Number(yymmdd.slice(4, 6))];
}

function daysOfMonth(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === FEBRUARY && isLeap ? 29 : (DAYS[month - 1] ?? 0);
}
