import { describe, expect, test } from 'vitest';
import { findDeviceConflict } from '../../../../domain/devices/device-checks.ts';
import { noDevices } from '../../../../domain/devices/device-settings.ts';
import { deviceSettings, printerSettings } from '../../../../register/contract/device-settings.ts';
import {
  asPreset,
  newPrinter,
  presetOf,
  printerPresets,
  withoutPrinter,
} from '../../../../renderer/settings/devices/printer-presets.ts';

const printer = newPrinter([], 'Front', 'zh-CN');

describe('a printer as its kind usually is', () => {
  test.each(printerPresets)('%s is one that can be saved, and is known again', (name) => {
    const set = asPreset({ ...printer, connection: { kind: 'simulated' } }, name);
    expect(presetOf(set)).toBe(name);
    expect(printerSettings.safeParse(set).success).toBe(true);
  });

  test('keeps its name, its place and its drawer', () => {
    const { id, name, connection, drawer, encoding } = asPreset(printer, 'star-80');
    expect({ id, name, connection, drawer, encoding }).toEqual({
      id: printer.id,
      name: 'Front',
      connection: printer.connection,
      drawer: printer.drawer,
      encoding: 'gb18030',
    });
  });

  test('confirms by a command that only ESC/POS has', () => {
    expect(asPreset({ ...printer, confirmsPrint: true }, 'star-80').confirmsPrint).toBe(false);
    expect(asPreset({ ...printer, confirmsPrint: true }, 'esc-pos-58').confirmsPrint).toBe(true);
  });

  test('is of no kind once something of it is set otherwise', () => {
    expect(presetOf({ ...printer, cut: 'full' })).toBeNull();
  });
});

describe('a new printer', () => {
  test('has an id that no other has, also after one was taken away', () => {
    const ids = ['printer-1', 'printer-3'].map((id) => ({ id }));
    expect(newPrinter(ids, 'Back', 'en').id).toBe('printer-2');
  });

  test('writes the shop’s language', () => {
    expect(newPrinter([], 'Back', 'en').encoding).toBe('cp858');
    expect(printer.encoding).toBe('gb18030');
  });
});

describe('a printer that is taken away', () => {
  test('is named by nothing any more', () => {
    const back = { ...newPrinter([printer], 'Back', 'en'), fallbackId: printer.id };
    const devices = { ...noDevices, printers: [printer, back], receiptPrinterId: printer.id };
    const left = { ...devices, ...withoutPrinter(devices, printer.id) };
    expect(left.printers.map(({ id, fallbackId }) => ({ id, fallbackId }))).toEqual([
      { id: 'printer-2', fallbackId: null },
    ]);
    expect(left.receiptPrinterId).toBeNull();
    expect(findDeviceConflict(left)).toBeNull();
    expect(deviceSettings.shape.receiptPrinterId.safeParse(left.receiptPrinterId).success).toBe(true);
  });
});
