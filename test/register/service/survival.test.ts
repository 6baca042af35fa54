import { safe } from '@orpc/client';
import Database from 'better-sqlite3';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openTillReader } from '../../../register/open-till.ts';
import { verifyStore } from '../../../db/verify.ts';
import { describeIf } from '../../skip.ts';
import {
  codeOf,
  createFolder,
  MANAGER,
  openCounter,
  SERVICE_PROGRAM,
  startServiceProcess,
  valueOf,
} from './service-process.ts';

const MANAGER_SHOWN = { code: MANAGER.code, name: MANAGER.name };

describe('a service that is killed', () => {
  test('leaves the sale, its taken tender and its checkout to the next one', async () => {
    const folder = createFolder();
    const killed = await startServiceProcess(folder);
    await openCounter(killed.client);
    for (const unitPriceE4 of [19_900, 25_000, 300]) {
      valueOf(await killed.client.basket.addDepartmentSale({ department: 'general', unitPriceE4 }));
    }
    valueOf(await killed.client.checkout.begin());
    const part = valueOf(await killed.client.checkout.takeTender({ tenderCode: 'card', amountMinor: 111 }));
    expect(await killed.end('SIGKILL')).toBe('SIGKILL');

    const next = await startServiceProcess(folder);
    valueOf(await next.client.session.signIn({ staffCode: MANAGER.code, pin: MANAGER.pin }));
    const found = valueOf(await next.client.basket.read());
    expect({ state: 'due', snapshot: found }).toEqual(part);
    const paid = await next.client.checkout.takeTender({ tenderCode: 'cash', amountMinor: found.dueMinor });
    expect(valueOf(paid).state).toBe('finished');
  });

  test('answers a call that it had no time for with an error, not with silence', async () => {
    const service = await startServiceProcess(createFolder());
    const { client } = await service.connect('counter');
    const asked = client.session.who();
    const [answer] = await Promise.all([safe(asked), service.end('SIGKILL')]);
    expect(answer.error?.name).toBe('AbortError');
  });
});

describe('the person at the counter', () => {
  test('goes on after a kill in the middle of a sale without a PIN, in less than three seconds', async () => {
    const folder = createFolder();
    const killed = await startServiceProcess(folder);
    await openCounter(killed.client);
    const sale = { department: 'general', unitPriceE4: 19_900 };
    const before = valueOf(await killed.client.basket.addDepartmentSale(sale));
    await killed.end('SIGKILL');

    const startedAtMs = performance.now();
    const { client } = await startServiceProcess(folder);
    const after = valueOf(await client.basket.addDepartmentSale(sale));
    expect(performance.now() - startedAtMs).toBeLessThan(3_000);
    expect(after.basket?.lines.slice(0, 1)).toEqual(before.basket?.lines);
    expect(after.basket?.lines).toHaveLength(2);
    expect(valueOf(await client.session.who())).toMatchObject({
      member: { code: MANAGER.code },
      isLocked: false,
    });
  });

  test('stays behind the lock over a kill, and goes on with the sale by PIN', async () => {
    const folder = createFolder();
    const killed = await startServiceProcess(folder);
    await openCounter(killed.client);
    const { basket } = valueOf(
      await killed.client.basket.addDepartmentSale({ department: 'general', unitPriceE4: 100 }),
    );
    expect(valueOf(await killed.client.session.lock())).toMatchObject({ isLocked: true });
    const refusal = { ok: false, error: { code: 'till-locked', name: MANAGER.name } };
    expect(await killed.client.basket.read()).toEqual(refusal);
    await killed.end('SIGKILL');

    const { client } = await startServiceProcess(folder);
    expect(await client.basket.read()).toEqual(refusal);
    expect(valueOf(await client.session.who())).toMatchObject({ member: MANAGER_SHOWN, isLocked: true });
    expect(valueOf(await client.session.people())).toMatchObject([{ ...MANAGER_SHOWN, isSignedIn: true }]);
    valueOf(await client.session.signIn({ staffCode: MANAGER.code, pin: MANAGER.pin }));
    expect(valueOf(await client.basket.read()).basket).toEqual(basket);
  });

  test('who signed out is not there again', async () => {
    const folder = createFolder();
    const killed = await startServiceProcess(folder);
    await openCounter(killed.client);
    valueOf(await killed.client.session.signOut());
    await killed.end('SIGKILL');
    const { client } = await startServiceProcess(folder);
    expect(valueOf(await client.session.who())).toBeNull();
    expect(await client.basket.read()).toEqual({ ok: false, error: { code: 'not-signed-in' } });
  });
});

describe('a service that is told to end', () => {
  test('folds in its log, takes its address away and ends with 0', async () => {
    const folder = createFolder();
    const service = await startServiceProcess(folder);
    await openCounter(service.client);
    expect(statSync(join(folder, 'guitai.db-wal')).size).toBeGreaterThan(0);
    expect(await service.end('SIGTERM')).toBe(0);
    expect(existsSync(join(folder, 'guitai.db-wal'))).toBe(false);
    expect(existsSync(join(folder, 'service.json'))).toBe(false);
  });

  test('ends when the process that started it is gone', async () => {
    const folder = createFolder();
    const service = await startServiceProcess(folder);
    const gone = once(service.child, 'exit');
    service.child.disconnect();
    expect(await gone).toEqual([0, null]);
    expect(existsSync(join(folder, 'service.json'))).toBe(false);
  });
});

