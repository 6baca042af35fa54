import { safe } from '@orpc/client';
import Database from 'better-sqlite3';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ImportEvent } from '../../../register/contract/catalogue.ts';
import type { VerifyEvent } from '../../../register/contract/maintenance.ts';
import { runProgram } from '../cli/spawned-run.ts';
import {
  createFolder,
  openCounter,
  startServiceProcess,
  valueOf,
  codeOf,
  type ServiceProcess,
} from './service-process.ts';

async function readAll<T>(events: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const event of events) all.push(event);
  return all;
}

function resultOf<T extends { readonly state: string }>(events: readonly T[]) {
  const last = events.at(-1) as Extract<T, { readonly state: 'ended' }> | undefined;
  expect(last?.state).toBe('ended');
  return last!;
}

/** A catalogue of articles whose codes begin alike, with 450 rows at its end that have no name. */
function writeCatalogue(prefix: string, rows: number): string {
  const path = join(folder, `catalogue-${prefix}.csv`);
  const lines = Array.from({ length: rows }, (_, row) => `${prefix}${row},Article ${row},1.${row % 90}`);
  const bad = Array.from({ length: 450 }, (_, row) => `B${row},,1.00`);
  writeFileSync(path, ['sku,name,price', ...lines, ...bad].join('\n'));
  return path;
}

const folder = createFolder();
let service: ServiceProcess;

beforeAll(async () => {
  service = await startServiceProcess(folder);
  await openCounter(service.client);
});

describe('an import through the service', () => {
  test('says how far it is, brings back every row that it left out, and its articles can be sold', async () => {
    const command = await service.connect('command');
    const path = writeCatalogue('A', 3_000);
    const events: ImportEvent[] = await readAll(
      await command.client.catalogue.importProducts({ path, language: 'en' }),
    );
    const { result } = resultOf(events);
    expect(valueOf(result)).toMatchObject({ rows: 3_450, added: 3_000, rejectedCount: 450 });
    expect(events.some(({ state }) => state === 'running')).toBe(true);
    const rejected = events.flatMap((event) => (event.state === 'rejected' ? event.rows : []));
    expect(rejected).toHaveLength(450);
    expect(rejected[0]?.error.code).toBe('row-name-missing');
    const added = valueOf(await service.client.basket.scan({ code: 'A17' }));
    expect(added).toMatchObject({ kind: 'added', articleCode: 'A17' });
    const found = valueOf(await service.client.catalogue.search({ text: 'article 29', limit: 20 }));
    expect(found.map(({ code }) => code)).toContain('A29');
    command.close();
  });

  test('selling goes on while it reads, and it goes on when nobody watches it any more', async () => {
    const command = await service.connect('command');
    const path = writeCatalogue('C', 20_000);
    for await (const event of await command.client.catalogue.importProducts({ path, language: 'en' })) {
      expect(event.state).toBe('running');
      break;
    }
    command.close();
    valueOf(await service.client.basket.addDepartmentSale({ department: 'general', unitPriceE4: 10_000 }));
    await expect
      .poll(async () => codeOf(await service.client.catalogue.byCode({ articleCode: 'C19999' })), {
        timeout: 20_000,
      })
      .toBe('ok');
  });

  test('is what the command line does while the till is open, and a sale is rung meanwhile', async () => {
    const path = writeCatalogue('D', 5_000);
    const run = runProgram('import', 'products', path, '--data', folder, '--json');
    const state = { isDone: false };
    void run.finally(() => (state.isDone = true));
    let rungMeanwhile = 0;
    while (!state.isDone) {
      valueOf(await service.client.basket.addDepartmentSale({ department: 'general', unitPriceE4: 10_000 }));
      valueOf(await service.client.basket.void({ approval: { reason: 'test' } }));
      rungMeanwhile += 1;
    }
    const { code, out } = await run;
    expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 0, rows: 5_450, added: 5_000, rejected: 450 });
    expect(rungMeanwhile).toBeGreaterThan(1);
    expect(codeOf(await service.client.catalogue.byCode({ articleCode: 'D4999' }))).toBe('ok');
  });

  test('refuses a path that is not whole, and a file that is not there', async () => {
    const { client } = service;
    const relative = await readAll(
      await client.catalogue.importProducts({ path: 'catalogue.csv', language: 'en' }),
    );
    expect(codeOf(resultOf(relative).result)).toBe('file-unreadable');
    const missing = await readAll(
      await client.catalogue.importProducts({ path: '/no/such/file.csv', language: 'en' }),
    );
    expect(codeOf(resultOf(missing).result)).toBe('import-file-invalid');
  });
});

describe('verifying through the service', () => {
  test('proves the books in another process while the counter sells', async () => {
    const proving = service.client.maintenance.verify().then((events) => readAll<VerifyEvent>(events));
    valueOf(await service.client.basket.addDepartmentSale({ department: 'general', unitPriceE4: 10_000 }));
    const report = valueOf(resultOf(await proving).result);
    expect(report.fault).toBeNull();
    expect(report.entries).toBeGreaterThan(10);
  });

  test('finds what another program changed', async () => {
    const tampered = createFolder();
    const { client } = await startServiceProcess(tampered);
    await openCounter(client);
    const other = new Database(join(tampered, 'guitai.db'));
    other.prepare('UPDATE shift SET float_minor = 1').run();
    other.close();
    const report = valueOf(resultOf(await readAll<VerifyEvent>(await client.maintenance.verify())).result);
    expect(report.fault).toMatchObject({ kind: 'table', detail: expect.stringContaining('shift') });
  });

  test('stops when its reader leaves, and the next one is served', async () => {
    const { client } = service;
    for await (const event of await client.maintenance.verify()) {
      expect(event.state).toBe('running');
      break;
    }
    const report = valueOf(resultOf(await readAll<VerifyEvent>(await client.maintenance.verify())).result);
    expect(report.fault).toBeNull();
  });

  test('ends with an error where the service ends first', async () => {
    const ending = await startServiceProcess(createFolder());
    await openCounter(ending.client);
    const events = await ending.client.maintenance.verify();
    await events.next();
    expect(await ending.end('SIGTERM')).toBe(0);
    const read = await safe(readAll<VerifyEvent>(events));
    expect(read.error).toBeInstanceOf(Error);
  });
});

describe('a backup through the service', () => {
  test('is written beside the selling till, and never over a file', async () => {
    const path = join(createFolder(), 'till.backup');
    const { client } = service;
    const header = valueOf(await client.maintenance.backUp({ path }));
    expect(header).toMatchObject({ format: 'guitai-backup', epoch: 1 });
    expect(existsSync(path)).toBe(true);
    expect(codeOf(await client.maintenance.backUp({ path }))).toBe('file-exists');
    expect(codeOf(await client.maintenance.backUp({ path: 'till.backup' }))).toBe('file-unwritable');
  });
});
