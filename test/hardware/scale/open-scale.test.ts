import { afterEach, describe, expect, test } from 'vitest';
import type { DeviceFault, ScaleReading } from '../../../domain/devices/device-fault.ts';
import { scaleProtocols, type ScaleProtocol } from '../../../domain/devices/device-settings.ts';
import { openScale } from '../../../hardware/scale/open-scale.ts';
import type { Scale } from '../../../hardware/scale/scale.ts';
import { createScaleSimulator } from '../../../hardware/simulator/scale-simulator.ts';
import { must } from '../../must.ts';
import { describeIf } from '../../skip.ts';
import { hasSocat, noSocat, openFarEnd, plugSimulator, startPtyPair, until } from '../serial/pty-pair.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const weight = (grams: number, isNet = false): ScaleReading => ({ kind: 'weight', grams, isNet });

function watch(): { states: (DeviceFault | null)[]; onState: (fault: DeviceFault | null) => void } {
  const states: (DeviceFault | null)[] = [];
  return { states, onState: (fault) => states.push(fault) };
}

function openSimulated(protocol: ScaleProtocol) {
  const simulator = createScaleSimulator(protocol);
  const { states, onState } = watch();
  const scale = openScale({ protocol, connection: { kind: 'simulated' } }, { onState }, simulator);
  cleanups.push(() => scale.close());
  return { simulator, scale, states };
}

describe.each(scaleProtocols)('a simulated scale that speaks %s', (protocol) => {
  test('gives what lies on it, and nothing while it moves', async () => {
    const { simulator, scale, states } = openSimulated(protocol);
    simulator.put({ grams: 1_250 });
    expect(must(await scale.readWeight(3_000))).toEqual(weight(1_250));
    simulator.put({ grams: 760, isStable: false });
    expect(must(await scale.readWeight(300))).toEqual({ kind: 'unstable' });
    const later = scale.readWeight(5_000, { unitPriceE4: 250_000 });
    setTimeout(() => simulator.put({ grams: 755, isStable: true }), 250);
    expect(must(await later)).toEqual(weight(755));
    expect(states).toEqual([null]);
  });

  test('says that it is empty, and that its tare was lifted off', async () => {
    const { simulator, scale } = openSimulated(protocol);
    expect(must(await scale.readWeight(2_000))).toEqual({ kind: 'zero' });
    simulator.put({ grams: -120 });
    expect(must(await scale.readWeight(2_000))).toEqual({ kind: 'under' });
  });

  test('that says nothing is reported silent, and well when it speaks again', async () => {
    const { simulator, scale, states } = openSimulated(protocol);
    simulator.put({ grams: 500 });
    simulator.setSilent(true);
    expect(await scale.readWeight(150)).toEqual({ ok: false, error: { code: 'timed-out' } });
    simulator.setSilent(false);
    expect(must(await scale.readWeight(3_000))).toEqual(weight(500));
    expect(states).toEqual([null, 'timed-out', null]);
  });
});

test.each(['toledo-8217', 'cas', 'cas-22', 'yaohua-a23p'] as const)(
  '%s is followed while somebody looks, and a question goes before that',
  async (protocol) => {
    const { simulator, scale } = openSimulated(protocol);
    const seen: ScaleReading[] = [];
    simulator.put({ grams: 500 });
    const stop = scale.follow((reading) => seen.push(reading));
    await expect.poll(() => seen.at(-1), { timeout: 15_000 }).toEqual(weight(500));
    simulator.put({ grams: 700, isStable: false });
    await expect.poll(() => seen.at(-1), { timeout: 15_000 }).toEqual({ kind: 'unstable' });
    simulator.put({ isStable: true });
    expect(must(await scale.readWeight(5_000))).toEqual(weight(700));
    await expect.poll(() => seen.at(-1), { timeout: 15_000 }).toEqual(weight(700));
    stop();
  },
);

