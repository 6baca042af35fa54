import type { DeviceFault, ScaleReading } from '../../domain/devices/device-fault.ts';
import type {
  DeviceSettings,
  PoleDisplaySettings,
  ScaleSettings,
} from '../../domain/devices/device-settings.ts';
import { fail, type Result } from '../../domain/result.ts';
import { openPoleDisplay, type PoleDisplay } from '../../hardware/display/open-pole-display.ts';
import type { DeviceError } from '../../hardware/printer/printer.ts';
import { openScale } from '../../hardware/scale/open-scale.ts';
import type { Scale } from '../../hardware/scale/scale.ts';
import { openSerialScanner } from '../../hardware/scanner/open-serial-scanner.ts';
import type { DeviceState } from '../contract/device.ts';
import { createDeviceSlot } from './device-slot.ts';
import type { SimulatedDevices } from './simulated-devices.ts';

/** How long somebody at the counter waits for a weight that settles. */
const WEIGHT_TIMEOUT_MS = 5_000;

/** The scanner, the scale and the pole display of a till. */
export interface SerialDevices {
  /** Takes them as they are set up now. */
  apply(devices: DeviceSettings, simulated: SimulatedDevices): void;
  state(): Omit<DeviceState, 'printers'>;
  /**
   * A weight that was stable after this was asked; null where no scale is set up. A scale that shows prices is told that of a
   * kilogram, in 1/10,000.
   */
  readWeight(unitPriceE4?: number): Promise<Result<ScaleReading, DeviceError>> | null;
  /** The same of a scale as it would be set up. */
  testScale(settings: ScaleSettings, simulated: SimulatedDevices): Promise<Result<ScaleReading, DeviceError>>;
  /** Shows a customer two lines, where there is a display. Nothing waits for it. */
  show(lines: readonly [upper: string, lower: string]): void;
  /** The same on a display as it would be set up. */
  testPoleDisplay(
    settings: PoleDisplaySettings,
    lines: readonly [upper: string, lower: string],
    simulated: SimulatedDevices,
  ): Promise<Result<null, DeviceError>>;
  stop(): Promise<void>;
}

/** `onChange` is told when `state` may say something else, `onScan` what a scanner read. */
export function openSerialDevices(onChange: () => void, onScan: (code: string) => void): SerialDevices {
  let simulatedDevices: SimulatedDevices | null = null;
  const simulated = () => simulatedDevices;
  const scanner = createDeviceSlot(
    (settings: NonNullable<DeviceSettings['scanner']>, tell) =>
      openSerialScanner(settings, { onScan, onState: tell }, simulatedDevices?.scanner(settings.framing)),
    onChange,
  );
  const scale = createScalePlace(simulated, onChange);
  const pole = createPolePlace(simulated, onChange);
  return {
    apply(devices, simulatedNow) {
      simulatedDevices = simulatedNow;
      scanner.apply(devices.scanner);
      scale.slot.apply(devices.scale);
      pole.slot.apply(devices.poleDisplay);
    },
    state() {
      return {
        scanner: scanner.settings() && { fault: scanner.fault() },
        scale: scale.slot.settings() && { fault: scale.slot.fault(), reading: scale.reading() },
        poleDisplay: pole.slot.settings() && { fault: pole.slot.fault() },
      };
    },
    readWeight: (unitPriceE4) => scale.slot.device()?.readWeight(WEIGHT_TIMEOUT_MS, { unitPriceE4 }) ?? null,
    testScale: scale.test,
    show: pole.show,
    testPoleDisplay: pole.test,
    async stop() {
      await Promise.all([scanner.stop(), scale.slot.stop(), pole.slot.stop()]);
    },
  };
}

/** The scale that is set up, and what it read last; null while it says nothing. */
function createScalePlace(simulated: () => SimulatedDevices | null, onChange: () => void) {
  let reading: ScaleReading | null = null;
  const slot = createDeviceSlot((settings: ScaleSettings, tell) => {
    const opened = openScaleOn(settings, simulated(), tell);
    const unfollow = opened.follow((now) => {
      reading = now;
      onChange();
    });
    return {
      ...opened,
      close() {
        unfollow();
        reading = null;
        return opened.close();
      },
    };
  }, onChange);
  const test: SerialDevices['testScale'] = (settings, simulatedThere) =>
    slot.lend(async () => {
      let fault: DeviceFault | null = null;
      const opened = openScaleOn(settings, simulatedThere, (told) => (fault = told));
      try {
        const read = await opened.readWeight(WEIGHT_TIMEOUT_MS);
        return read.ok || fault === null ? read : fail({ code: fault });
      } finally {
        await opened.close();
      }
    });
  return { slot, reading: () => reading, test };
}

/** The pole display that is set up. What it was told last it shows again when it is opened anew. */
function createPolePlace(simulated: () => SimulatedDevices | null, onChange: () => void) {
  let shown: Parameters<SerialDevices['show']>[0] | null = null;
  const slot = createDeviceSlot((settings: PoleDisplaySettings, tell) => {
    const opened = openPoleDisplayOn(settings, simulated(), tell);
    if (shown) void opened.show(...shown);
    return opened;
  }, onChange);
  const show: SerialDevices['show'] = (lines) => {
    shown = lines;
    void slot.device()?.show(...lines);
  };
  const test: SerialDevices['testPoleDisplay'] = (settings, lines, simulatedThere) =>
    slot.lend(async () => {
      const opened = openPoleDisplayOn(settings, simulatedThere, () => undefined);
      // It stays until the next sale: whoever tries the display has to see it.
      shown = lines;
      try {
        return await opened.show(...lines);
      } finally {
        await opened.close();
      }
    });
  return { slot, show, test };
}

function openScaleOn(
  settings: ScaleSettings,
  simulated: SimulatedDevices | null,
  onState: (fault: DeviceFault | null) => void,
): Scale {
  return openScale(settings, { onState }, simulated?.scale(settings.protocol));
}

function openPoleDisplayOn(
  settings: PoleDisplaySettings,
  simulated: SimulatedDevices | null,
  onState: (fault: DeviceFault | null) => void,
): PoleDisplay {
  return openPoleDisplay(settings, { onState }, simulated?.poleDisplay(settings));
}
