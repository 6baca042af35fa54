import { readlinkSync, renameSync, symlinkSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import type { DeviceFault } from '../../../domain/devices/device-fault.ts';
import { scanFramings, type ScanFraming } from '../../../domain/devices/device-settings.ts';
import { openSerialScanner } from '../../../hardware/scanner/open-serial-scanner.ts';
import { createScannerSimulator } from '../../../hardware/simulator/scanner-simulator.ts';
import { describeIf } from '../../skip.ts';
import { hasSocat, noSocat, openFarEnd, plugSimulator, startPtyPair, until } from '../serial/pty-pair.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

function record() {
  const scans: string[] = [];
  const states: (DeviceFault | null)[] = [];
  return {
    scans,
    states,
    handlers: {
      onScan: (code: string) => void scans.push(code),
      onState: (fault: DeviceFault | null) => void states.push(fault),
    },
  };
}

test('a simulated scanner is read as a real one', async () => {
  const simulator = createScannerSimulator('cr');
  const { scans, states, handlers } = record();
  const scanner = openSerialScanner(
    { connection: { kind: 'simulated' }, framing: 'cr' },
    handlers,
    simulator,
  );
  await until(() => states.length > 0);
  simulator.scan('6901234567892');
  await until(() => scans.length === 1);
  expect(scans).toEqual(['6901234567892']);
  await scanner.close();
  simulator.scan('4891234567898');
  expect(states).toEqual([null]);
});

describeIf(hasSocat, noSocat)('a scanner on a serial line', () => {
  async function openOnPty(framing: ScanFraming) {
    const pair = await startPtyPair();
    const recorded = record();
    const scanner = openSerialScanner(
      { connection: { kind: 'serial', ...pair.till }, framing },
      recorded.handlers,
    );
    cleanups.push(
      () => pair.remove(),
      () => scanner.close(),
    );
    await until(() => recorded.states.length > 0);
    return { pair, scanner, ...recorded };
  }

  test.each(scanFramings)('gives each code once, framed by %s', async (framing) => {
    const { pair, scans } = await openOnPty(framing);
    const simulator = createScannerSimulator(framing);
    const far = await plugSimulator(simulator, pair.device);
    const codes = ['6901234567892', ']d2010690123456789221SER123\x1d17261231\x1d10B-7', ']Q1HY:800012345'];
    for (const [index, code] of codes.entries()) {
      simulator.scan(code);
      await until(() => scans.length > index);
    }
    expect(scans).toEqual(codes);
    await far.port.close();
  });

  test('is noticed when it is unplugged, and reads on when it is plugged in, with no half code between', async () => {
    const { pair, scans, states } = await openOnPty('cr');
    const far = await openFarEnd(pair.device);
    await far.say('6901234567892\r69012345');
    await until(() => scans.length === 1);
    await pair.unplug();
    await until(() => states.at(-1) !== null);
    await far.port.close();
    await pair.plugIn();
    await until(() => states.at(-1) === null);
    const again = await openFarEnd(pair.device);
    await again.say('67892\r4891234567898\r');
    await until(() => scans.length === 3);
    expect(scans).toEqual(['6901234567892', '67892', '4891234567898']);
    await again.port.close();
  });

  test('comes back after each of five unpluggings, within three seconds', async () => {
    const { pair, scans, states } = await openOnPty('cr');
    for (let round = 1; round <= 5; round += 1) {
      await pair.unplug();
      await until(() => states.at(-1) !== null);
      await pair.plugIn();
      await until(() => states.at(-1) === null, 3_000);
      const far = await openFarEnd(pair.device);
      await far.say(`ROUND${round}\r`);
      await until(() => scans.length === round);
      await far.port.close();
    }
    expect(scans).toEqual(['ROUND1', 'ROUND2', 'ROUND3', 'ROUND4', 'ROUND5']);
  });

  test('loses nothing of a burst', async () => {
    const { pair, scans } = await openOnPty('crlf');
    const far = await openFarEnd(pair.device);
    const codes = Array.from({ length: 500 }, (_, index) => `CODE-${index}-\x1d-${'7'.repeat(index % 40)}`);
    await far.say(codes.map((code) => `${code}\r\n`).join(''));
    await expect.poll(() => scans.length, { timeout: 15_000 }).toBe(codes.length);
    expect(scans).toEqual(codes);
    await far.port.close();
  });

  test('that sends a megabyte with no end is named, and well with its next code', async () => {
    const { pair, scans, states } = await openOnPty('cr');
    const far = await openFarEnd(pair.device);
    for (let chunk = 0; chunk < 256; chunk += 1) await far.say('7'.repeat(4_096));
    await far.say('\r6901234567892\r');
    await until(() => scans.length === 1, 20_000);
    expect(scans).toEqual(['6901234567892']);
    expect(states).toEqual([null, 'garbled', null]);
    await far.port.close();
  });

  test('whose port leads to another device is opened anew', async () => {
    const { pair, scans, states } = await openOnPty('cr');
    const other = await startPtyPair();
    symlinkSync(readlinkSync(other.till.path), `${pair.till.path}.new`);
    renameSync(`${pair.till.path}.new`, pair.till.path);
    await until(() => states.length === 3);
    expect(states).toEqual([null, 'not-found', null]);
    const far = await openFarEnd(other.device);
    await far.say('6901234567892\r');
    await expect.poll(() => scans).toEqual(['6901234567892']);
    await far.port.close();
    await other.remove();
  });

  test('that somebody else has open is in use', async () => {
    const pair = await startPtyPair();
    const first = await openFarEnd(pair.till);
    const { states, handlers } = record();
    const scanner = openSerialScanner(
      { connection: { kind: 'serial', ...pair.till }, framing: 'cr' },
      handlers,
    );
    await until(() => states.length > 0);
    expect(states).toEqual(['in-use']);
    await first.port.close();
    await until(() => states.at(-1) === null);
    await scanner.close();
    await pair.remove();
  });
});

test('a port that does not exist is said to be so, and nothing is left running', async () => {
  const { states, handlers } = record();
  const connection = {
    kind: 'serial',
    path: '/dev/guitai-no-such-port',
    baud: 9_600,
    dataBits: 8,
    parity: 'none',
    stopBits: 1,
  } as const;
  const scanner = openSerialScanner({ connection, framing: 'cr' }, handlers);
  await until(() => states.length > 0);
  await scanner.close();
  expect(states).toEqual(['not-found']);
});
