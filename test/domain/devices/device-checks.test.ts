import { expect, test } from 'vitest';
import { findDeviceConflict } from '../../../domain/devices/device-checks.ts';
import { devicesForPractice } from '../../../domain/devices/device-settings.ts';
import { devicesWith, printerAt } from '../../register/printing/printer-settings.ts';

function printer(id: string, fallbackId: string | null = null) {
  return printerAt(9100, { id, fallbackId });
}

test('printers that stand in for each other in a line agree', () => {
  expect(findDeviceConflict(devicesWith())).toBeNull();
  expect(findDeviceConflict(devicesWith(printer('a', 'b'), printer('b', 'c'), printer('c')))).toBeNull();
  expect(findDeviceConflict(devicesWith(printer('a', 'c'), printer('b', 'c'), printer('c')))).toBeNull();
});

test.each([
  ['a printer that is there twice', devicesWith(printer('a'), printer('a')), 'printer-twice', 'a'],
  [
    'one that prints receipts and is not there',
    { ...devicesWith(printer('a')), receiptPrinterId: 'b' },
    'printer-unknown',
    'b',
  ],
  ['one that stands in and is not there', devicesWith(printer('a', 'b')), 'printer-unknown', 'b'],
  ['one that stands in for itself', devicesWith(printer('a', 'a')), 'printer-fallback-circle', 'a'],
  [
    'a circle of three',
    devicesWith(printer('a', 'b'), printer('b', 'c'), printer('c', 'a')),
    'printer-fallback-circle',
    'a',
  ],
  [
    'a circle that another leads into',
    devicesWith(printer('x', 'a'), printer('a', 'b'), printer('b', 'a')),
    'printer-fallback-circle',
    'a',
  ],
])('%s is refused, and named', (_, devices, code, value) => {
  expect(findDeviceConflict(devices)).toEqual({ code, value });
});

test('in practice nothing comes out of a real printer, and no customer is shown anything', () => {
  const real = { ...devicesWith(printer('a')), customerDisplay: true };
  const practice = devicesForPractice(real);
  expect(practice.printers.map(({ id, connection }) => [id, connection.kind])).toEqual([['a', 'simulated']]);
  expect(practice).toMatchObject({ receiptPrinterId: 'a', poleDisplay: null, customerDisplay: false });
});
