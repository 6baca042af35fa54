import { describe, expect, test } from 'vitest';
import { noDevices, type DeviceSettings } from '../../../../domain/devices/device-settings.ts';
import { newPrinter } from '../../../../renderer/settings/devices/printer-presets.ts';
import { findUnproven, proofKey } from '../../../../renderer/settings/devices/proof.ts';

const printer = newPrinter([], 'Front', 'en');
const stored: DeviceSettings = { ...noDevices, printers: [printer], receiptPrinterId: printer.id };
const none: ReadonlySet<string> = new Set();

function namesOf(drafted: DeviceSettings, proven = none): readonly string[] {
  return findUnproven(stored, drafted, proven).map((device) =>
    device.kind === 'printer' ? device.printer.name : device.kind,
  );
}

describe('what is to be tested before it is saved', () => {
  test('is nothing where nothing was changed that a test is about', () => {
    expect(namesOf(stored)).toEqual([]);
    const named = { ...printer, name: 'Counter', fallbackId: 'b' };
    expect(namesOf({ ...stored, printers: [named], printsEachSale: false, customerDisplay: true })).toEqual(
      [],
    );
  });

  test('is each device that was added or changed', () => {
    const wider = { ...printer, columns: 42 as const };
    const elsewhere = { kind: 'tcp', host: '10.0.0.2', port: 9_100 } as const;
    const second = { ...newPrinter([printer], 'Back', 'en'), connection: elsewhere };
    const connection = {
      kind: 'serial',
      path: '/dev/ttyUSB0',
      baud: 9_600,
      dataBits: 8,
      parity: 'none',
      stopBits: 1,
    } as const;
    expect(
      namesOf({
        ...stored,
        printers: [wider, second],
        scale: { protocol: 'cas', connection },
        poleDisplay: { dialect: 'cd5220', connection, encoding: 'cp437' },
      }),
    ).toEqual(['Front', 'Back', 'scale', 'poleDisplay']);
  });

  test('is nothing that is simulated', () => {
    const simulated = { ...newPrinter([printer], 'Back', 'en'), connection: { kind: 'simulated' as const } };
    expect(
      namesOf({
        ...stored,
        printers: [printer, simulated],
        scale: { protocol: 'cas', connection: { kind: 'simulated' } },
        poleDisplay: { dialect: 'cd5220', connection: { kind: 'simulated' }, encoding: 'cp437' },
      }),
    ).toEqual([]);
  });

  test('is nothing of what was seen to work as it stands, and all of it once it is changed again', () => {
    const wider = { ...printer, columns: 42 as const };
    const proven = new Set([proofKey({ kind: 'printer', printer: wider })]);
    expect(namesOf({ ...stored, printers: [wider] }, proven)).toEqual([]);
    expect(namesOf({ ...stored, printers: [{ ...wider, drawer: null }] }, proven)).toEqual(['Front']);
  });
});