test('a scale that takes the price from the till is only asked when a weight is wanted', async () => {
  const { simulator, scale } = openSimulated('dialog06');
  const seen: ScaleReading[] = [];
  simulator.put({ grams: 500 });
  const stop = scale.follow((reading) => seen.push(reading));
  expect(must(await scale.readWeight(5_000, { unitPriceE4: 99_900 }))).toEqual(weight(500));
  expect(must(await scale.readWeight(5_000, { unitPriceE4: 99_900 }))).toEqual(weight(500));
  stop();
  expect(seen).toEqual([]);
});

test.each(['toledo-8217', 'dialog06', 'cas', 'cas-22'] as const)(
  '%s says that it carries too much',
  async (protocol) => {
    const { simulator, scale } = openSimulated(protocol);
    simulator.put({ grams: 31_000 });
    expect(must(await scale.readWeight(2_000))).toEqual({ kind: 'over' });
  },
);

test('questions that are asked at once are answered in turn', async () => {
  const { simulator, scale } = openSimulated('cas');
  simulator.put({ grams: 100 });
  const answers = await Promise.all([1, 2, 3].map(() => scale.readWeight(3_000)));
  expect(answers.map(must)).toEqual([weight(100), weight(100), weight(100)]);
});

describeIf(hasSocat, noSocat)('a scale on a serial line', () => {
  async function openOnPty(protocol: ScaleProtocol) {
    const pair = await startPtyPair();
    const { states, onState } = watch();
    const scale: Scale = openScale({ protocol, connection: { kind: 'serial', ...pair.till } }, { onState });
    cleanups.push(
      () => pair.remove(),
      () => scale.close(),
    );
    return { pair, scale, states };
  }

  test.each(scaleProtocols)('%s is read, unplugged, plugged in and read again', async (protocol) => {
    const { pair, scale, states } = await openOnPty(protocol);
    const simulator = createScaleSimulator(protocol);
    simulator.put({ grams: 1_250 });
    const first = await plugSimulator(simulator, pair.device);
    expect(must(await scale.readWeight(5_000))).toEqual(weight(1_250));
    await pair.unplug();
    await until(() => states.at(-1) !== null);
    const lost = await scale.readWeight(5_000);
    expect(lost.ok).toBe(false);
    await first.port.close();
    await pair.plugIn();
    simulator.put({ grams: 2_345 });
    const second = await plugSimulator(simulator, pair.device);
    await until(() => states.at(-1) === null);
    expect(must(await scale.readWeight(5_000))).toEqual(weight(2_345));
    await second.port.close();
  });

  test('half a frame before the unplugging never joins what comes after it', async () => {
    const { pair, scale, states } = await openOnPty('toledo-8217');
    const far = await openFarEnd(pair.device);
    const asked = scale.readWeight(3_000);
    await until(() => far.heard().includes('W'));
    await far.say('\x0201.2');
    await pair.unplug();
    expect((await asked).ok).toBe(false);
    await far.port.close();
    await pair.plugIn();
    const next = await openFarEnd(pair.device);
    await until(() => states.at(-1) === null);
    const again = scale.readWeight(700);
    await until(() => next.heard().includes('W'));
    await next.say('50\r');
    expect(await again).toEqual({ ok: false, error: { code: 'garbled' } });
    await next.port.close();
  });

  test('a weight from before the question is not its answer', async () => {
    const { pair, scale } = await openOnPty('cas-22');
    const far = await openFarEnd(pair.device);
    const asked = scale.readWeight(3_000);
    const saying = setInterval(() => void far.say('ST,GS,1\xc4,   9.999 kg\r\n'.repeat(3)), 50);
    expect(must(await asked)).toEqual(weight(9_999));
    clearInterval(saying);
    expect(await scale.readWeight(300)).toEqual({ ok: false, error: { code: 'timed-out' } });
    const next = scale.readWeight(3_000);
    const timer = setInterval(() => void far.say('ST,GS,1\xc4,   1.111 kg\r\n'), 50);
    expect(must(await next)).toEqual(weight(1_111));
    clearInterval(timer);
    await far.port.close();
  });

  test('the late answer to a question that was given up is not the answer to the next', async () => {
    const { pair, scale } = await openOnPty('toledo-8217');
    const far = await openFarEnd(pair.device);
    expect(await scale.readWeight(200)).toEqual({ ok: false, error: { code: 'timed-out' } });
    const next = scale.readWeight(3_000);
    await until(() => far.heard().toString() === 'WW');
    await far.say('\x0209.999\r');
    await until(() => far.heard().toString() === 'WWW');
    await far.say('\x0201.111\r');
    expect(must(await next)).toEqual(weight(1_111));
    await far.port.close();
  });

  test('a weight behind a status is the new one, and a spoilt frame is asked for again', async () => {
    const { pair, scale } = await openOnPty('cas');
    const answers = [
      '\x01\x02S  9.999kg\x00\x03\x04',
      '\x01\x02U  8.888kg\x6b\x03\x04',
      '\x01\x02S  1.250kgw\x03\x04',
    ];
    const far = await openFarEnd(pair.device, (bytes) => {
      for (const byte of bytes) {
        if (byte === 0x05) void far.say('\x06');
        if (byte === 0x11) void far.say(answers.shift() ?? '');
      }
    });
    expect(must(await scale.readWeight(5_000))).toEqual(weight(1_250));
    expect(answers).toEqual([]);
    expect(far.heard().toString('hex')).toBe('051105110511');
    await far.port.close();
  });

  test('a CAS scale that knows no ENQ is asked by DC1 alone', async () => {
    const { pair, scale } = await openOnPty('cas');
    const far = await openFarEnd(pair.device, (bytes) => {
      if (bytes.includes(0x11)) void far.say('\x01\x02S  1.250kgw\x03\x04');
    });
    expect(must(await scale.readWeight(3_000))).toEqual(weight(1_250));
    await far.port.close();
  });

  test('a Dialog 06 scale is given the price, and an answer for another price is another’s', async () => {
    const { pair, scale, states } = await openOnPty('dialog06');
    let asked = 0;
    const far = await openFarEnd(pair.device, (bytes) => {
      if (bytes.includes(0x03)) void far.say('\x06');
      if (!bytes.includes(0x05)) return;
      asked += 1;
      const price = asked === 1 ? '009900' : '002500';
      void far.say(`\x0202\x1b3\x1b01250\x1b${price}\x1b003125\x03`);
      if (asked === 1) void far.say('\x0209\x1b20\x03');
    });
    expect(must(await scale.readWeight(5_000, { unitPriceE4: 250_000 }))).toEqual(weight(1_250));
    const heard = ['040230311b3030323530301b03', '0405', '04', '0405', '04'].join('');
    await until(() => far.heard().toString('hex') === heard);
    expect(states).toEqual([null]);
    await far.port.close();
  });

  test('a Dialog 06 scale that wants checksums needs attention', async () => {
    const { pair, scale, states } = await openOnPty('dialog06');
    const far = await openFarEnd(pair.device, (bytes) => {
      if (bytes.includes(0x03)) void far.say('\x0211\x1b247\x03');
    });
    expect(await scale.readWeight(3_000)).toEqual({ ok: false, error: { code: 'needs-attention' } });
    expect(states).toEqual([null, 'needs-attention']);
    await far.port.close();
  });

  test('babble instead of frames is named, and ends in time', async () => {
    const { pair, scale, states } = await openOnPty('toledo-8217');
    const far = await openFarEnd(pair.device, () => void far.say('\x00\xff\x02garbage\r'.repeat(20)));
    const startedMs = performance.now();
    expect(must(await scale.readWeight(400))).toEqual({ kind: 'garbled' });
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    expect(states).toEqual([null, 'garbled']);
    await far.port.close();
  });

  test('a port that is not there is named, and found when it appears', async () => {
    const pair = await startPtyPair();
    await pair.unplug();
    const { states, onState } = watch();
    const scale = openScale({ protocol: 'cas', connection: { kind: 'serial', ...pair.till } }, { onState });
    cleanups.push(
      () => pair.remove(),
      () => scale.close(),
    );
    expect(await scale.readWeight(3_000)).toEqual({ ok: false, error: { code: 'not-found' } });
    await pair.plugIn();
    await until(() => states.at(-1) === null);
    expect(states).toEqual(['not-found', null]);
  });
});
