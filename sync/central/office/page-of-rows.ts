/** A page of a long list, and where the next begins. */
export interface PageOf<Row, Place> {
  readonly rows: readonly Row[];
  /** The last row's place, after which the next page begins; null where there is none. */
  readonly next: Place | null;
}

/** Of rows that were asked for with one more than fit on a page. */
export function pageOf<Found, Place>(
  found: readonly Found[],
  rowsMax: number,
  placeOf: (last: Found) => Place,
): PageOf<Found, Place> {
  const rows = found.slice(0, rowsMax);
  const last = rows.at(-1);
  return { rows, next: last !== undefined && found.length > rowsMax ? placeOf(last) : null };
}
