import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { DeviceFault } from '../../../domain/devices/device-fault.ts';
import {
  poleDialects,
  textEncodings,
  type PoleDisplaySettings,
} from '../../../domain/devices/device-settings.ts';
import { poleLines } from '../../../domain/receipt/pole-lines.ts';
import { openPoleDisplay } from '../../../hardware/display/open-pole-display.ts';
import { poleFrames } from '../../../hardware/display/pole-frames.ts';
import { createPoleSimulator } from '../../../hardware/simulator/pole-simulator.ts';
import { must } from '../../must.ts';
import { describeIf } from '../../skip.ts';
import { hasSocat, noSocat, openFarEnd, plugSimulator, startPtyPair, until } from '../serial/pty-pair.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

function watch(): { states: (DeviceFault | null)[]; onState: (fault: DeviceFault | null) => void } {
  const states: (DeviceFault | null)[] = [];
  return { states, onState: (fault) => states.push(fault) };
}

describe.each(poleDialects)('a display that speaks %s', (dialect) => {
  function shows(encoding: PoleDisplaySettings['encoding'], upper: string, lower: string) {
    const simulator = createPoleSimulator({ dialect, encoding });
    simulator.receive(poleFrames({ dialect, encoding }, upper, lower), () => undefined);
    expect(simulator.strayCount()).toBe(0);
    return simulator.lines();
  }

  test('shows Chinese two columns wide, and cuts at the twentieth', () => {
    expect(shows('gb18030', '农夫山泉        2.00', '合计           12.50')).toEqual([
      '农夫山泉        2.00',
      '合计           12.50',
    ]);
    expect(shows('gb18030', '一二三四五六七八九十百', 'x一二三四五六七八九十')).toEqual([
      '一二三四五六七八九十',
      'x一二三四五六七八九',
    ]);
  });

  test('marks what it does not have, and keeps the amount in its place', () => {
    expect(shows('cp437', '可乐            3.50', '¥ é ß')).toEqual(['????            3.50', '¥ é ß']);
    expect(shows('gb18030', 'Молоко          3.50', '𠮷')).toEqual(['Молоко    3.50', '??']);
  });

  test('shows nothing of what was there before', () => {
    const simulator = createPoleSimulator({ dialect, encoding: 'cp437' });
    for (const [upper, lower] of [
      ['A'.repeat(20), 'B'.repeat(20)],
      ['C', ''],
    ] as const) {
      simulator.receive(poleFrames({ dialect, encoding: 'cp437' }, upper, lower), () => undefined);
    }
    expect(simulator.lines()).toEqual(['C', '']);
  });

  test('takes no command from a text, in any encoding', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...textEncodings),
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.string({ unit: 'binary', maxLength: 40 }),
        (encoding, upper, lower) => {
          const simulator = createPoleSimulator({ dialect, encoding });
          simulator.receive(poleFrames({ dialect, encoding }, upper, lower), () => undefined);
          simulator.receive(poleFrames({ dialect, encoding }, 'after', 'all'), () => undefined);
          expect(simulator.lines()).toEqual(['after', 'all']);
          expect(simulator.strayCount()).toBe(0);
        },
      ),
      { numRuns: process.env['GUITAI_LONG'] === '1' ? 10_000 : 100 },
    );
  });

  test('is shown the latest of what came at once', async () => {
    const settings = { dialect, encoding: 'gb18030', connection: { kind: 'simulated' } } as const;
    const simulator = createPoleSimulator(settings);
    const { states, onState } = watch();
    const pole = openPoleDisplay(settings, { onState }, simulator);
    cleanups.push(() => pole.close());
    const shown = [1, 2, 3].map((step) => pole.show(`STEP ${step}`, ''));
    for (const outcome of await Promise.all(shown)) must(outcome);
    expect(simulator.lines()).toEqual(['STEP 3', '']);
    expect(states).toEqual([null]);
  });
});

test('a CD5220 is sent what its manual says', () => {
  const [upper, lower] = poleLines({ kind: 'change', totalMinor: 1_250, changeMinor: 750 }, 'CNY', 'en');
  const frames = Buffer.from(poleFrames({ dialect: 'cd5220', encoding: 'cp437' }, upper, lower)).toString(
    'latin1',
  );
  expect(frames).toBe('\x0c\x1bQATOTAL          12.50\r\x1bQBCHANGE          7.50\r');
});

