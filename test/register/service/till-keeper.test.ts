import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { openTillReader } from '../../../register/open-till.ts';
import type { Register } from '../../../register/register.ts';
import { openServiceLog } from '../../../register/service/service-log.ts';
import { keepTill, type TillKeeper } from '../../../register/service/till-keeper.ts';
import { addFirstManager } from '../../../register/use-cases/first-manager.ts';
import { addDepartmentSale } from '../../../register/use-cases/add-lines.ts';
import { openShift } from '../../../register/use-cases/shifts.ts';
import { signIn, signOut } from '../../../register/use-cases/sign-in.ts';
import { codeOf, createFolder, MANAGER, valueOf } from './service-process.ts';

function keep(folder = createFolder(), checkpointAfterMs = 60_000): { keeper: TillKeeper; folder: string } {
  const keeper = valueOf(keepTill(folder, openServiceLog(folder), { checkpointAfterMs }));
  afterAll(() => keeper.close());
  return { keeper, folder };
}

const sell = (register: Register) =>
  addDepartmentSale(register, { department: 'general', unitPriceE4: 10_000 });
const lineCount = (register: Register) => ok(register.store.baskets.current()?.lines.length ?? 0);

/** Lets the database grow by no page, as a full disk does, or as far as it likes. */
function setDiskFull(keeper: TillKeeper, isFull: boolean): void {
  valueOf(
    keeper.run('command', ({ store }) => {
      const pages = store.db.pragma('page_count', { simple: true }) as number;
      store.db.pragma(`max_page_count = ${isFull ? pages : 4_294_967_294}`);
      return ok(null);
    }),
  );
}

describe('a full disk', () => {
  test('comes back as store-full, and the next call after there is room works', () => {
    const { keeper } = keep();
    valueOf(keeper.run('command', (register) => openShift(register, 0)));
    setDiskFull(keeper, true);
    let sold = 0;
    let last: Result<unknown>;
    do last = keeper.run('command', sell);
    while (last.ok && ++sold < 5_000);
    expect(codeOf(last)).toBe('store-full');
    expect(valueOf(keeper.run('command', lineCount))).toBe(sold);
    setDiskFull(keeper, false);
    valueOf(keeper.run('command', sell));
    expect(valueOf(keeper.run('command', lineCount))).toBe(sold + 1);
  });
});

describe('a store that failed', () => {
  test('is opened again before the next call, with the same person at the counter', () => {
    const { keeper } = keep();
    valueOf(keeper.runSignedOut('counter', (register) => addFirstManager(register, MANAGER)));
    valueOf(keeper.runSignedOut('counter', (register) => signIn(register, MANAGER.code, MANAGER.pin)));
    const ioError = Object.assign(new Error('read failed'), { code: 'EIO' });
    let broken: Register | null = null;
    const failed = keeper.run('counter', (register): Result<null> => {
      broken = register;
      throw ioError;
    });
    expect(codeOf(failed)).toBe('store-io');
    valueOf(
      keeper.run('counter', (register) => {
        expect(register).not.toBe(broken);
        expect(broken!.store.db.open).toBe(false);
        expect(register.session?.member.code).toBe(MANAGER.code);
        return ok(null);
      }),
    );
  });

  test('never becomes a new till when its disk is gone', () => {
    const { keeper, folder } = keep();
    const failed = keeper.run('command', (): Result<null> => {
      throw Object.assign(new Error('read failed'), { code: 'EIO' });
    });
    expect(codeOf(failed)).toBe('store-io');
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `guitai.db${suffix}`), { force: true });
    expect(keeper.run('command', lineCount)).toEqual({ ok: false, error: { code: 'store-missing', folder } });
  });
});

describe('a signing in that could not be recorded', () => {
  test('has not happened', () => {
    const { keeper } = keep();
    valueOf(keeper.runSignedOut('counter', (register) => addFirstManager(register, MANAGER)));
    setDiskFull(keeper, true);
    let tried: Result<unknown>;
    do {
      keeper.runSignedOut('counter', (register) => ok(signOut(register)));
      tried = keeper.runSignedOut('counter', (register) => signIn(register, MANAGER.code, MANAGER.pin));
    } while (tried.ok);
    expect(codeOf(tried)).toBe('store-full');
    expect(valueOf(keeper.runSignedOut('counter', (register) => ok(register.session)))).toBeNull();
  });
});

describe('folding in the log', () => {
  test('waits for nobody who reads the books', () => {
    const { keeper, folder } = keep();
    valueOf(keeper.run('command', (register) => openShift(register, 0)));
    const reader = valueOf(openTillReader(folder));
    reader.db.exec('BEGIN');
    reader.journal.head();
    valueOf(keeper.run('command', sell));
    const startedMs = performance.now();
    keeper.close();
    // The driver would wait five seconds for the reader.
    expect(performance.now() - startedMs).toBeLessThan(4_000);
    reader.close();
  });
});

describe('what was sold', () => {
  test('is counted once nobody uses the till', async () => {
    const { keeper, folder } = keep(createFolder(), 20);
    valueOf(keeper.run('command', (register) => openShift(register, 0)));
    const reader = valueOf(openTillReader(folder));
    expect(reader.insight.left()).toBeGreaterThan(0);
    await expect.poll(() => reader.insight.left()).toBe(0);
    reader.close();
  });
});

describe('a bug', () => {
  test('is thrown on, and the till goes on', () => {
    const { keeper } = keep();
    expect(() =>
      keeper.run('command', (register): Result<null> => {
        register.store.commit(() => {
          throw new TypeError('a bug');
        });
        return ok(null);
      }),
    ).toThrow('a bug');
    expect(valueOf(keeper.run('command', lineCount))).toBe(0);
  });
});

describe('tasks', () => {
  test('run one after the other, each for whoever was signed in when it began', async () => {
    const { keeper } = keep();
    valueOf(keeper.runSignedOut('counter', (register) => addFirstManager(register, MANAGER)));
    valueOf(keeper.runSignedOut('counter', (register) => signIn(register, MANAGER.code, MANAGER.pin)));
    const order: string[] = [];
    const task = (name: string) => async (register: Register) => {
      order.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(`${name} ends for ${register.session?.member.name}`);
      return ok(name);
    };
    const first = keeper.runTask('counter', task('first'));
    const second = keeper.runTask('counter', task('second'));
    await Promise.resolve();
    expect(valueOf(await first)).toBe('first');
    valueOf(await second);
    expect(order).toEqual([
      'first begins',
      `first ends for ${MANAGER.name}`,
      'second begins',
      `second ends for ${MANAGER.name}`,
    ]);
  });

  test('that fail do not stop those after them', async () => {
    const { keeper } = keep();
    const refused = keeper.runTask('command', async () => fail({ code: 'cancelled' }));
    const thrown = keeper.runTask('command', async () => {
      throw new TypeError('a bug');
    });
    const last = keeper.runTask('command', async () => ok('done'));
    expect(codeOf(await refused)).toBe('cancelled');
    await expect(thrown).rejects.toThrow('a bug');
    expect(valueOf(await last)).toBe('done');
  });
});

describe('the log', () => {
  test('says that the store failed and was opened again', () => {
    const { keeper, folder } = keep();
    keeper.run('command', (): Result<null> => {
      throw Object.assign(new Error('read failed'), { code: 'EIO' });
    });
    valueOf(keeper.run('command', lineCount));
    const events = readFileSync(join(folder, 'logs', 'service.log'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { event: string }).event);
    expect(events).toEqual(['store-failed', 'store-reopened']);
  });
});