describe('a service that is idle', () => {
  test('folds in its log by itself', async () => {
    const folder = createFolder();
    const { client } = await startServiceProcess(folder, ['--checkpoint-after', '50']);
    await openCounter(client);
    const other = new Database(join(folder, 'guitai.db'));
    const readLog = () =>
      (other.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[])[0]!;
    expect(readLog().log).toBeGreaterThan(0);
    await expect.poll(() => readLog().log - readLog().checkpointed, { timeout: 10_000 }).toBe(0);
    other.close();
  });
});

describe('a service with a bug', () => {
  test('answers with a number under which its log has it, and goes on', async () => {
    const folder = createFolder();
    const { client } = await startServiceProcess(folder);
    await openCounter(client);
    const other = new Database(join(folder, 'guitai.db'));
    other.exec('DROP TABLE basket_line');
    other.close();
    const { error, isDefined } = await safe(
      client.basket.addDepartmentSale({ department: 'general', unitPriceE4: 10_000, name: '秘密' }),
    );
    if (!isDefined) throw new Error('the contract defines what a bug answers');
    expect(error.code).toBe('INTERNAL');
    expect(error.message).not.toContain('basket_line');
    const log = readFileSync(join(folder, 'logs', 'service.log'), 'utf8');
    const fault = log.split('\n').find((line) => line.includes(error.data.incident));
    expect(JSON.parse(fault ?? '{}')).toMatchObject({
      where: 'basket.addDepartmentSale',
      error: 'SqliteError',
    });
    expect(log).not.toContain('秘密');
    expect(valueOf(await client.session.who())?.member.code).toBe(MANAGER.code);
  });
});

describe('a service as a program of its own', () => {
  test('says on stdout when it is ready', async () => {
    const folder = createFolder();
    const child = spawn(process.execPath, [SERVICE_PROGRAM, '--data', folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      expect(JSON.parse(line.toString('utf8'))).toEqual({
        ready: true,
        pid: child.pid,
        port: expect.any(Number),
      });
    } finally {
      child.kill('SIGKILL');
    }
  });

  test('refuses a folder that another one has, naming it', async () => {
    const folder = createFolder();
    const first = await startServiceProcess(folder);
    const second = spawnSync(process.execPath, [SERVICE_PROGRAM, '--data', folder], { encoding: 'utf8' });
    expect(JSON.parse(second.stdout)).toEqual({
      ready: false,
      error: { code: 'store-locked', pid: first.child.pid },
    });
    expect(second.stderr).toContain(String(first.child.pid));
    expect(second.status).toBe(1);
    expect(valueOf(await first.client.till.status()).identity.epoch).toBe(1);
  });

  test('says what is wrong with its options', () => {
    for (const words of [['--checkpoint-after', 'soon'], ['--dta', 'x'], ['--data']]) {
      const run = spawnSync(process.execPath, [SERVICE_PROGRAM, ...words], { encoding: 'utf8' });
      expect(run.status).toBe(2);
      expect(run.stderr).toContain(words[0]);
      expect(run.stderr).not.toMatch(/^\s+at /m);
      expect(run.stdout).toBe('');
    }
  });
});

const canLimit = process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0;

describeIf(canLimit, 'no prlimit on this machine')('a disk that refuses', () => {
  /** Forbids a process to write beyond the first byte of any file: every write to the books fails, every read works. */
  function limitFiles(pid: number, limit: '1' | 'unlimited'): void {
    execFileSync('prlimit', ['--pid', String(pid), `--fsize=${limit}:unlimited`]);
  }

  test('is an answer, and once it takes writes again the sale goes on with the same basket', async () => {
    const folder = createFolder();
    const { client, child } = await startServiceProcess(folder);
    await openCounter(client);
    const sale = { department: 'general', unitPriceE4: 19_900 };
    const before = valueOf(await client.basket.addDepartmentSale(sale));

    limitFiles(child.pid!, '1');
    const refused = await client.basket.addDepartmentSale(sale);
    expect(['store-io', 'store-full']).toContain(codeOf(refused));
    expect(['store-io', 'store-full']).toContain(codeOf(await client.checkout.begin()));

    limitFiles(child.pid!, 'unlimited');
    expect(valueOf(await client.basket.read()).basket).toEqual(before.basket);
    expect(valueOf(await client.session.who())?.member.code).toBe(MANAGER.code);
    expect(valueOf(await client.basket.addDepartmentSale(sale)).basket?.lines).toHaveLength(2);
    valueOf(await client.checkout.begin());
    valueOf(await client.checkout.takeTender({ tenderCode: 'cash', amountMinor: 398 }));
    const store = valueOf(openTillReader(folder));
    expect(verifyStore(store).fault).toBeNull();
    store.close();
  });
});
