/** A search table as the migrations create it. */
export function searchTableSql(name: string): string {
  return `CREATE VIRTUAL TABLE ${name} USING fts5 (
    tokens, content = '', contentless_delete = 1, detail = none,
    tokenize = "ascii tokenchars '#'", prefix = '1 2 3 4 5 6'
  )`;
}
