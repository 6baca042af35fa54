import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { runCommandLine } from '../../../register/cli/run-command-line.ts';
import { openShift } from '../../../register/use-cases/shifts.ts';
import { startTestCentral, type TestCentral } from '../central/test-central.ts';
import { startTill, type JoinedTill } from './joined-till.ts';

const starting = startTestCentral();
let central: TestCentral;
let till: JoinedTill;

beforeAll(async () => {
  central = await starting;
});
afterEach(() => till.stop());

const codeOf = async (input: { url: string; code: string; tillCode?: string; caFile?: string }) => {
  const joined = await till.sync.enrol('command', { tillCode: null, caFile: null, ...input });
  return joined.ok ? null : joined.error.code;
};

test('each thing that is wrong is told as what it is, and the till stays alone', async () => {
  till = startTill();
  const code = await central.makeCode('S1', null);
  const { url } = central;
  expect(await codeOf({ url: 'http://central.example', code })).toBe('central-address-invalid');
  expect(await codeOf({ url: 'http://127.0.0.1:9', code })).toBe('central-unreachable');
  expect(await codeOf({ url, code: 'NONE-NONE-NONE' })).toBe('enrolment-code-unknown');
  expect(await codeOf({ url, code, caFile: join(till.folder, 'none.pem') })).toBe('file-unreadable');
  expect(till.sync.status().mode).toBe('alone');
  expect(await codeOf({ url, code, tillCode: '44' })).toBeNull();
  expect(await codeOf({ url, code })).toBe('enrolment-code-used');
  expect(await codeOf({ url, code: await central.makeCode('S1', null) })).toBe('chain-joined');
  expect(till.sync.status()).toMatchObject({ mode: 'joined', chain: { shopCode: 'S1', tillCode: '44' } });
});

test('a till that finds enrol.json in its folder joins by itself, and the code is gone from it', async () => {
  till = startTill();
  const file = join(till.folder, 'enrol.json');
  await till.restart(async () => {
    const asked = { central: central.url, code: await central.makeCode('S2', null), till: '12' };
    writeFileSync(file, JSON.stringify(asked));
  });
  await expect.poll(() => till.sync.status().chain?.tillCode).toBe('12');
  await expect.poll(() => existsSync(file)).toBe(false);
});

test('the command line joins, sends, and says how the till stands', async () => {
  till = startTill();
  const code = await central.makeCode('S1', '51');
  const said = { out: '', err: '' };
  const run = (...words: string[]) =>
    runCommandLine([...words, '--data', till.folder, '--language', 'en'], {
      env: {},
      out: { write: (text: string) => void (said.out += text) },
      err: { write: (text: string) => void (said.err += text) },
    });
  await till.restart(async () => {
    expect(await run('enrol', '--central', central.url)).toBe(2);
    expect(await run('enrol', '--central', central.url, '--code', code), said.err).toBe(0);
    expect(said.out).toContain('S1-51 of Corner Shops');
    expect(await run('sync', 'now'), said.err).toBe(0);
    said.out = '';
    expect(await run('sync')).toBe(0);
    expect(said.out).toContain('Central answered last');
    said.out = '';
    expect(await run('doctor')).toBe(0);
    expect(said.out).toContain('to Corner Shops');
  });
  expect(till.sync.status().chain?.tillCode).toBe('51');
});

test('a till leaves once everything is sent, and central is told', async () => {
  till = startTill();
  expect(await codeOf({ url: central.url, code: await central.makeCode() })).toBeNull();
  const { registerId } = till.read(({ identity }) => identity);
  expect(await till.sync.leave('command')).toEqual({ ok: true, value: null });
  expect(till.sync.status().mode).toBe('alone');
  const { rows } = await central.pool.query<{ type: string }>(
    'SELECT type FROM entry WHERE register = $1 ORDER BY epoch DESC, seq DESC LIMIT 1',
    [registerId],
  );
  expect(rows[0]?.type).toBe('chain.left');
  till.verify();
});

test('leaving is refused while something is unsent', async () => {
  till = startTill();
  expect(await codeOf({ url: central.url, code: await central.makeCode() })).toBeNull();
  await till.until('it is in step', ({ store }) => store.chain.state().cursor !== null);
  await central.app.close();
  till.do((register) => {
    register.store.commit((writer) => {
      writer.chain.saveState({ url: 'http://127.0.0.1:9' });
    });
    return { ok: true, value: null };
  });
  await till.restart();
  till.do((register) => openShift(register, 5_000));
  const left = await till.sync.leave('command');
  expect(left).toMatchObject({ ok: false, error: { code: 'chain-unsent' } });
  expect(till.sync.status().mode).toBe('joined');
});
