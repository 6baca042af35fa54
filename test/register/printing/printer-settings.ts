import {
  noDevices,
  type DeviceSettings,
  type PrinterSettings,
} from '../../../domain/devices/device-settings.ts';

/** A printer on 80 mm paper that answers, confirms and has a drawer. */
export function printerAt(port: number, options: Partial<PrinterSettings> = {}): PrinterSettings {
  return {
    id: 'bar',
    name: 'Bar printer',
    connection: { kind: 'tcp', host: '127.0.0.1', port },
    dialect: 'esc-pos',
    encoding: 'gb18030',
    columns: 48,
    dots: 576,
    cut: 'partial',
    drawsCodes: false,
    answersStatus: true,
    confirmsPrint: true,
    drawer: { pin: 2, onMs: 50, offMs: 200 },
    fallbackId: null,
    ...options,
  };
}

/** The devices of a till with these printers, the first of which prints receipts. */
export function devicesWith(...printers: readonly PrinterSettings[]): DeviceSettings {
  return { ...noDevices, printers, receiptPrinterId: printers[0]?.id ?? null };
}
