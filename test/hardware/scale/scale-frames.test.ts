import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScaleReading } from '../../../domain/devices/device-fault.ts';
import { scaleProtocols, type ScaleProtocol } from '../../../domain/devices/device-settings.ts';
import { scaleDialects } from '../../../hardware/scale/scale-dialects.ts';
import { createFrameReader, type ScaleFrame } from '../../../hardware/scale/scale-frame.ts';
import { createSteadiness } from '../../../hardware/scale/steadiness.ts';
import { gramsOf } from '../../../hardware/scale/weight-text.ts';
import { simulatedScaleTongues } from '../../../hardware/simulator/scale-tongues.ts';
import { bytesOf } from '../serial/pty-pair.ts';

function readAll(protocol: ScaleProtocol, ...parts: readonly (string | Uint8Array)[]): ScaleFrame[] {
  const read = createFrameReader(scaleDialects[protocol]);
  return parts.flatMap((part) => read(typeof part === 'string' ? Buffer.from(part, 'latin1') : part));
}

function readings(protocol: ScaleProtocol, ...parts: readonly (string | Uint8Array)[]): ScaleReading[] {
  return readAll(protocol, ...parts).flatMap((frame) => (frame.kind === 'reading' ? [frame.reading] : []));
}

const weight = (grams: number, isNet = false): ScaleReading => ({ kind: 'weight', grams, isNet });

function casFrame(said: string): string {
  const check = Buffer.from(said, 'latin1').reduce((xor, byte) => xor ^ byte, 0);
  return `\x01\x02${said}${String.fromCharCode(check)}\x03\x04`;
}

function a23pFrame(said: string): string {
  const check = Buffer.from(said, 'latin1').reduce((xor, byte) => xor ^ byte, 0);
  return `\x02${said}${check.toString(16).toUpperCase().padStart(2, '0')}\x03`;
}

describe('frames of Toledo 8217', () => {
  test.each([
    ['01.250', weight(1_250)],
    ['00.005', weight(5)],
    ['29.998', weight(29_998)],
    ['01.250N', weight(1_250, true)],
    ['01.250kg', weight(1_250)],
    ['01.000lb', weight(454)],
    ['1250.0g', weight(1_250)],
    ['00.000', { kind: 'zero' }],
    ['?A', { kind: 'unstable' }],
    ['?B', { kind: 'over' }],
    ['?C', { kind: 'over' }],
    ['?D', { kind: 'under' }],
    ['?H', { kind: 'under' }],
    ['?P', { kind: 'zero' }],
    ['?\xc1', { kind: 'unstable' }],
    // A digit was lost on the way: never 1.50 pounds, nor 125 grams.
    ['01.50', { kind: 'garbled' }],
    ['1.250', { kind: 'garbled' }],
    ['01250', { kind: 'garbled' }],
    ['012500', { kind: 'garbled' }],
    ['0..250', { kind: 'garbled' }],
    ['?', { kind: 'garbled' }],
    ['?\x01', { kind: 'garbled' }],
    ['', { kind: 'garbled' }],
  ] as const)('%j', (body, expected) => {
    expect(readings('toledo-8217', `\x02${body}\r`)).toEqual([expected]);
  });
});

describe('frames of CAS', () => {
  test.each([
    ['S  1.250kg', weight(1_250)],
    ['S  1.250KG', weight(1_250)],
    ['S 12.345kg', weight(12_345)],
    ['S   1250 g', weight(1_250)],
    ['S  1.000lb', weight(454)],
    ['S  1.2500kg', weight(1_250)],
    ['S-  0.250kg', { kind: 'under' }],
    ['S  0.000kg', { kind: 'zero' }],
    ['U  1.250kg', { kind: 'unstable' }],
    ['SF99.999kg', { kind: 'over' }],
    ['S  1.250xx', { kind: 'garbled' }],
    ['S  1 250kg', { kind: 'garbled' }],
  ] as const)('%j', (said, expected) => {
    expect(readings('cas', casFrame(said))).toEqual([expected]);
  });

  test('a wrong check character drops the frame, and each flipped bit is one', () => {
    const frame = Buffer.from(casFrame('S  1.250kg'), 'latin1');
    for (let bit = 8 * 2; bit < 8 * (frame.length - 2); bit += 1) {
      const spoilt = Buffer.from(frame);
      spoilt[bit >> 3]! ^= 1 << (bit & 7);
      expect(readings('cas', spoilt).filter(({ kind }) => kind === 'weight')).toEqual([]);
    }
  });

  test('a check character that is a control is no answer of its own, however the frame is cut', () => {
    // 0.015 kg and 0.016 kg and their like have ACK, NAK, STX or ETX for a check.
    const wanted = new Map<number, string>();
    for (let grams = 0; grams < 30_000; grams += 1) {
      const said = `S ${(grams / 1_000).toFixed(3).padStart(6)}kg`;
      const check = Buffer.from(said).reduce((xor, byte) => xor ^ byte, 0);
      if ([2, 3, 6, 0x15].includes(check)) wanted.set(check, said);
    }
    for (const said of wanted.values()) {
      const frame = casFrame(said);
      for (let at = 1; at < frame.length; at += 1) {
        const kinds = readAll('cas', frame.slice(0, at), frame.slice(at)).map(({ kind }) => kind);
        expect(kinds).toEqual(['reading']);
      }
    }
  });
});

