import Database from 'better-sqlite3';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BackupFault, unpackBackup } from '../../db/backup-file.ts';
import { hashEntry } from '../../seal/entry-hash.ts';
import { journalReader } from '../../db/journal.ts';
import { readMigrations } from '../../db/migrate.ts';
import { openStoreReader } from '../../db/open-store.ts';
import { openTill } from '../../register/open-till.ts';
import { systemClock } from '../../register/register.ts';
import { backUp, restore } from '../../register/use-cases/back-up.ts';
import { openShift } from '../../register/use-cases/shifts.ts';
import { must } from '../must.ts';
import { soakTill } from './soaked-till.ts';

const scratch = mkdtempSync(join(tmpdir(), 'guitai-refusals-'));
const till = join(scratch, 'till');
const backup = join(scratch, 'till.backup');
let folder: string;

beforeAll(async () => {
  await soakTill(till, 10);
  const store = openStoreReader(till);
  must(await backUp(store, backup, systemClock));
  store.close();
});
beforeEach(() => {
  folder = mkdtempSync(join(scratch, 'copy-'));
  cpSync(till, folder, { recursive: true });
});
afterAll(() => rmSync(scratch, { recursive: true }));

/** Packs a database as a backup of it would be packed, or with something else said of it. */
function pack(database: Buffer, says: object = {}): string {
  const header = {
    ...headerOf(backup),
    databaseBytes: database.length,
    databaseSha256: createHash('sha256').update(database).digest('hex'),
    ...says,
  };
  const path = join(folder, 'made.backup');
  writeFileSync(
    path,
    Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), zstdCompressSync(database)]),
  );
  return path;
}

function headerOf(path: string): object {
  const bytes = readFileSync(path);
  return JSON.parse(bytes.toString('utf8', 0, bytes.indexOf(10))) as object;
}

function databaseIn(path: string): Buffer {
  const bytes = readFileSync(path);
  return zstdDecompressSync(bytes.subarray(bytes.indexOf(10) + 1));
}

/** The backup's database after another program did something to it. */
function alteredDatabase(change: (db: Database.Database) => void): Buffer {
  const path = join(folder, 'altered.db');
  writeFileSync(path, databaseIn(backup));
  const db = new Database(path);
  change(db);
  db.pragma('journal_mode = DELETE');
  db.close();
  return readFileSync(path);
}

