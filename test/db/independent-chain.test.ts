import { execFileSync } from 'node:child_process';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// A second program that reads a till's journal, written from docs/journal.md. It imports nothing of the first one, so
// that what the document says, and not what the code happens to do, is what holds.

interface Row {
  readonly [column: string]: string | number | Buffer;
  readonly epoch: number;
  readonly seq: number;
  readonly type: string;
  readonly payload: string;
  readonly prev_hash: Buffer;
  readonly hash: Buffer;
}

interface Finding {
  readonly entries: number;
  readonly headHash: string;
  readonly zEpochs: readonly number[];
  /** What does not hold, and where. */
  readonly fault: string | null;
}

const HASHED = 'register epoch seq id type schema at_utc utc_offset business_date shift actor'.split(' ');

function hashOf(row: Row, prevHash: Buffer): Buffer {
  const columns = JSON.stringify(HASHED.map((column) => row[column]));
  return createHash('sha256').update(prevHash).update(`${columns}\n${row.payload}`).digest();
}

function verifyChain(rows: readonly Row[]): Finding {
  let previousHash: Buffer = Buffer.alloc(32);
  let [epoch, seq, publicKey] = [0, 0, ''];
  const zEpochs: number[] = [];
  const finding = (entries: number, fault: string | null): Finding => {
    return { entries, headHash: previousHash.toString('hex'), zEpochs, fault };
  };
  for (const [index, row] of rows.entries()) {
    const at = (what: string) => finding(index, `${what} of ${row.epoch}/${row.seq}`);
    if (row['position'] !== index + 1) return at('position');
    if (row.epoch < epoch || row.seq !== (row.epoch === epoch ? seq + 1 : 1)) return at('sequence');
    if (!row.prev_hash.equals(previousHash)) return at('predecessor');
    if (!row.hash.equals(hashOf(row, previousHash))) return at('hash');
    const payload = JSON.parse(row.payload) as Readonly<Record<string, unknown>>;
    if (canonical(payload) !== row.payload) return at('form');
    if (row.type === 'till.created' || row.type === 'epoch.started') publicKey = String(payload['publicKey']);
    if (row.type === 'shift.closed') {
      if (payload['headSeq'] !== seq || payload['headHash'] !== previousHash.toString('hex'))
        return at('head');
      if (!isSigned(payload, epoch, publicKey)) return at('signature');
      zEpochs.push(epoch);
    }
    [previousHash, epoch, seq] = [row.hash, row.epoch, row.seq];
  }
  return finding(rows.length, null);
}

function isSigned(z: Readonly<Record<string, unknown>>, epoch: number, publicKey: string): boolean {
  const { grandTotalMinor } = z['figures'] as { readonly grandTotalMinor: number };
  const text = [epoch, z['headSeq'], z['headHash'], z['zNumber'], grandTotalMinor].join(':');
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text), key, Buffer.from(String(z['signature']), 'base64'));
}

/** JSON with its keys in order. No number in the journal is a fraction, so the platform's own form of it is the canonical one. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** The fields that the document gives each payload and each object in one: table rows that begin with `name` and `field`. */
function readDocumentedFields(): ReadonlyMap<string, readonly string[]> {
  const text = readFileSync(join(root, 'docs', 'journal.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `([\w.-]+)` +\| `(\w+)` +\|/gm)];
  return new Map(
    [...Map.groupBy(rows, ([, name]) => name!)].map(([name, all]) => [
      name,
      all.map(([, , field]) => field!),
    ]),
  );
}

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'guitai-journal-'));
const data = join(folder, 'till');
const database = join(data, 'guitai.db');
let rows: readonly Row[] = [];

function guitai(...words: readonly string[]): string {
  const program = join(root, 'register', 'cli', 'main.ts');
  return execFileSync(process.execPath, [program, ...words, '--data', data], { encoding: 'utf8' });
}

