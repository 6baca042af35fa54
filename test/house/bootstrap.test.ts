import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, realpathSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plantFiles } from './planted.ts';

const root = resolve(import.meta.dirname, '../..');
let project = '';

/** A project of one package that needs no network, with the real scripts and a command line that tells what it was given. */
beforeEach(() => {
  project = realpathSync(mkdtempSync(join(tmpdir(), 'guitai-setup-')));
  cpSync(join(root, 'scripts'), join(project, 'scripts'), { recursive: true });
  plantFiles(project, {
    'package.json': JSON.stringify({
      name: 'p',
      version: '1.0.0',
      type: 'module',
      dependencies: { q: 'file:q' },
    }),
    'package-lock.json': lockFile('1.0.0'),
    'q/package.json': JSON.stringify({ name: 'q', version: '1.0.0' }),
    'register/cli/main.ts': `
      const given: readonly string[] = process.argv.slice(2);
      if (given[0] === 'wait') {
        process.on('SIGTERM', () => process.exit(5));
        setInterval(() => undefined, 1_000);
      }
      process.stdout.write(JSON.stringify(given) + '\\n');
      if (given[0] === 'exit') process.exitCode = Number(given[1]);`,
  });
});

afterEach(() => rmSync(project, { recursive: true, force: true }));

describe('setting up', () => {
  test('installs once, saying so beside the output, and is silent from then on', async () => {
    const first = await run('--json');
    expect(first).toMatchObject({ code: 0, stdout: '["--json"]\n' });
    expect(first.stderr).toContain('installing the packages');
    expect(existsSync(join(project, 'node_modules', 'q'))).toBe(true);
    expect(await run('--json')).toEqual({ code: 0, stdout: '["--json"]\n', stderr: '' });
  });

  test('does not install again what was installed by hand', async () => {
    await finish(spawn('npm', ['ci', '--silent'], { cwd: project, shell: process.platform === 'win32' }));
    expect((await run()).stderr).not.toContain('installing the packages');
  });

  test('installs again when the lock file changes', async () => {
    await run();
    plantFiles(project, {
      'package-lock.json': lockFile('1.0.1'),
      'node_modules/.package-lock.json': '{}',
    });
    expect((await run()).stderr).toContain('installing the packages');
  });

  test('lets one of several processes install while the others wait', async () => {
    const runs = await Promise.all([run('1'), run('2'), run('3')]);
    expect(runs.map(({ code, stdout }) => [code, stdout])).toEqual([
      [0, '["1"]\n'],
      [0, '["2"]\n'],
      [0, '["3"]\n'],
    ]);
    const said = runs.map(({ stderr }) => stderr).join('');
    expect(said.split('installing the packages')).toHaveLength(2);
  });

  test('goes on after a process that was killed while it installed', async () => {
    const lock = '.cache/bootstrap.lock';
    plantFiles(project, { [lock]: '1' });
    const aMinuteAgo = new Date(Date.now() - 60_000);
    utimesSync(join(project, lock), aMinuteAgo, aMinuteAgo);
    expect(await run()).toMatchObject({ code: 0, stdout: '[]\n' });
    expect(existsSync(join(project, lock))).toBe(false);
  });

  test('says in a sentence that the packages could not be installed', async () => {
    plantFiles(project, { 'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages: {} }) });
    const { code, stdout, stderr } = await run();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(
      'The packages could not be installed: see npm above, check the network, and try again.',
    );
  });

  test('says which Node it tried when none can load the database driver', async () => {
    const { code, stderr } = await finish(start([], join(project, 'nothing')));
    expect(code).toBe(1);
    expect(stderr).toContain('No Node that can run the project was found: install Node 24 and try again.');
    expect(stderr).toContain("Cannot find module 'better-sqlite3'");
    expect(stderr).not.toContain('    at ');
  });
});

describe('running', () => {
  test('passes arguments and the exit code through untouched', async () => {
    const given = ['exit', '7', '', 'two words', '"quoted"', '$HOME', '可乐', '--', '-s'];
    expect(await run(...given)).toMatchObject({ code: 7, stdout: `${JSON.stringify(given)}\n` });
  });

  test.skipIf(process.platform === 'win32')('passes signals through', async () => {
    const child = start(['wait']);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    expect(String(line)).toBe('["wait"]\n');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([5, null]);
  });

  test('refuses a program that it does not know', async () => {
    const { code, stderr } = await finish(
      spawn(process.execPath, [join(project, 'scripts', 'run.mjs'), 'toString']),
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(/^usage: /);
  });
});

function lockFile(version: string): string {
  return JSON.stringify({
    name: 'p',
    version,
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'p', version, dependencies: { q: 'file:q' } },
      'node_modules/q': { resolved: 'q', link: true },
      q: { version: '1.0.0' },
    },
  });
}

/** Starts the project's command line. It has no packages of its own, so the database driver is found in `packages`. */
function start(args: readonly string[], packages = join(root, 'node_modules')) {
  return spawn(process.execPath, [join(project, 'scripts', 'run.mjs'), 'guitai', ...args], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_PATH: packages },
  });
}

function run(...args: readonly string[]) {
  return finish(start(args));
}

interface Output {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function finish(child: ReturnType<typeof spawn>): Promise<Output> {
  const closed = once(child, 'close') as Promise<[number | null]>;
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout!), text(child.stderr!), closed]);
  return { code, stdout, stderr };
}
