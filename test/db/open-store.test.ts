import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { DATABASE_FILE, openStore, openStoreReader, type Store } from '../../db/open-store.ts';
import { verifyStore } from '../../db/verify.ts';
import { NO_MEMBERSHIP } from '../../domain/basket.ts';
import type { Fact } from '../../domain/facts/fact.ts';

const scratch = mkdtempSync(join(tmpdir(), 'guitai-store-'));
const PAGE_BYTES = 4_096;
let folder: string;

beforeEach(() => (folder = mkdtempSync(join(scratch, 'till-'))));
afterAll(() => rmSync(scratch, { recursive: true }));

function walBytes(): number {
  return statSync(join(folder, `${DATABASE_FILE}-wal`)).size;
}

const created: Fact = {
  type: 'till.created',
  payload: { registerId: 'r', shopCode: 'S', tillCode: '01', isTraining: false, publicKey: 'k' },
};

function context(id: string) {
  return { id, atUtcMs: 1, utcOffsetMinutes: 0, businessDate: '2026-01-01', shift: 0, actor: 'system' };
}

const line = { id: 'l1', kind: 'sale', name: 'tea' } as never;

function openBasket(store: Store): void {
  const basket = { id: 'b1', state: 'open', openedAtUtcMs: 0, frozenAtUtcMs: null, label: null } as const;
  store.commit((writer) =>
    writer.baskets.create({
      ...basket,
      sourceRef: null,
      discount: null,
      taxExemption: null,
      membership: NO_MEMBERSHIP,
      lines: [line],
    }),
  );
}

describe('a store opened for writing', () => {
  test('syncs every commit, shown after a write, and never writes over what it cannot read', () => {
    const store = openStore(folder);
    store.commit((writer) => writer.record(created, context('a')));
    const pragma = (name: string) => store.db.pragma(name, { simple: true });
    expect(pragma('synchronous')).toBe(2);
    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('cell_size_check')).toBe(1);
    expect(pragma('recursive_triggers')).toBe(1);
    expect(pragma('application_id')).toBe(0x47544149);
    store.close();
  });

  test.skipIf(process.platform === 'win32')(
    'keeps every file of the data to its owner, also where the folder was there already',
    () => {
      mkdirSync(join(folder, 'open'), { mode: 0o755 });
      const store = openStore(join(folder, 'open'));
      store.commit((writer) => writer.record(created, context('a')));
      const names = readdirSync(join(folder, 'open')).filter((name) => name.startsWith(DATABASE_FILE));
      expect(names.toSorted()).toEqual(['', '-shm', '-wal'].map((suffix) => DATABASE_FILE + suffix));
      for (const name of names)
        expect([name, statSync(join(folder, 'open', name)).mode & 0o777]).toEqual([name, 0o600]);
      store.close();
      expect(statSync(folder).mode & 0o077).toBe(0);
    },
  );

  test('makes the folder where there is none', () => {
    const store = openStore(join(folder, 'new', 'till'));
    expect(store.till.identity()).toBeNull();
    store.close();
  });

  test('folds its log into the database when it is told that the till is idle', () => {
    const store = openStore(folder);
    store.commit((writer) => writer.record(created, context('a')));
    store.checkpoint();
    const [state] = store.db.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[];
    expect(state!.log).toBeGreaterThan(0);
    expect(state!.checkpointed).toBe(state!.log);
    const length = walBytes();
    openBasket(store);
    expect(walBytes()).toBe(length);
    store.close();
  });

  test('keeps its log within bounds over a thousand commits that nobody checkpoints', () => {
    const store = openStore(folder);
    openBasket(store);
    const pagesACommit = 30;
    const commits = 1_250;
    let longest = 0;
    for (let done = 0; done < commits; done += 1) {
      const note = String(done).repeat((pagesACommit * PAGE_BYTES) / String(done).length);
      store.commit((writer) => writer.baskets.saveLine({ ...(line as object), note } as never));
      longest = Math.max(longest, walBytes());
    }
    store.close();
    const written = commits * pagesACommit * PAGE_BYTES;
    // 16,384 pages, and what 256 commits write until the next look at its length.
    const bound = (16_384 + 256 * (pagesACommit + 4)) * (PAGE_BYTES + 24);
    expect(bound).toBeLessThan(written / 1.4);
    expect(longest).toBeLessThan(bound);
  });
});

