import { describe, expect, test } from 'vitest';
import type { DrawerSettings, PrinterDialect } from '../../../domain/devices/device-settings.ts';
import { drawerPulse } from '../../../hardware/printer/drawer-pulse.ts';
import { encodeConfirmation } from '../../../hardware/printer/encode-confirmation.ts';
import { encodeReceipt } from '../../../hardware/printer/encode-receipt.ts';
import { drawing, paperOf, printerOf } from './sample-printers.ts';

const pulses: readonly [PrinterDialect, DrawerSettings, string][] = [
  ['esc-pos', { pin: 2, onMs: 50, offMs: 500 }, '1b700019fa'],
  ['esc-pos', { pin: 5, onMs: 510, offMs: 10 }, '1b7001ff05'],
  ['star-line', { pin: 2, onMs: 110, offMs: 550 }, '1b070b3707'],
  ['star-line', { pin: 5, onMs: 110, offMs: 550 }, '1a'],
];

describe('the pulse of a drawer', () => {
  test.each(pulses)('in %s for %o is %s, whole and alone', (dialect, drawer, hex) => {
    const printer = printerOf({ dialect, drawer });
    const pulse = drawerPulse(printer)!;
    expect(Buffer.from(pulse).toString('hex')).toBe(hex);
    expect(paperOf(pulse, printer).map(({ kind }) => kind)).toEqual(['kick']);
  });

  test('is none where no drawer hangs, neither alone nor in a document', async () => {
    const printer = printerOf({ drawer: null });
    expect(drawerPulse(printer)).toBeNull();
    const document = { language: 'en', title: '', blocks: [{ kind: 'drawer' }] } as const;
    expect(paperOf(await encodeReceipt(document, printer, drawing), printer)).toEqual([]);
  });
});

test('a confirmation is asked for by four characters and no others', () => {
  expect(Buffer.from(encodeConfirmation('A001')).toString('hex')).toBe('1d28480600303041303031');
  for (const id of ['', 'A01', 'A0001', 'A\n01', '收据12']) {
    expect(() => encodeConfirmation(id)).toThrow('four ASCII characters');
  }
});