test('a DM-D110 is set to its table and overwrites from the first columns', () => {
  const frames = Buffer.from(poleFrames({ dialect: 'esc-pos-vfd', encoding: 'cp858' }, 'A', '€')).toString(
    'latin1',
  );
  const blanks = ' '.repeat(19);
  expect(frames).toBe(`\x0c\x1f\x01\x1bt\x13\x1f$\x01\x01A${blanks}\x1f$\x01\x02\xd5${blanks}`);
});

describeIf(hasSocat, noSocat)('a display on a serial line', () => {
  test.each(poleDialects)('shows what it was last given when it is plugged in again: %s', async (dialect) => {
    const pair = await startPtyPair();
    const settings = { dialect, encoding: 'gb18030', connection: { kind: 'serial', ...pair.till } } as const;
    const { states, onState } = watch();
    const pole = openPoleDisplay(settings, { onState });
    cleanups.push(
      () => pair.remove(),
      () => pole.close(),
    );
    const first = createPoleSimulator(settings);
    const far = await plugSimulator(first, pair.device);
    must(await pole.show('可乐            3.50', '合计           12.50'));
    await until(() => first.lines()[1] === '合计           12.50');
    await pair.unplug();
    await until(() => states.at(-1) !== null);
    await far.port.close();
    expect((await pole.show('TOTAL', '12.50')).ok).toBe(false);
    await pair.plugIn();
    const second = createPoleSimulator(settings);
    const again = await plugSimulator(second, pair.device);
    await until(() => second.lines()[0] === 'TOTAL' && second.lines()[1] === '12.50');
    expect(second.strayCount()).toBe(0);
    await again.port.close();
  });

  test('that takes nothing is given up within its time, and shown the latest when it can', async () => {
    const pair = await startPtyPair();
    const settings = {
      dialect: 'cd5220',
      encoding: 'cp437',
      connection: { kind: 'serial', ...pair.till },
    } as const;
    const { states, onState } = watch();
    const pole = openPoleDisplay(settings, { onState });
    cleanups.push(
      () => pair.remove(),
      () => pole.close(),
    );
    let outcome = await pole.show('0', '');
    const startedMs = performance.now();
    // Nobody reads at the other end: the machine's buffers fill.
    for (let step = 1; outcome.ok && step < 5_000; step += 1) outcome = await pole.show(`${step}`, '');
    expect(outcome).toEqual({ ok: false, error: { code: 'timed-out' } });
    expect(performance.now() - startedMs).toBeLessThan(10_000);
    await until(() => states.includes('closed'));
    const far = await openFarEnd(pair.device);
    await pole.show('LAST', 'ONE');
    await until(() => far.heard().includes('LAST'));
    await far.port.close();
  });
});

test('a display whose address nobody knows is said to be unreachable', async () => {
  const connection = { kind: 'tcp', host: 'no-such-host.invalid', port: 9_100 } as const;
  const { states, onState } = watch();
  const pole = openPoleDisplay({ dialect: 'cd5220', encoding: 'cp437', connection }, { onState });
  cleanups.push(() => pole.close());
  expect(await pole.show('A', 'B')).toEqual({ ok: false, error: { code: 'unreachable' } });
  expect(states).toEqual(['unreachable']);
});

test('a display on the network shows, loses its connection and shows again', async () => {
  const settings = { dialect: 'cd5220', encoding: 'cp437' } as const;
  const simulator = createPoleSimulator(settings);
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('data', (bytes) => simulator.receive(bytes, () => undefined));
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  const { port } = server.address() as { port: number };
  const { states, onState } = watch();
  const pole = openPoleDisplay(
    { ...settings, connection: { kind: 'tcp', host: '127.0.0.1', port } },
    { onState },
  );
  cleanups.push(() => pole.close());
  must(await pole.show('ONE', ''));
  await until(() => simulator.lines()[0] === 'ONE');
  sockets[0]!.resetAndDestroy();
  await until(() => states.length === 3);
  expect(states).toEqual([null, 'closed', null]);
  must(await pole.show('TWO', ''));
  await until(() => simulator.lines()[0] === 'TWO');
});
