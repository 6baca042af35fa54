import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKeys } from '../../../sync/central/chain-keys.ts';
import { startTestPostgres } from '../postgres.ts';
import { runProgram, type RunningProgram } from './running-central.ts';
import { createFeedReader } from './feed-reader.ts';
import { createWireTill, joined } from './wire-till.ts';

const postgres = startTestPostgres();
const folder = mkdtempSync(join(tmpdir(), 'guitai-central-'));
let running: RunningProgram;

beforeAll(async () => {
  chmodSync(folder, 0o711);
  running = await runProgram(['--data', folder]);
});

afterAll(async () => {
  if (running.child.exitCode === null) await running.end();
  rmSync(folder, { recursive: true, force: true });
});

function codesOf(said: string): string[] {
  return [...said.matchAll(/^S\d, till \d\d: +(\S+)$/gm)].map(([, code]) => code ?? '');
}

test('the first start makes a chain to try, with a code for each till, and says who may sign in', async () => {
  const codes = codesOf(running.said);
  expect(codes).toHaveLength(3);
  expect(running.said).toMatch(/Sign in at \S+ as owner with the password \S+;/);
  const till = createWireTill(running.url);
  expect(joined(await till.enrol(codes[2]!))).toMatchObject({ shopCode: 'S2', tillCode: '01' });
  const reader = createFeedReader(till);
  await reader.catchUp();
  const counts = new Map<string, number>();
  for (const key of reader.known.keys()) {
    const [scope = ''] = key.split(' ');
    counts.set(scope, (counts.get(scope) ?? 0) + 1);
  }
  expect(Object.fromEntries(counts)).toMatchObject({
    member: 240,
    account: 240,
    promotion: 10,
    setting: 4,
    policy: 1,
    applied: 1,
  });
  expect(counts.get('article')).toBeGreaterThan(7_000);
});

test('keys and password are their owner’s alone', () => {
  const modes = ['chain-keys.json', 'postgres-password'].map(
    (name) => statSync(join(folder, name)).mode & 0o777,
  );
  expect(modes).toEqual([0o600, 0o600]);
});

test('a central that was killed starts again with what it had acknowledged, and ends when it is asked to', async () => {
  const till = createWireTill(running.url);
  joined(await till.enrol(codesOf(running.said)[0]!));
  till.write('till.created', { registerId: till.id });
  expect((await till.push(till.journal)).body['status']).toBe('stored');
  running.child.kill('SIGKILL');
  await once(running.child, 'exit');
  running = await runProgram(['--data', folder, '--port', new URL(running.url).port]);
  expect(codesOf(running.said)).toEqual([]);
  expect(running.said).not.toContain('password');
  expect((await till.push(till.journal)).body).toMatchObject({ status: 'stored', duplicates: 1 });
  expect(await running.end()).toBe(0);
});

test('several servers work on one database with the same keys, and none with others', async () => {
  const env = { DATABASE_URL: await (await postgres).createDatabase(), GUITAI_CENTRAL_KEYS: makeKeys() };
  const [one, two] = await Promise.all([runProgram(['--demo'], env), runProgram(['--demo'], env)]);
  const till = createWireTill(one.url);
  const client = new pg.Client(env.DATABASE_URL);
  await client.connect();
  const { rows } = await client.query('SELECT count(*)::integer AS chains FROM chain');
  await client.end();
  expect(rows).toEqual([{ chains: 1 }]);
  const codes = codesOf(one.said + two.said);
  expect(codes).toHaveLength(3);
  joined(await till.enrol(codes[0]!));
  expect((await till.ask('GET', '/v1/feed', undefined, { url: one.url })).status).toBe(200);
  expect((await till.ask('GET', '/v1/feed', undefined, { url: two.url })).status).toBe(200);
  const strangers = runProgram([], { ...env, GUITAI_CENTRAL_KEYS: makeKeys() });
  await expect(strangers).rejects.toThrow('the key file is not the one of the chain');
  expect(await Promise.all([one.end(), two.end()])).toEqual([0, 0]);
});

test.each([
  [['--host', '0.0.0.0'], 'only over TLS'],
  [['--tls-cert', 'cert.pem'], 'belong together'],
  [['--port', 'http'], 'usage:'],
  [['--colour'], 'usage:'],
  [['--proxies', 'proxy.example.org'], 'usage:'],
  [['--tls-cert', '/nowhere', '--tls-key', '/nowhere'], 'cannot be read'],
])('%j is refused before anything starts', async (args, reason) => {
  await expect(runProgram(args, { DATABASE_URL: 'postgres://nowhere.invalid/none' })).rejects.toThrow(reason);
});
