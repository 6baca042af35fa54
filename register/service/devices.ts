import type { PrinterSettings } from '../../domain/devices/device-settings.ts';
import { poleLines, type PoleEvent } from '../../domain/receipt/pole-lines.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { ShopSettings } from '../../domain/shop-settings.ts';
import type { Printer } from '../../hardware/printer/printer.ts';
import type { DeviceEvent, DeviceState } from '../contract/device.ts';
import { openDocumentEncoder, type DocumentEncoder } from '../printing/encode-document.ts';
import type { PrintStation } from '../printing/print-station.ts';
import type { Register } from '../register.ts';
import { createDeviceWatchers } from './device-watchers.ts';
import { openPrintBench, type BenchParts, type PrintBench, type PrinterPace } from './print-bench.ts';
import { openSerialDevices, type SerialDevices } from './serial-devices.ts';
import type { ServiceLog } from './service-log.ts';
import type { SimulatedDevices } from './simulated-devices.ts';
import type { TillKeeper } from './till-keeper.ts';

/** The counter's first calls after a start go first. */
const WARM_AFTER_MS = 2_000;

/** Everything that hangs on the till of a service. */
export interface Devices {
  /** The printers of the till that the counter is on. */
  station(): PrintStation;
  readonly serial: SerialDevices;
  /** The simulated printers of the till that the counter is on. */
  simulated(): SimulatedDevices;
  /** The simulated devices of the real till: its scale is the same in practice. */
  readonly simulatedHere: SimulatedDevices;
  readonly encoder: DocumentEncoder;
  /** Opens a printer as it would be set up. */
  readonly openPrinter: (settings: PrinterSettings) => Printer;
  /** Yields how the devices are, then each change, and what serial scanners read, until the signal fires. */
  watch(signal: AbortSignal): AsyncGenerator<DeviceEvent, void>;
  /** Shows the customer how a sale stands. In practice nothing is shown. */
  show(event: PoleEvent, settings: ShopSettings): void;
  /** The settings of the real till may have changed. */
  settingsChanged(): void;
  /** Gives a till for practice printers of its own, none of which is real. The one that it has stays. */
  beginPractice(training: Register): void;
  /** Call it before the practice's books are closed. */
  endPractice(): void;
  stop(): Promise<void>;
}

/** Opens what the settings of a till name. Nothing is waited for: what does not answer is a state. */
export function openDevices(keeper: TillKeeper, log: ServiceLog, pace: PrinterPace = {}): Devices {
  const encoder = openDocumentEncoder();
  const watchers = createDeviceWatchers();
  const parts = { encoder, log, pace, onChange: watchers.changed };
  const serial = openSerialDevices(watchers.changed, watchers.scanned);
  const benches = openBenches(keeper, parts);
  const { real } = benches;
  let warming: NodeJS.Timeout | undefined;
  let isShowing = false;
  settingsChanged();

  function settingsChanged(): void {
    const found = keeper.tend(({ settings }) => ok(settings));
    if (!found.ok) return;
    const { devices, shop } = found.value;
    clearTimeout(warming);
    if (devices.printers.length > 0) warming = setTimeout(() => encoder.warm(), WARM_AFTER_MS).unref();
    real.station.apply(devices);
    serial.apply(devices, real.simulated);
    if (!isShowing) show({ kind: 'welcome', shopName: shop.name }, found.value);
  }

  function show(event: PoleEvent, { shop }: ShopSettings): void {
    if (benches.current() !== real) return;
    isShowing = true;
    serial.show(poleLines(event, shop.currency, shop.language));
  }

  function readState(): Result<DeviceState> {
    const { till, station } = benches.current();
    return till.tend((register) => ok({ printers: station.states(register), ...serial.state() }));
  }

  return {
    station: () => benches.current().station,
    simulated: () => benches.current().simulated,
    simulatedHere: real.simulated,
    serial,
    encoder,
    openPrinter: (settings) => benches.current().open(settings),
    watch: (signal) => watchers.watch(signal, readState),
    show,
    settingsChanged,
    beginPractice: (training) => benches.beginPractice(training),
    endPractice: () => benches.endPractice(),
    async stop() {
      clearTimeout(warming);
      benches.endPractice();
      await Promise.all([real.station.stop(), serial.stop()]);
      real.detach();
      await encoder.stop();
    },
  };
}

/** The printers of the till, and of the one for practice while there is one. */
function openBenches(keeper: TillKeeper, parts: BenchParts) {
  const real = openPrintBench((work) => keeper.tend(work), parts);
  let practice: PrintBench | null = null;
  keeper.tend((register) => {
    register.devices = real.told;
    return ok(null);
  });
  return {
    real,
    /** Of the till that the counter is on. */
    current: () => practice ?? real,
    beginPractice(training: Register): void {
      if (practice) return;
      practice = openPrintBench((work) => work(training), parts);
      training.devices = practice.told;
      practice.station.apply(training.settings.devices);
    },
    endPractice(): void {
      practice?.detach();
      void practice?.station.stop();
      practice = null;
      parts.onChange();
    },
  };
}