describe('frames of CAS indicators', () => {
  test.each([
    ['ST,GS,1\xc4,   1.250 kg', weight(1_250)],
    ['ST,NT,=\xc6,   1.250 kg', weight(1_250, true)],
    ['ST,GS,1,0,   1.250 kg', weight(1_250)],
    ['ST,GS,1\xc4,000013.5 kg', weight(13_500)],
    ['ST,GS,1\xc4,    1250  g', weight(1_250)],
    ['ST,GS,1\xc4,   0.001  t', weight(1_000)],
    ['ST,GS,1\xc4,  +1.250 kg', weight(1_250)],
    ['ST,GS,1\xc4,  -1.250 kg', { kind: 'under' }],
    ['ST,NT,1\xc4,-  1.250 kg', { kind: 'under' }],
    ['ST,GS,1\xc4,   0.000 kg', { kind: 'zero' }],
    ['US,GS,1\x84,   1.250 kg', { kind: 'unstable' }],
    ['OL,GS,1\xc4,         kg', { kind: 'over' }],
    ['ST,GS,1\xc4,  1.250 kg', { kind: 'garbled' }],
    ['ST,GS,1\xc4,   1.250   ', { kind: 'garbled' }],
  ] as const)('%j', (line, expected) => {
    expect(readings('cas-22', `${line}\r\n`)).toEqual([expected]);
  });

  test('the end of a frame that had begun before is nothing', () => {
    expect(readings('cas-22', ' 1.250 kg\r\n', 'ST,GS,1\xc4,   0.750 kg\r\n')).toEqual([weight(750)]);
  });
});

describe('frames of Yaohua A23P', () => {
  test.each([
    ['+0012503', weight(1_250)],
    ['+0001252', weight(1_250)],
    ['+0015600', weight(1_560_000)],
    ['-0012503', { kind: 'under' }],
    ['+0000003', { kind: 'zero' }],
    ['-0000003', { kind: 'zero' }],
    ['+001250', { kind: 'garbled' }],
    ['+0012507', { kind: 'garbled' }],
  ] as const)('%j', (said, expected) => {
    expect(readings('yaohua-a23p', a23pFrame(said))).toEqual([expected]);
  });

  test('a wrong check drops the frame', () => {
    expect(readings('yaohua-a23p', '\x02+0012503FF\x03')).toEqual([{ kind: 'checksum' }]);
  });
});

describe('frames of Dialog 06', () => {
  test.each([
    ['02\x1b3\x1b01250\x1b002500\x1b003125', weight(1_250)],
    ['02\x1b3\x1b01250\x1b02500\x1b003125', weight(1_250)],
    ['02\x1b1\x1b00100\x1b002500\x1b002500', weight(454)],
    ['02\x1b2\x1b01000\x1b002500\x1b002500', weight(454)],
    ['02\x1b0\x1b00100\x1b002500\x1b002500', { kind: 'garbled' }],
    ['02\x1b3\x1b0125\x1b002500\x1b003125', { kind: 'garbled' }],
    ['02\x1b3\x1b01250\x1b002500', { kind: 'garbled' }],
    ['09\x1b20', { kind: 'unstable' }],
    ['09\x1b21', { kind: 'unstable' }],
    ['09\x1b22', { kind: 'unstable' }],
    ['09\x1b30', { kind: 'zero' }],
    ['09\x1b31', { kind: 'under' }],
    ['09\x1b32', { kind: 'over' }],
    ['09\x1b11', { kind: 'garbled' }],
  ] as const)('%j', (body, expected) => {
    expect(readings('dialog06', `\x02${body}\x03`)).toEqual([expected]);
  });

  test('a scale that wants a checksum is told apart', () => {
    expect(readAll('dialog06', '\x0211\x1b247\x03')).toEqual([{ kind: 'checksum-wanted' }]);
  });
});

