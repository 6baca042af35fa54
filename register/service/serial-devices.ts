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
  let reading: ScaleReading | null = null;
  let shown: readonly [upper: string, lower: string] | null = null;
  const scanner = createDeviceSlot(
    (settings: NonNullable<DeviceSettings['scanner']>, tell) =>
      openSerialScanner(settings, { onScan, onState: tell }, simulatedDevices?.scanner(settings.framing)),
    onChange,
  );
  const scale = createDeviceSlot((settings: ScaleSettings, tell) => {
    const opened = openScaleOn(settings, simulatedDevices, tell);
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

  const pole = createDeviceSlot((settings: PoleDisplaySettings, tell) => {
    const opened = openPoleDisplayOn(settings, simulatedDevices, tell);
    if (shown) void opened.show(...shown);
    return opened;
  }, onChange);

  return {
    apply(devices, simulated) {
      simulatedDevices = simulated;
      scanner.apply(devices.scanner);
      scale.apply(devices.scale);
      pole.apply(devices.poleDisplay);
    },
    state() {
      return {
        scanner: scanner.settings() && { fault: scanner.fault() },
        scale: scale.settings() && { fault: scale.fault(), reading },
        poleDisplay: pole.settings() && { fault: pole.fault() },
      };
    },
    readWeight: (unitPriceE4) => scale.device()?.readWeight(WEIGHT_TIMEOUT_MS, { unitPriceE4 }) ?? null,
    testScale: (settings, simulated) =>
      scale.lend(async () => {
        let fault: DeviceFault | null = null;
        const opened = openScaleOn(settings, simulated, (told) => (fault = told));
        try {
          const read = await opened.readWeight(WEIGHT_TIMEOUT_MS);
          return read.ok || fault === null ? read : fail({ code: fault });
        } finally {
          await opened.close();
        }
      }),
    show(lines) {
      shown = lines;
      void pole.device()?.show(...lines);
    },
    testPoleDisplay: (settings, lines, simulated) =>
      pole.lend(async () => {
        const opened = openPoleDisplayOn(settings, simulated, () => undefined);
        // It stays until the next sale: whoever tries the display has to see it.
        shown = lines;
        try {
          return await opened.show(...lines);
        } finally {
          await opened.close();
        }
      }),
    async stop() {
      await Promise.all([scanner.stop(), scale.stop(), pole.stop()]);
    },
  };
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
