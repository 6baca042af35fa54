import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scanFramings, type ScanFraming } from '../../../domain/devices/device-settings.ts';
import { createScanFramer, SCAN_MAX_BYTES } from '../../../hardware/scanner/scan-framing.ts';
import { decodeScan } from '../../../hardware/scanner/scan-text.ts';

const marks: Readonly<Record<ScanFraming, readonly [string, string]>> = {
  cr: ['', '\r'],
  lf: ['', '\n'],
  crlf: ['', '\r\n'],
  'stx-etx': ['\x02', '\x03'],
  silence: ['', ''],
};

/** Scans as text; a lost one as `!`, a rest as `null` in what is fed. */
function read(framing: ScanFraming, ...parts: readonly (string | null)[]): string[] {
  const framer = createScanFramer(framing);
  return parts
    .flatMap((part) => (part === null ? framer.rest() : framer.take(Buffer.from(part, 'latin1'))))
    .map((frame) => (frame.kind === 'lost' ? '!' : decodeScan(frame.bytes)));
}

describe.each(scanFramings)('scans that end as %s', (framing) => {
  const [start, end] = marks[framing];
  const sent = (code: string): string => `${start}${code}${end}`;
  const quiet = framing === 'silence' ? null : '';

  test('come whole, however reads cut them, and keep GS', () => {
    const code = ']C1011231231231233310ABC123\x1d99TESTING';
    const bytes = sent(code);
    for (let at = 0; at <= bytes.length; at += 1) {
      expect(read(framing, bytes.slice(0, at), bytes.slice(at), quiet)).toEqual([code]);
    }
  });

  test('of the greatest length are taken, longer ones are dropped whole and said once', () => {
    const longest = '9'.repeat(SCAN_MAX_BYTES);
    expect(read(framing, sent(longest), quiet)).toEqual([longest]);
    expect(read(framing, sent(`${longest}9`), quiet, sent('6901234567892'), quiet)).toEqual([
      '!',
      '6901234567892',
    ]);
    expect(read(framing, sent(longest.repeat(250)), quiet, sent('6901234567892'), quiet)).toEqual([
      '!',
      '6901234567892',
    ]);
  });

  test('that are empty are none', () => {
    expect(read(framing, sent(''), quiet, sent('\r\n'), quiet, null)).toEqual([]);
  });

  test('never grow out of noise, and what was sent whole after it is read', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        const framer = createScanFramer(framing);
        framer.take(noise);
        framer.rest();
        const frames = [...framer.take(Buffer.from(sent('6901234567892'))), ...framer.rest()];
        expect(frames).toEqual([{ kind: 'scan', bytes: Uint8Array.from(Buffer.from('6901234567892')) }]);
      }),
      { numRuns: process.env['GUITAI_LONG'] === '1' ? 10_000 : 200 },
    );
  });
});

test('two scans in one read are two', () => {
  expect(read('cr', '6901234567892\r4891234567898\r')).toEqual(['6901234567892', '4891234567898']);
  expect(read('stx-etx', '\x0212\x03\r\n\x0234\x03')).toEqual(['12', '34']);
});

test('the other half of a line end does not stick to a code', () => {
  expect(read('cr', '6901234567892\r\n4891234567898\r\n', null)).toEqual(['6901234567892', '4891234567898']);
  expect(read('lf', '6901234567892\r\n4891234567898\r\n', null)).toEqual(['6901234567892', '4891234567898']);
  expect(read('crlf', 'AB\rCD\r\n')).toEqual(['AB\rCD']);
});

test('a code that was begun and never ended is lost, and not the beginning of the next', () => {
  expect(read('cr', '690123', null, '4891234567898\r')).toEqual(['!', '4891234567898']);
  expect(read('crlf', '690123\r', null, '4891234567898\r\n')).toEqual(['!', '4891234567898']);
  expect(read('stx-etx', '\x02690123', '\x024891234567898\x03')).toEqual(['4891234567898']);
});

test('a scanner that is set to another framing is noticed', () => {
  expect(read('stx-etx', '6901234567892\r', null)).toEqual(['!']);
  expect(read('lf', '6901234567892\r', null)).toEqual(['!']);
});

test('text is UTF-8, else GB18030, else Latin-1', () => {
  expect(decodeScan(Buffer.from('HY:王小明', 'utf8'))).toBe('HY:王小明');
  expect(decodeScan(Buffer.from('cdf5d0a1c3f7', 'hex'))).toBe('王小明');
  expect(decodeScan(Buffer.from('b0fe', 'hex'))).toBe('剥');
  expect(decodeScan(Buffer.from('41e9', 'hex'))).toBe('Aé');
  expect(decodeScan(Buffer.from('ff00', 'hex'))).toBe('ÿ\0');
  expect(decodeScan(Buffer.from('efbbbf41', 'hex'))).toBe('\ufeffA');
});