/** Every file of the till's own, with its bytes; the lock and the backups that a test made are not the till's. */
function contentOf(at: string): Map<string, string> {
  const own = /^(guitai\.db|till\.key|epoch|before-|restoring)/;
  const names = readdirSync(at, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = names.map((entry) => join(entry.parentPath, entry.name));
  const kept = paths.filter((path) => own.test(path.slice(at.length + 1)) && !/-shm$|-wal$/.test(path));
  return new Map(kept.map((path) => [path, createHash('sha256').update(readFileSync(path)).digest('hex')]));
}

/** Why a file is refused as a backup; fails unless the till is as it was. */
async function refusal(path: string) {
  const before = contentOf(folder);
  const restored = await restore(folder, path, systemClock);
  expect(contentOf(folder)).toEqual(before);
  expect(before.size).toBeGreaterThan(1);
  if (restored.ok) throw new Error('not refused');
  return restored.error;
}

describe('a restore is refused, with nothing changed,', () => {
  test('while another program reads a state of the data that is not folded in yet', async () => {
    const register = must(openTill(folder));
    const reader = openStoreReader(folder);
    reader.db.exec('BEGIN');
    reader.journal.head();
    openShift(register, 0);
    const head = register.store.journal.head();
    // Somebody else still reads, so closing does not fold the log in either.
    register.store.close();
    const refused = await restore(folder, backup, systemClock);
    expect(refused).toEqual({ ok: false, error: { code: 'store-in-use' } });
    reader.db.exec('COMMIT');
    expect(reader.journal.head()).toEqual(head);
    reader.close();
    expect((await restore(folder, backup, systemClock)).ok).toBe(true);
  });
});

describe('as a backup is refused, with nothing changed,', () => {
  const whole = () => readFileSync(backup);
  const cases: [what: string, bytes: () => Buffer, says: string][] = [
    ['a text', () => Buffer.from('Dear shop,\n\nthe backup is attached.'), 'foreign'],
    ['an empty file', () => Buffer.alloc(0), 'foreign'],
    ['other JSON', () => Buffer.from('{"format":"zip"}\n'), 'foreign'],
    ['a JSON null', () => Buffer.from('null\n'), 'foreign'],
    ['a line that never ends', () => Buffer.alloc(100_000, '{'), 'foreign'],
    ['a header without its fields', () => Buffer.from('{"format":"guitai-backup","version":1}\n'), 'damaged'],
    ['a later format', () => Buffer.from('{"format":"guitai-backup","version":2}\n'), 'newer'],
    ['a header without a database', () => whole().subarray(0, whole().indexOf(10) + 1), 'damaged'],
    ['one that ends too early', () => whole().subarray(0, -1), 'damaged'],
  ];

  test.each(cases)('%s', async (_, bytes, says) => {
    const path = join(folder, 'given');
    writeFileSync(path, bytes());
    expect(await refusal(path)).toMatchObject({
      code: 'backup-invalid',
      reason: says,
    });
  });

  test('a file that is not there, and a folder', async () => {
    expect(await refusal(join(folder, 'nowhere'))).toMatchObject({
      code: 'backup-invalid',
      reason: 'missing',
    });
    expect(await refusal(folder)).toMatchObject({
      code: 'backup-invalid',
      reason: 'unreadable',
      cause: 'EISDIR',
    });
  });

  test('one with a byte changed in the middle of its database', async () => {
    const changed = whole();
    changed[changed.length >> 1]! ^= 1;
    const path = join(folder, 'changed');
    writeFileSync(path, changed);
    expect(await refusal(path)).toMatchObject({ code: 'backup-invalid' });
  });

  test.each([
    { registerId: 'another' },
    { epoch: 7 },
    { headSeq: 1 },
    { headHash: '00' },
    { databaseBytes: 4_096 },
    { databaseBytes: -1 },
    { databaseBytes: null },
    { databaseSha256: '00' },
    { createdAtUtcMs: 9e15 },
    { createdAtUtcMs: 'today' },
    { epoch: 1.5 },
  ])('one whose header says %j of it', async (says) => {
    expect(await refusal(pack(databaseIn(backup), says))).toMatchObject({ code: 'backup-invalid' });
  });

  test('one that would unpack to more than it says, as soon as it does', async () => {
    const bomb = pack(Buffer.alloc(100_000_000), { databaseBytes: 1_000_000 });
    expect(await refusal(bomb)).toMatchObject({
      code: 'backup-invalid',
      reason: 'oversized',
    });
  });

  test('one of bytes that are no database, and one of another program’s database', async () => {
    expect(await refusal(pack(Buffer.alloc(20_000, 1)))).toMatchObject({ reason: 'no-till' });
    const foreign = new Database(':memory:');
    foreign.exec('CREATE TABLE journal (entry)');
    expect(await refusal(pack(foreign.serialize()))).toMatchObject({ reason: 'no-till' });
    foreign.close();
  });

  test('one of a newer version, which is told to update the program', async () => {
    const known = readMigrations().length;
    const newer = alteredDatabase((db) => db.pragma(`user_version = ${known + 1}`));
    expect(await refusal(pack(newer))).toEqual({ code: 'store-newer', version: known + 1, known });
  });

  test('one whose books do not hold, though its checksum does', async () => {
    const cheated = alteredDatabase((db) => db.exec('UPDATE sale SET total_minor = total_minor - 1'));
    const error = await refusal(pack(cheated));
    expect(error).toMatchObject({
      code: 'backup-invalid',
      cause: 'table sale differs from the journal in total_minor',
    });
  });

  test('one whose last entry was changed with its hash, for a head that its header does not name', async () => {
    const cheated = alteredDatabase((db) => {
      db.exec('DROP TRIGGER journal_refuses_update');
      const { position } = journalReader(db).head()!;
      db.prepare(`UPDATE journal SET actor = 'somebody' WHERE position = ?`).run(position);
      const hash = hashEntry(journalReader(db).row(position)!);
      db.prepare('UPDATE journal SET hash = ? WHERE position = ?').run(hash, position);
    });
    expect(await refusal(pack(cheated))).toMatchObject({ reason: 'other-till' });
  });
});

// Some bits of a Zstandard frame say nothing of its content (the size of the window is one), so a changed byte may well
// be read past; what it may never do is to give another database.
test('a backup with any byte changed behind its header is refused, or gives the very same database', async () => {
  const bytes = readFileSync(backup);
  const start = bytes.indexOf(10) + 1;
  const original = databaseIn(backup);
  const path = join(folder, 'changed');
  const target = join(folder, 'unpacked');
  const frameHeader = fc.integer({ min: start, max: start + 17 });
  const anywhere = fc.integer({ min: start, max: bytes.length - 1 });
  await fc.assert(
    fc.asyncProperty(fc.oneof(frameHeader, anywhere), fc.integer({ min: 1, max: 255 }), async (place, by) => {
      const changed = Buffer.from(bytes);
      changed[place]! ^= by;
      writeFileSync(path, changed);
      const isRefused = await unpackBackup(path, target).then(
        () => false,
        (error: unknown) => error instanceof BackupFault,
      );
      expect(isRefused || readFileSync(target).equals(original)).toBe(true);
    }),
    { numRuns: 100 },
  );
});
