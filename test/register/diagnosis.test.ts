import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { noteBackup } from '../../db/last-backup.ts';
import { diagnose, noticesOf } from '../../register/diagnosis.ts';
import { addArticle } from '../../register/use-cases/add-lines.ts';
import { beginCheckout, takeTender } from '../../register/use-cases/checkout.ts';
import { addFirstManager } from '../../register/use-cases/first-manager.ts';
import { openShift } from '../../register/use-cases/shifts.ts';
import { runCaptured } from './cli/captured-run.ts';
import { crisps, expectOk, OPENED_AT_UTC_MS, openRungShop } from './rung-shop.ts';

const DAY_MS = 86_400_000;

const shop = openRungShop();
const { register, folder, clock } = shop;
const elsewhere = mkdtempSync(join(tmpdir(), 'guitai-diagnosis-'));
afterAll(() => {
  shop.remove();
  rmSync(elsewhere, { recursive: true });
});

expectOk(addFirstManager(register, { code: '7', name: '李芳', pin: '4711' }));
expectOk(openShift(register, 10_000));

describe('the diagnosis of a till', () => {
  test('says what sells: versions, durability, shift, and that nothing was sent', () => {
    const { program, till, error, attention } = diagnose(folder, clock);
    expect(error).toBeNull();
    expect(program.node).toBe(process.versions.node);
    expect(till).toMatchObject({
      journalMode: 'wal',
      writerSynchronous: 'full',
      key: 'matches',
      openShift: { number: 1, businessDate: '2026-11-02' },
      heldBasketCount: 0,
      openTenderCount: 0,
      clockAheadMs: 0,
    });
    expect(till!.unsentCount).toBe(register.store.journal.head()!.position);
    expect(till!.databaseBytes + till!.walBytes).toBeGreaterThan(100_000);
    expect(attention).not.toContain('keyLost');
    expect(attention).not.toContain('folderShared');
  });

  test('counts money taken on a sale that is not finished', () => {
    expectOk(addArticle(register, crisps.code));
    expectOk(beginCheckout(register));
    expectOk(takeTender(register, { tenderCode: 'card', amountMinor: 100 }));
    expect(diagnose(folder, clock).till!.openTenderCount).toBe(1);
  });

  test('sees a clock that is days from the last entry, on either side', () => {
    const at = (utcMs: number) => diagnose(folder, { nowUtcMs: () => utcMs }).attention;
    expect(at(OPENED_AT_UTC_MS + 3 * DAY_MS)).toContain('clockAhead');
    expect(at(OPENED_AT_UTC_MS - 3 * DAY_MS)).toContain('clockBehind');
    expect(at(OPENED_AT_UTC_MS + DAY_MS)).not.toContain('clockAhead');
  });

  test('asks for a backup once three days went by without one, and again when the last is as old', () => {
    const at = (utcMs: number) => {
      const found = diagnose(folder, { nowUtcMs: () => utcMs });
      return noticesOf(found).filter(({ code }) => code.startsWith('backup'));
    };
    expect(at(OPENED_AT_UTC_MS + 2 * DAY_MS)).toEqual([]);
    expect(at(OPENED_AT_UTC_MS + 4 * DAY_MS)).toMatchObject([{ code: 'backupNone', backupDays: 4 }]);
    noteBackup(folder, { atUtcMs: OPENED_AT_UTC_MS + 3 * DAY_MS, epoch: 1, headSeq: 1 });
    expect(at(OPENED_AT_UTC_MS + 4 * DAY_MS)).toEqual([]);
    expect(at(OPENED_AT_UTC_MS + 8 * DAY_MS)).toMatchObject([{ code: 'backupOld', backupDays: 5 }]);
  });

  test.skipIf(process.platform === 'win32')('sees that others may read the folder', () => {
    chmodSync(folder, 0o755);
    expect(diagnose(folder, clock).attention).toContain('folderShared');
    chmodSync(folder, 0o700);
  });

  test.skipIf(process.platform === 'win32')('sees that others may read a key', async () => {
    const seen = () => {
      const { till, attention } = diagnose(folder, clock);
      return [till!.keyFiles, attention.includes('keysShared')];
    };
    expect(seen()).toEqual(['owner', false]);
    expect((await runCaptured('doctor', '--data', folder)).out).toMatch(
      /Key files +not wrapped by the operating system; only their owner/,
    );
    for (const name of ['till.key', 'data.key']) {
      for (const mode of [0o640, 0o604]) {
        chmodSync(join(folder, name), mode);
        expect(seen(), name).toEqual(['shared', true]);
      }
      chmodSync(join(folder, name), 0o600);
    }
    expect(seen()).toEqual(['owner', false]);
  });

  test('sees a key that is gone, another till’s, or no key at all', () => {
    const file = join(folder, 'till.key');
    const own = readFileSync(file);
    const other = openRungShop();
    const keyNow = () => diagnose(folder, clock).till!.key;
    writeFileSync(file, readFileSync(join(other.folder, 'till.key')));
    other.remove();
    expect(keyNow()).toBe('foreign');
    writeFileSync(file, 'no key');
    expect(keyNow()).toBe('unreadable');
    rmSync(file);
    expect(keyNow()).toBe('missing');
    expect(diagnose(folder, clock).attention).toContain('keyLost');
    writeFileSync(file, own);
    expect(keyNow()).toBe('matches');
  });

  test('names no person and no home folder', () => {
    const text = JSON.stringify(diagnose(folder, clock));
    expect(text).not.toContain('李芳');
    expect(diagnose(homedir(), clock).folder.path).toBe('~');
  });

  test('looks at the machine even where there is no till, or a database that is none', () => {
    expect(diagnose(elsewhere, clock)).toMatchObject({ till: null, error: { code: 'store-missing' } });
    writeFileSync(join(elsewhere, 'guitai.db'), 'this is no database, however long it goes on'.repeat(200));
    expect(diagnose(elsewhere, clock)).toMatchObject({ till: null, error: { code: 'store-corrupt' } });
    expect(diagnose(elsewhere, clock).folder.freeBytes).toBeGreaterThan(0);
  });
});

describe('doctor on the command line', () => {
  test('is one screen', async () => {
    const { code, out, err } = await runCaptured('doctor', '--data', folder);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n').length).toBeLessThan(25);
    expect(out).toMatch(/Durability +journal mode wal, synchronous full\n/);
  });

  test('writes a file to send', async () => {
    const file = join(elsewhere, 'doctor.json');
    expect((await runCaptured('doctor', '--out', file, '--data', folder)).code).toBe(0);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ till: { shopCode: 'SHOP' }, error: null });
    expect((await runCaptured('doctor', '--out', file, '--data', folder)).code).toBe(1);
  });

  test('ends with 1 and one sentence where there is no till, having shown the machine', async () => {
    const { code, out, err } = await runCaptured('doctor', '--data', join(elsewhere, 'nothing'));
    expect(code).toBe(1);
    expect(out).toMatch(/^Program +Guitai/);
    expect(err).toMatch(/^There is no register in .*\n$/);
  });
});