function readRows(file: string): readonly Row[] {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare<[], Row>('SELECT * FROM journal ORDER BY position').all();
  } finally {
    db.close();
  }
}

/** The journal after another program changed something, which it can only once the triggers are gone. */
function rowsAfter(change: (db: Database.Database) => void): readonly Row[] {
  const copy = join(folder, 'changed.db');
  copyFileSync(database, copy);
  const db = new Database(copy);
  db.exec('DROP TRIGGER journal_refuses_update; DROP TRIGGER journal_refuses_delete');
  change(db);
  db.close();
  return readRows(copy);
}

beforeAll(() => {
  const backup = join(folder, 'till.backup');
  guitai('init', '--shop-code', 'BATH');
  soakAndClose(60);
  guitai('backup', backup);
  guitai('restore', backup);
  soakAndClose(30);
  rows = readRows(database);
});

function soakAndClose(count: number): void {
  guitai('soak', '--count', String(count), '--ack', join(folder, 'acknowledged'), '--seed', String(count));
  guitai('shift', 'close', '0', '--reason', 'not counted');
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a journal read by another program', () => {
  test('holds from its first entry to its head, with every Z signed, over a restore', () => {
    const finding = verifyChain(rows);
    expect(finding).toMatchObject({ fault: null, entries: rows.length, zEpochs: [1, 2] });
    expect(JSON.parse(guitai('verify', '--json'))).toMatchObject({ ok: true, headHash: finding.headHash });
  });

  test('shows at its own entry that one character was changed', () => {
    for (const { position, epoch, seq, payload } of rows.filter((_, index) => index % 23 === 0)) {
      const at = Number(position) % payload.length;
      const other = payload[at] === '7' ? '8' : '7';
      const changed = rowsAfter((db) => {
        const text = payload.slice(0, at) + other + payload.slice(at + 1);
        db.prepare('UPDATE journal SET payload = ? WHERE position = ?').run(text, position);
      });
      expect(verifyChain(changed).fault).toBe(`hash of ${epoch}/${seq}`);
    }
  });

  test('shows at the next Z that all of it was computed afresh by somebody without the key', () => {
    const sale = rows.find(({ type }) => type === 'sale.completed')!;
    const nextZ = rows.find(({ type }) => type === 'shift.closed')!;
    const changed = rowsAfter((db) => {
      const save = db.prepare('UPDATE journal SET payload = ?, prev_hash = ?, hash = ? WHERE position = ?');
      let prevHash: Buffer = Buffer.alloc(32);
      let prevHashBefore = prevHash;
      for (const row of rows) {
        const forged = row === sale ? row.payload.replace('"totalMinor":', '"totalMinor":1') : row.payload;
        const payload = forged.replace(prevHashBefore.toString('hex'), prevHash.toString('hex'));
        const hash = hashOf({ ...row, payload }, prevHash);
        save.run(payload, prevHash, hash, row['position']);
        [prevHash, prevHashBefore] = [hash, row.hash];
      }
    });
    expect(verifyChain(changed).fault).toBe(`signature of ${nextZ.epoch}/${nextZ.seq}`);
  });

  test('has in its payloads what the document says, no more and no less', () => {
    const documented = readDocumentedFields();
    for (const { type, payload } of rows) {
      const fields = Object.keys(JSON.parse(payload) as object);
      expect(fields, type).toEqual((documented.get(type) ?? []).toSorted());
    }
  });

  test('leaves out of its lines only what the document gives a default', () => {
    const lineFields = readDocumentedFields().get('Line') ?? [];
    const sales = rows.filter(({ type }) => type === 'sale.completed');
    const lines = sales.flatMap(({ payload }) => (JSON.parse(payload) as { lines: object[] }).lines);
    const undocumented = lines.flatMap((line) =>
      Object.keys(line).filter((key) => !lineFields.includes(key)),
    );
    expect(lines.length).toBeGreaterThan(sales.length);
    expect(undocumented).toEqual([]);
  });
});
