import type { DeviceSettings, PrinterSettings } from '../../../domain/devices/device-settings.ts';
import type { Language } from '../../../domain/text/language.ts';

export const printerPresets = ['esc-pos-58', 'esc-pos-80', 'star-80'] as const;
export type PrinterPreset = (typeof printerPresets)[number];

type Preset = Pick<PrinterSettings, 'dialect' | 'columns' | 'dots' | 'cut'>;

/** What printers of a kind usually are. 58 mm paper is 48 mm of 8 dots each, 80 mm is 72 mm; only the wide ones cut. */
const presets: Readonly<Record<PrinterPreset, Preset>> = {
  'esc-pos-58': { dialect: 'esc-pos', columns: 32, dots: 384, cut: 'none' },
  'esc-pos-80': { dialect: 'esc-pos', columns: 48, dots: 576, cut: 'partial' },
  'star-80': { dialect: 'star-line', columns: 48, dots: 576, cut: 'partial' },
};

/** A printer as its kind usually is, all else left as it was. What only ESC/POS has is switched off elsewhere. */
export function asPreset(printer: PrinterSettings, name: PrinterPreset): PrinterSettings {
  const preset = presets[name];
  return {
    ...printer,
    ...preset,
    confirmsPrint: preset.dialect === 'esc-pos' && printer.confirmsPrint,
  };
}

/** The kind that a printer is set as; null where somebody set it otherwise. */
export function presetOf(printer: PrinterSettings): PrinterPreset | null {
  return printerPresets.find((name) => isOfPreset(printer, presets[name])) ?? null;
}

function isOfPreset(printer: PrinterSettings, { dialect, columns, dots, cut }: Preset): boolean {
  return (
    printer.dialect === dialect && printer.columns === columns && printer.dots === dots && printer.cut === cut
  );
}

/** The pulse that opens most drawers: 120 ms, and 240 ms of rest. */
export const usualDrawer = { pin: 2, onMs: 120, offMs: 240 } as const;

const USUAL_PRINTER_PORT = 9_100;

/** A printer to begin with: on the network, 80 mm wide, with a drawer, in the encoding of the shop's language. */
export function newPrinter(
  printers: readonly Pick<PrinterSettings, 'id'>[],
  name: string,
  language: Language,
): PrinterSettings {
  return {
    id: freeId(printers),
    name,
    connection: { kind: 'tcp', host: '', port: USUAL_PRINTER_PORT },
    ...presets['esc-pos-80'],
    encoding: language === 'zh-CN' ? 'gb18030' : 'cp858',
    drawsCodes: false,
    answersStatus: true,
    confirmsPrint: false,
    drawer: usualDrawer,
    fallbackId: null,
  };
}

function freeId(printers: readonly Pick<PrinterSettings, 'id'>[]): string {
  const taken = new Set(printers.map(({ id }) => id));
  for (let number = 1; ; number += 1) {
    const id = `printer-${number}`;
    if (!taken.has(id)) return id;
  }
}

/** Takes a printer away, and whatever named it. */
export function withoutPrinter(devices: DeviceSettings, id: string): Partial<DeviceSettings> {
  return {
    printers: devices.printers
      .filter((printer) => printer.id !== id)
      .map((printer) => (printer.fallbackId === id ? { ...printer, fallbackId: null } : printer)),
    receiptPrinterId: devices.receiptPrinterId === id ? null : devices.receiptPrinterId,
  };
}
