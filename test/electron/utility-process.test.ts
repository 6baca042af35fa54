import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { beforeAll, expect, test } from 'vitest';
import {
  awaitEnd,
  awaitPort,
  createFolder,
  describeElectron,
  endProcess,
  startShell,
  type Shell,
} from './shell.ts';

/** Bundles the service without a database, as the real one is bundled. */
async function buildLeanService(): Promise<string> {
  const outDir = createFolder();
  const source = join(import.meta.dirname, 'lean-service');
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir,
      target: 'node20',
      rolldownOptions: {
        input: { main: join(source, 'main.ts'), 'books-process': join(source, 'books-process.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  writeFileSync(join(outDir, 'package.json'), '{"type":"module"}');
  return join(outDir, 'main.js');
}

describeElectron("a service in Electron's own process", () => {
  let shell: Shell;
  const call = (path: string) => shell.page.evaluate((to) => globalThis.till.call(to), path);

  beforeAll(async () => {
    const env = { GUITAI_SERVICE: await buildLeanService(), REGISTER_NODE: '' };
    shell = await startShell({ folder: createFolder(), env });
    await awaitPort(shell.page);
  });

  test('answers over a port that main only handed on', async () => {
    expect(await call('till/status')).toMatchObject({ status: 200, body: { type: 'utility' } });
  });

  test('comes back within a second when it is killed', async () => {
    const { body } = await call('till/status');
    const startMs = performance.now();
    endProcess((body as { pid: number }).pid);
    await awaitPort(shell.page, 2);
    expect(performance.now() - startMs).toBeLessThan(1_000);
    expect(await shell.page.evaluate(() => globalThis.till.heard.gone)).toBe(1);
    expect((await call('till/status')).body).not.toEqual(body);
  });

  test('has another process work on the books, and hears all that it says', async () => {
    const { body } = await call('maintenance/count');
    expect(body).toEqual([
      { kind: 'progress', done: 1 },
      { kind: 'progress', done: 2 },
      { kind: 'progress', done: 3 },
      { kind: 'result', times: '3' },
    ]);
  });

  test('ends that process in the middle of its work', async () => {
    const { body } = await call('maintenance/hang');
    expect(await awaitEnd((body as { pid: number }).pid)).toBe('gone');
  });

  test('loses a port that sends what is no frame, and no other', async () => {
    await shell.page.evaluate(() => {
      globalThis.till.post({ no: 'frame' });
      globalThis.guitaiShell.connect();
    });
    await awaitPort(shell.page, 3);
    expect(await shell.page.evaluate(() => globalThis.till.heard.closed)).toBe(2);
    expect(await call('till/status')).toMatchObject({ status: 200 });
  });

  test('ends with the program', async () => {
    const { body } = await call('till/status');
    await shell.app.close();
    expect(await awaitEnd((body as { pid: number }).pid)).toBe('gone');
  });
});