describe('a commit', () => {
  test('that throws leaves nothing of what it did, in no table', () => {
    const store = openStore(folder);
    store.commit((writer) => writer.record(created, context('a')));
    openBasket(store);
    const before = contentOf(store);
    const member = { id: 'm', code: '1', name: 'Ada', roleCode: 'manager', isActive: true };
    const work = () =>
      store.commit((writer) => {
        writer.record({ type: 'staff.saved', payload: { member } }, context('b'));
        writer.credentials.setPin('m', Buffer.alloc(16), Buffer.alloc(32));
        writer.baskets.remove('b1');
        expect(contentOf(store)).not.toEqual(before);
        throw new Error('the work failed');
      });
    expect(work).toThrow('the work failed');
    expect(contentOf(store)).toEqual(before);
    expect(
      store.commit((writer) => writer.record({ type: 'staff.saved', payload: { member } }, context('b'))).seq,
    ).toBe(2);
    expect(verifyStore(store).fault).toBeNull();
    store.close();
  });

  test('whose fact the ledger refuses appends no entry', () => {
    const store = openStore(folder);
    store.commit((writer) => writer.record(created, context('a')));
    const opened = { type: 'shift.opened', payload: { shiftId: 's', number: 1, floatMinor: 0 } } as const;
    store.commit((writer) => writer.record(opened, context('b')));
    const second = { ...opened, payload: { ...opened.payload, shiftId: 's2', number: 2 } };
    expect(() => store.commit((writer) => writer.record(second, context('c')))).toThrow('UNIQUE');
    expect(store.journal.head()?.seq).toBe(2);
    store.close();
  });

  test('before the till has an identity takes only the fact that gives it one', () => {
    const store = openStore(folder);
    const fact: Fact = { type: 'staff.pin-set', payload: { staffId: 'm' } };
    expect(() => store.commit((writer) => writer.record(fact, context('a')))).toThrow('no identity');
    expect(store.journal.head()).toBeNull();
    store.close();
  });

  test('is seen by a reader beside it from the moment that it returns', () => {
    const store = openStore(folder);
    const reader = openStoreReader(folder);
    expect(reader.journal.head()).toBeNull();
    store.commit((writer) => writer.record(created, context('a')));
    expect(reader.journal.head()?.seq).toBe(1);
    expect(() => reader.db.exec('DELETE FROM setting')).toThrow('readonly');
    reader.close();
    store.close();
  });

  function contentOf({ db }: Store): unknown {
    const tables = db
      .prepare<[], string>(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'article_search%'`,
      )
      .pluck()
      .all();
    return tables.map((table) => [table, db.prepare(`SELECT * FROM ${table}`).all()]);
  }
});

describe('a commit that waits', () => {
  const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

  test('keeps all that it did before and after waiting', async () => {
    const store = openStore(folder);
    await store.commitAlone(async (writer) => {
      writer.record(created, context('a'));
      await nextTurn();
      const payload = { previousAtUtcMs: 1, authorizedBy: 'a' };
      writer.record({ type: 'clock.confirmed', payload }, context('b'));
    });
    store.close();
    const reader = openStoreReader(folder);
    expect([...reader.journal.rows(1)].map(({ id }) => id)).toEqual(['a', 'b']);
    reader.close();
  });

  test('leaves nothing where it fails after waiting, and the store goes on', async () => {
    const store = openStore(folder);
    const work = store.commitAlone(async (writer) => {
      writer.record(created, context('a'));
      await nextTurn();
      throw new Error('no more');
    });
    await expect(work).rejects.toThrow('no more');
    expect(store.journal.head()).toBeNull();
    store.commit((writer) => writer.record(created, context('b')));
    expect(store.journal.row(1)?.id).toBe('b');
    store.close();
  });

  test('shares its transaction with no other commit', async () => {
    const store = openStore(folder);
    const work = store.commitAlone(async (writer) => {
      writer.record(created, context('a'));
      await nextTurn();
    });
    expect(() => store.commit(() => undefined)).toThrow('to itself');
    await expect(store.commitAlone(nextTurn)).rejects.toThrow('within another');
    await work;
    expect(store.journal.row(1)?.id).toBe('a');
    store.close();
  });
});

describe('opening for reading', () => {
  test.each([
    ['a folder that is not there', () => undefined],
    ['a folder without a database', () => mkdirSync(join(folder, 'till'))],
    [
      'a database that a crash left empty',
      () => {
        mkdirSync(join(folder, 'till'));
        writeFileSync(join(folder, 'till', DATABASE_FILE), '');
      },
    ],
  ])('refuses %s, and makes nothing there', (_, prepare) => {
    prepare();
    const before = readdirSync(folder, { recursive: true });
    expect(() => openStoreReader(join(folder, 'till'))).toThrow('store-missing');
    expect(readdirSync(folder, { recursive: true })).toEqual(before);
  });

  test('refuses a file that is no database', () => {
    writeFileSync(
      join(folder, DATABASE_FILE),
      'This is a text, and long enough for a header of a database.'.repeat(100),
    );
    expect(() => openStoreReader(folder)).toThrow('not a database');
    expect(() => openStore(folder)).toThrow('not a database');
  });
});
