/** Rows as the columns that `unnest` takes: one array for each way of reading a value from a row. */
export function columnsOf<Row>(
  rows: readonly Row[],
  ...reads: readonly ((row: Row) => unknown)[]
): unknown[][] {
  return reads.map((read) => rows.map(read));
}
