import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { ScaleReading } from '../../../domain/devices/device-fault.ts';
import type { ScaleProtocol } from '../../../domain/devices/device-settings.ts';
import { openPoleDisplay } from '../../../hardware/display/open-pole-display.ts';
import { openScale } from '../../../hardware/scale/open-scale.ts';
import { createPoleSimulator } from '../../../hardware/simulator/pole-simulator.ts';
import { createScaleSimulator } from '../../../hardware/simulator/scale-simulator.ts';
import { must } from '../../must.ts';
import { describeIf } from '../../skip.ts';
import {
  bytesOf,
  hasSocat,
  noSocat,
  openFarEnd,
  plugSimulator,
  startPtyPair,
  type FarEnd,
} from './pty-pair.ts';

interface DeviceCase {
  readonly id: string;
  readonly hex: string;
  readonly expect?: {
    readonly weightKg?: string;
    readonly stable?: boolean;
    readonly net?: boolean;
    readonly unitPrice?: string;
    readonly error?: string;
  };
}

const file = process.env['CASES'] ?? resolve(import.meta.dirname, '../../../../shared/cases/hardware.json');
const contents = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as { serial_devices?: readonly DeviceCase[] })
  : {};
const cases = contents.serial_devices ?? [];
const displays = cases.filter(({ id }) => id.startsWith('vfd-'));
const answers = cases.filter((each) => each.expect !== undefined);
const requests = cases.filter((each) => each.expect === undefined && !each.id.startsWith('vfd-'));

const protocols: readonly (readonly [start: string, ScaleProtocol])[] = [
  ['toledo-', 'toledo-8217'],
  ['dialog06-', 'dialog06'],
  ['cas-22', 'cas-22'],
  ['cas-', 'cas'],
  ['yaohua-', 'yaohua-a23p'],
];

function protocolOf(id: string): ScaleProtocol {
  const found = protocols.find(([start]) => id.startsWith(start))?.[1];
  if (found === undefined) throw new Error(`no protocol for ${id}`);
  return found;
}

const simulated = { dialect: 'cd5220', encoding: 'cp437' } as const;

function readingOf({ error, weightKg, net = false }: NonNullable<DeviceCase['expect']>): ScaleReading {
  if (error === undefined) return { kind: 'weight', grams: Math.round(Number(weightKg) * 1_000), isNet: net };
  const kind = error === 'motion' ? 'unstable' : error;
  if (kind === 'unstable' || kind === 'over' || kind === 'under' || kind === 'checksum') return { kind };
  throw new Error(`no reading for ${error}`);
}

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function openScaleOnPty(protocol: ScaleProtocol) {
  const pair = await startPtyPair();
  const scale = openScale(
    { protocol, connection: { kind: 'serial', ...pair.till } },
    { onState: () => undefined },
  );
  cleanups.push(
    () => pair.remove(),
    () => scale.close(),
  );
  return { pair, scale };
}

describeIf(hasSocat && cases.length > 0, hasSocat ? `no serial devices in ${file}` : noSocat)(
  'the serial devices of the hardware cases, on real pseudo-terminals',
  () => {
    test.each(answers)('$id', async ({ id, hex, expect: expected = {} }) => {
      const protocol = protocolOf(id);
      const { pair, scale } = await openScaleOnPty(protocol);
      const frame = bytesOf(hex);
      // The scale's side of the conversation up to the frame is as the manuals have it.
      const far: FarEnd = await openFarEnd(pair.device, (bytes) => {
        const said = Buffer.from(bytes).toString('latin1');
        if (protocol === 'toledo-8217' && said.includes('W')) void far.say(frame);
        if (protocol === 'cas' && said.includes('\x05')) void far.say('\x06');
        if (protocol === 'cas' && said.includes('\x11')) void far.say(frame);
        if (protocol === 'dialog06' && said.includes('\x0201')) void far.say('\x06');
        if (protocol === 'dialog06' && said.endsWith('\x05')) void far.say(expected.error ? '\x15' : frame);
        if (protocol === 'dialog06' && said.includes('\x0208')) void far.say(frame);
      });
      const isStream = protocol === 'cas-22' || protocol === 'yaohua-a23p';
      const timer = setInterval(() => isStream && void far.say(frame), 50);
      const unitPriceE4 = Number(expected.unitPrice ?? '0') * 10_000;
      const reading = must(await scale.readWeight(expected.error ? 600 : 5_000, { unitPriceE4 }));
      clearInterval(timer);
      await far.port.close();
      expect(reading).toEqual(readingOf(expected));
    });

    test.each(requests)('$id', async ({ id, hex }) => {
      const { pair, scale } = await openScaleOnPty(protocolOf(id));
      const simulator = createScaleSimulator(protocolOf(id));
      simulator.put({ grams: 1_250 });
      const far = await plugSimulator(simulator, pair.device);
      must(await scale.readWeight(5_000, { unitPriceE4: 250_000 }));
      expect(far.heard().toString('hex')).toContain(bytesOf(hex).toString('hex'));
      await far.port.close();
    });

    test.each(displays.filter(({ id }) => id !== 'vfd-goto'))('$id', async ({ hex }) => {
      const bytes = bytesOf(hex);
      const pair = await startPtyPair();
      const pole = openPoleDisplay(
        { ...simulated, connection: { kind: 'serial', ...pair.till } },
        { onState: () => undefined },
      );
      cleanups.push(
        () => pair.remove(),
        () => pole.close(),
      );
      const far = await openFarEnd(pair.device);
      const text = bytes.subarray(3, -1).toString('latin1');
      must(await pole.show(text, text));
      const wanted = bytes.toString('hex');
      await expect.poll(() => far.heard().toString('hex')).toContain(wanted);
      await far.port.close();
    });

    test.each(displays.filter(({ id }) => id === 'vfd-goto'))('$id', ({ hex }) => {
      // The driver has no use for it; the simulated display knows it all the same.
      const bytes = bytesOf(hex);
      const simulator = createPoleSimulator(simulated);
      simulator.receive(Buffer.concat([bytes, Buffer.from('x')]), () => undefined);
      const [x = 0, y = 0] = bytes.subarray(2);
      expect(simulator.lines()[y - 1]).toBe(`${' '.repeat(x - 1)}x`);
    });
  },
);
