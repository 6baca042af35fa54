import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const LINKED = [
  'register',
  'db',
  'domain',
  'hardware',
  'electron',
  'node_modules',
  'package.json',
  'package-lock.json',
];
const ENDING_MAX_MS = 2_000;
const started: ChildProcess[] = [];
let project: string;

/** The project with screens that build at once, so that what is built and stocked is these tests' own. */
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'guitai-start-'));
  for (const name of LINKED) symlinkSync(join(ROOT, name), join(project, name));
  cpSync(join(ROOT, 'scripts'), join(project, 'scripts'), { recursive: true });
  cpSync(join(ROOT, 'vite.config.ts'), join(project, 'vite.config.ts'));
  mkdirSync(join(project, 'renderer'));
  writeScreens('first');
});
afterAll(() => {
  for (const child of started) child.kill('SIGTERM');
  rmSync(project, { recursive: true, force: true, maxRetries: 5 });
});

function writeScreens(title: string): void {
  for (const page of ['index.html', 'display.html'])
    writeFileSync(join(project, 'renderer', page), `<!doctype html><title>${title}</title>`);
}

interface Start {
  readonly child: ChildProcess;
  /** All that it said until it said how to open the register. */
  readonly said: Promise<readonly string[]>;
}

/** Starts the register as `npm start` does, on a machine without a display. */
function start(...words: string[]): Start {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  const child = spawn(process.execPath, [join(project, 'scripts', 'start.ts'), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...env, LC_ALL: 'C' },
  });
  started.push(child);
  return { child, said: readUntilAddress(child) };
}

async function readUntilAddress(child: ChildProcess): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout! })) {
    lines.push(line);
    if (line.includes('http://')) break;
  }
  return lines;
}

/** Ends it as Ctrl+C does, and says how long that took. */
async function interrupt({ child }: Start): Promise<number> {
  const startMs = performance.now();
  const gone = once(child, 'exit');
  child.kill('SIGINT');
  expect(await gone).toEqual([0, null]);
  return performance.now() - startMs;
}

/** The title of the page behind the address that was said, fetched as a browser would. */
async function readTitle(said: readonly string[]): Promise<string> {
  const address = /http:\/\/\S+/.exec(said.at(-1)!)![0];
  const entered = await fetch(address, { redirect: 'manual' });
  const cookie = entered.headers.getSetCookie()[0]!.split(';')[0]!;
  const page = await fetch(new URL('/', address), { headers: { cookie } });
  return /<title>(.*)<\/title>/.exec(await page.text())![1]!;
}

describe.skipIf(process.platform === 'win32')('npm start', () => {
  test('builds the screens, stocks the demo shop, says the address and ends with Ctrl+C', async () => {
    const first = start();
    const said = await first.said;
    expect(said).toEqual([
      'guitai: building the screens ...',
      expect.stringMatching(/^guitai: built the screens in/),
      'guitai: stocking the demo shop ...',
      expect.stringMatching(/^There is no display here: open http:/),
    ]);
    expect(await readTitle(said)).toBe('first');
    expect(await interrupt(first)).toBeLessThan(ENDING_MAX_MS);
    expect(readdirSync(join(project, '.cache'))).toEqual(['demo-shop']);
    // A season of sales is rung before the shop opens: a dozen seconds, several times that on a busy machine.
  }, 180_000);

  test('does neither again where nothing changed, and builds again what did', async () => {
    const again = start();
    expect(await again.said).toEqual([expect.stringMatching(/^There is no display here/)]);
    await interrupt(again);
    writeScreens('second');
    const changed = start('--no-open');
    const said = await changed.said;
    expect(said).toHaveLength(3);
    expect(await readTitle(said)).toBe('second');
    await interrupt(changed);
    expect(readdirSync(join(project, 'dist')).toSorted()).toEqual(['renderer', 'renderer.digest']);
  });

  test('opens a till of its own folder, which is no demo shop', async () => {
    const folder = join(project, 'till');
    const own = start('--browser', '--no-open', '--data', folder);
    await own.said;
    await expect.poll(() => existsSync(join(folder, 'service.json')), { timeout: 20_000 }).toBe(true);
    await interrupt(own);
  });

  test('refuses an option that it does not know', async () => {
    const wrong = start('--colour');
    expect(await once(wrong.child, 'exit')).toEqual([2, null]);
  });
});
