import { setTimeout as delay } from 'node:timers/promises';
import type { DeviceFault } from '../../domain/devices/device-fault.ts';
import type { PrinterSettings } from '../../domain/devices/device-settings.ts';
import { poleLines, type PoleEvent } from '../../domain/receipt/pole-lines.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { ShopSettings } from '../../domain/shop-settings.ts';
import { openPrinter } from '../../hardware/printer/open-printer.ts';
import type { Printer, PrinterDeadlines } from '../../hardware/printer/printer.ts';
import type { DeviceEvent, DeviceState } from '../contract/device.ts';
import { openDocumentEncoder, type DocumentEncoder } from '../printing/encode-document.ts';
import type { PrinterPauses } from '../printing/printer-line.ts';
import { openPrintStation, type PrintStation } from '../printing/print-station.ts';
import type { PrintTill } from '../printing/print-worker.ts';
import type { Register, TillDevices } from '../register.ts';
import { openSerialDevices, type SerialDevices } from './serial-devices.ts';
import type { ServiceLog } from './service-log.ts';
import { createSimulatedDevices, type SimulatedDevices } from './simulated-devices.ts';
import type { TillKeeper } from './till-keeper.ts';

/** Scans that a watcher has not taken yet; one that takes none for so long is gone, or asleep. */
const SCANS_KEPT = 20;

/** The counter's first calls after a start go first. */
const WARM_AFTER_MS = 2_000;

/** How patient a service is with printers, where that is not as usual. */
export interface PrinterPace {
  readonly deadlines?: PrinterDeadlines | undefined;
  readonly pauses?: PrinterPauses | undefined;
}

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
  openPrinter(settings: PrinterSettings): Printer;
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

/** One till's printers, and how to get at its books. */
interface Bench {
  readonly till: PrintTill;
  readonly station: PrintStation;
  readonly simulated: SimulatedDevices;
  /** Nothing of it touches the books from now on. */
  detach(): void;
}

/** Opens what the settings of a till name. Nothing is waited for: what does not answer is a state. */
export function openDevices(
  keeper: TillKeeper,
  log: ServiceLog,
  { deadlines, pauses }: PrinterPace = {},
): Devices {
  const encoder = openDocumentEncoder();
  const watchers = new Set<Watcher>();
  const noteChange = () => watchers.forEach((watcher) => watcher.changed());
  const serial = openSerialDevices(noteChange, (code) =>
    watchers.forEach((watcher) => watcher.scanned(code)),
  );
  const real = openBench((work) => keeper.tend(work));
  let practice: Bench | null = null;
  let warming: NodeJS.Timeout | undefined;
  let isShowing = false;
  keeper.tend((register) => {
    register.devices = toldLater(real);
    return ok(null);
  });
  settingsChanged();

  function openBench(tend: PrintTill['tend']): Bench {
    let isDetached = false;
    const till: PrintTill = {
      tend: (work) => (isDetached ? fail({ code: 'till-restoring' }) : tend(work)),
      fault: (where, error) => void log.fault(where, error),
    };
    const simulated = createSimulatedDevices();
    const station = openPrintStation({
      till,
      open: (settings) => openOn(simulated, settings),
      encode: (document, printer) => encoder.encode(document, printer),
      pauses,
      onChange: noteChange,
    });
    return { till, station, simulated, detach: () => (isDetached = true) };
  }

  function openOn(simulated: SimulatedDevices, settings: PrinterSettings): Printer {
    return openPrinter(settings, { ...(deadlines && { deadlines }), simulator: simulated.printer(settings) });
  }

  /** The answer to whoever sold goes out first. */
  function toldLater({ station }: Bench): TillDevices {
    return {
      documentQueued: () => void setImmediate(() => station.wake()),
      openDrawer: () =>
        void setImmediate(() => {
          station.openDrawer().then(
            (opened) => {
              if (!opened.ok) log.note('drawer-failed', { fault: opened.error.code satisfies DeviceFault });
            },
            (error: unknown) => log.fault('drawer', error),
          );
        }),
    };
  }

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
    if (practice) return;
    isShowing = true;
    serial.show(poleLines(event, shop.currency, shop.language));
  }

  function endPractice(): void {
    practice?.detach();
    void practice?.station.stop();
    practice = null;
    noteChange();
  }

  function readState(): Result<DeviceState> {
    const { till, station } = practice ?? real;
    return till.tend((register) => ok({ printers: station.states(register), ...serial.state() }));
  }

  return {
    station: () => (practice ?? real).station,
    simulated: () => (practice ?? real).simulated,
    simulatedHere: real.simulated,
    serial,
    encoder,
    openPrinter: (settings) => openOn((practice ?? real).simulated, settings),
    async *watch(signal) {
      const watcher = createWatcher();
      watchers.add(watcher);
      signal.addEventListener('abort', watcher.changed, { once: true });
      try {
        let told = '';
        while (!signal.aborted) {
          const changed = watcher.next();
          const state = readState();
          const text = state.ok ? JSON.stringify(state.value) : told;
          if (state.ok && text !== told) yield { kind: 'state', state: state.value };
          told = text;
          for (const code of watcher.takeScans()) yield { kind: 'scanned', code };
          await changed;
        }
      } finally {
        watchers.delete(watcher);
        signal.removeEventListener('abort', watcher.changed);
      }
    },
    show,
    settingsChanged,
    beginPractice(training) {
      if (practice) return;
      practice = openBench((work) => work(training));
      training.devices = toldLater(practice);
      practice.station.apply(training.settings.devices);
    },
    endPractice,
    async stop() {
      clearTimeout(warming);
      endPractice();
      await Promise.all([real.station.stop(), serial.stop()]);
      real.detach();
      await encoder.stop();
    },
  };
}

/** One reader of events, which may be slow: of changes it only needs to know that there were some. */
interface Watcher {
  readonly changed: () => void;
  scanned(code: string): void;
  takeScans(): string[];
  /** Resolves at the next event. */
  next(): Promise<void>;
}

/** The least time between two events of state: a receipt on its way is several changes. */
const CALM_MS = 20;

function createWatcher(): Watcher {
  let wake = Promise.withResolvers<void>();
  const scans: string[] = [];
  return {
    changed: () => wake.resolve(),
    scanned(code) {
      if (scans.length < SCANS_KEPT) scans.push(code);
      wake.resolve();
    },
    takeScans: () => scans.splice(0),
    async next() {
      wake = Promise.withResolvers();
      await wake.promise;
      if (scans.length === 0) await delay(CALM_MS);
    },
  };
}