describe('every protocol', () => {
  const load = { grams: 1_250, isStable: true, isNet: false };

  /** A frame as the simulator sends it, which shares no code with the reader. */
  function sample(protocol: ScaleProtocol, grams: number): string {
    const tongue = simulatedScaleTongues[protocol]();
    const said = [...'\x05\x11W\x04\x0201\x1b000100\x1b\x03\x04\x05'].map((character) =>
      tongue.hear(character, { ...load, grams }, 30_000),
    );
    return (
      tongue.chatter({ ...load, grams }, 30_000) ?? said.findLast((text) => (text?.length ?? 0) > 1) ?? ''
    );
  }

  test.each(scaleProtocols)('%s: a frame is read whole however reads cut it, and after noise', (protocol) => {
    const frame = sample(protocol, 1_250);
    for (let at = 1; at < frame.length; at += 1) {
      expect(readings(protocol, frame.slice(0, at), frame.slice(at))).toEqual([weight(1_250)]);
    }
    expect(readings(protocol, `\xff\x00${frame.slice(3)}zz${frame}${frame}`).slice(-2)).toEqual([
      weight(1_250),
      weight(1_250),
    ]);
  });

  test.each(scaleProtocols)(
    '%s: a frame that was cut short neither counts nor spoils the next',
    (protocol) => {
      const frame = sample(protocol, 1_250);
      const other = sample(protocol, 9_876);
      // CAS is whole without its last byte, which nothing depends on.
      for (let at = 1; at < frame.length - 1; at += 1) {
        expect(readings(protocol, frame.slice(0, at), other)).toEqual([weight(9_876)]);
      }
    },
  );

  test.each(scaleProtocols)('%s: a byte that was lost gives no other weight', (protocol) => {
    const frame = sample(protocol, 1_250);
    const found = Array.from(frame, (_, at) => readings(protocol, frame.slice(0, at) + frame.slice(at + 1)));
    const others = found.flat().filter((reading) => reading.kind === 'weight' && reading.grams !== 1_250);
    expect(others).toEqual([]);
  });

  test.each(scaleProtocols)(
    '%s: every weight of its range comes back, and random bytes give no weight at all',
    (protocol) => {
      const runs = { numRuns: process.env['GUITAI_LONG'] === '1' ? 10_000 : 300 };
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 29_999 }), (grams) => {
          expect(readings(protocol, sample(protocol, grams))).toEqual([weight(grams)]);
        }),
        runs,
      );
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
          expect(readings(protocol, noise).filter(({ kind }) => kind === 'weight')).toEqual([]);
        }),
        runs,
      );
    },
  );
});

test('units become grams exactly, rounded once', () => {
  expect(gramsOf('1.250', 'kg')).toBe(1_250);
  expect(gramsOf('   2', 'lb')).toBe(907);
  expect(gramsOf('10.00', 'oz')).toBe(283);
  expect(gramsOf('.5', 'g')).toBe(1);
  expect(gramsOf('0.0004', 'kg')).toBe(0);
  for (const [text, unit] of [
    ['', 'kg'],
    ['1.2.3', 'kg'],
    ['1 2', 'kg'],
    ['-1', 'kg'],
    ['1.250', 'st'],
    ['123456789', 'g'],
  ] as const)
    expect(gramsOf(text, unit)).toBeNull();
});

test('a scale without a sign of standstill is stable after five equal frames and half a second', () => {
  const steady = createSteadiness({ frames: 5, durationMs: 500 });
  const kinds = (grams: number, times: readonly number[]): string[] =>
    times.map((at) => steady(weight(grams), at).kind);
  expect(kinds(100, [0, 50, 100, 150, 200, 250, 499])).not.toContain('weight');
  expect(kinds(100, [500])).toEqual(['weight']);
  expect(kinds(101, [520, 1_030, 1_040, 1_050])).not.toContain('weight');
  expect(kinds(101, [1_060])).toEqual(['weight']);
  expect(steady({ kind: 'under' }, 1_070).kind).toBe('under');
  expect(kinds(101, [1_080])).toEqual(['unstable']);
});

test('the frames of the manuals are read as they say', () => {
  expect(readings('cas', bytesOf('01 02 53 20 20 31 2e 32 35 30 6b 67 77 03 04'))).toEqual([weight(1_250)]);
});
