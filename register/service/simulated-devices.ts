import type {
  DeviceSettings,
  PoleDisplaySettings,
  PrinterSettings,
  ScaleProtocol,
  ScanFraming,
} from '../../domain/devices/device-settings.ts';
import { createPoleSimulator, type PoleSimulator } from '../../hardware/simulator/pole-simulator.ts';
import { createPrinterSimulator, type PrinterSimulator } from '../../hardware/simulator/printer-simulator.ts';
import { createScannerSimulator, type ScannerSimulator } from '../../hardware/simulator/scanner-simulator.ts';
import { createScaleSimulator, type ScaleSimulator } from '../../hardware/simulator/scale-simulator.ts';
import type { SimulatedFault, SimulatedOutput } from '../contract/device.ts';

/** The simulated devices of one till, each made when it is first asked for and kept as long as the till is open. */
export interface SimulatedDevices {
  printer(settings: Pick<PrinterSettings, 'id' | 'dialect' | 'encoding'>): PrinterSimulator;
  scanner(framing: ScanFraming): ScannerSimulator;
  scale(protocol: ScaleProtocol): ScaleSimulator;
  poleDisplay(settings: Pick<PoleDisplaySettings, 'dialect' | 'encoding'>): PoleSimulator;
  /** What they received: of printers, the one of receipts or else the first simulated one. */
  output(devices: DeviceSettings): SimulatedOutput;
  setFault(printer: PrinterSettings, fault: SimulatedFault | null): void;
  putWeight(protocol: ScaleProtocol, grams: number, isStable: boolean): void;
  closeDrawers(): void;
}

export function createSimulatedDevices(): SimulatedDevices {
  const printers = new Map<string, PrinterSimulator>();
  const scanners = new Map<ScanFraming, ScannerSimulator>();
  const scales = new Map<ScaleProtocol, ScaleSimulator>();
  const poleDisplays = new Map<string, PoleSimulator>();

  const devices: SimulatedDevices = {
    printer: ({ id, dialect, encoding }) =>
      found(printers, `${id} ${dialect} ${encoding}`, () => createPrinterSimulator({ dialect, encoding })),
    scanner: (framing) => found(scanners, framing, () => createScannerSimulator(framing)),
    scale: (protocol) => found(scales, protocol, () => createScaleSimulator(protocol)),
    poleDisplay: ({ dialect, encoding }) =>
      found(poleDisplays, `${dialect} ${encoding}`, () => createPoleSimulator({ dialect, encoding })),
    output({ printers: setUp, receiptPrinterId, poleDisplay }) {
      const simulated = setUp.filter(({ connection }) => connection.kind === 'simulated');
      const shown = simulated.find(({ id }) => id === receiptPrinterId) ?? simulated[0];
      const output = shown && devices.printer(shown).output();
      return {
        papers: output?.papers ?? [],
        drawerKicks: output?.drawerKicks ?? 0,
        isDrawerOpen: output?.isDrawerOpen ?? false,
        poleLines:
          poleDisplay?.connection.kind === 'simulated' ? devices.poleDisplay(poleDisplay).lines() : [],
      };
    },
    setFault: (printer, fault) => devices.printer(printer).setFault(fault),
    putWeight: (protocol, grams, isStable) => devices.scale(protocol).put({ grams, isStable }),
    closeDrawers() {
      for (const printer of printers.values()) printer.closeDrawer();
    },
  };
  return devices;
}

function found<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
