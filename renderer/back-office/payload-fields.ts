/** One thing that an entry's payload says: the field's own name, and its value as it stands there. */
export interface PayloadField {
  readonly key: string;
  readonly value: string | number | boolean;
}

/** A field, or the members of a list, one row each. */
export type PayloadRow = readonly PayloadField[];

/** What only programs read; the JSON beside it has all. */
const unread =
  /^(kind|digest|signature|publicKey|headHash|headSeq|firstSeq|fileSha256|restoredHead\w+|\w*E7)$/u;
const ROWS_MAX = 200;

/** A payload as rows to be read: what is nested stands among the rest, a member of a list is one row, nothing is empty. */
export function payloadRows(payload: unknown): readonly PayloadRow[] {
  return rowsOf('', payload).slice(0, ROWS_MAX);
}

function rowsOf(key: string, value: unknown): PayloadRow[] {
  if (Array.isArray(value)) {
    return value.map((member) => rowsOf(key, member).flat()).filter((row) => row.length > 0);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, member]) => (isRead(name) ? rowsOf(name, member) : []));
  }
  const isShown = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isShown && value !== '' ? [[{ key, value }]] : [];
}

/** Ids mean something to people only where they name one. */
function isRead(key: string): boolean {
  return !unread.test(key) && key !== 'id' && (!key.endsWith('Id') || key === 'staffId');
}
