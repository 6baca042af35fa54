import type { DeviceFault } from '../../domain/devices/device-fault.ts';
import type { PoleDisplaySettings } from '../../domain/devices/device-settings.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { DeviceError } from '../printer/printer.ts';
import { keepLineOpen, type OpenPort } from '../serial/device-line.ts';
import { serialPortOpener } from '../serial/serial-port.ts';
import { simulatedPortOpener, type SimulatedDevice } from '../simulator/simulated-port.ts';
import { poleFrames } from './pole-frames.ts';
import { tcpPortOpener } from './tcp-port.ts';

/** A pole display that is set up. It is opened again by itself, and then shows what it was last given. */
export interface PoleDisplay {
  /**
   * Shows two lines instead of what was there. While an earlier picture is on its way only the latest is kept. Fails where the
   * display cannot be reached; it shows the lines when it can.
   */
  show(upper: string, lower: string): Promise<Result<null, DeviceError>>;
  close(): Promise<void>;
}

export interface PoleDisplayHandlers {
  /** What is wrong with it, or null. Called when that changes. */
  readonly onState: (fault: DeviceFault | null) => void;
}

/** Opens a pole display and keeps it open. A simulated one needs its `simulator`. */
export function openPoleDisplay(
  settings: PoleDisplaySettings,
  handlers: PoleDisplayHandlers,
  simulator?: SimulatedDevice,
): PoleDisplay {
  const opened = Promise.withResolvers<undefined>();
  let latest: Uint8Array | null = null;
  let shown: Uint8Array | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  const line = keepLineOpen(openerOf(settings, simulator), {
    connect: () => {
      shown = null;
      return () => undefined;
    },
    onState: (fault) => {
      opened.resolve(undefined);
      handlers.onState(fault);
      if (fault === null) void showLatest();
    },
  });

  const showLatest = (): Promise<Result<null, DeviceError>> => {
    const turn = queue.then(async (): Promise<Result<null, DeviceError>> => {
      await opened.promise;
      const picture = latest;
      if (picture === null || picture === shown) return ok(null);
      const written = await line.write(picture);
      if (written.ok) shown = picture;
      return written;
    });
    queue = turn;
    return turn;
  };

  return {
    show: (upper, lower) => {
      latest = poleFrames(settings, upper, lower);
      return showLatest();
    },
    close: async () => {
      opened.resolve(undefined);
      await line.close();
      await queue;
    },
  };
}

function openerOf({ connection }: PoleDisplaySettings, simulator: SimulatedDevice | undefined): OpenPort {
  if (connection.kind === 'serial') return serialPortOpener(connection);
  if (connection.kind === 'tcp') return tcpPortOpener(connection.host, connection.port);
  if (simulator === undefined) throw new Error('a simulated display is opened with its simulator');
  return simulatedPortOpener(simulator);
}
