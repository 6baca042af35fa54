import type { DeviceFault } from '../../domain/devices/device-fault.ts';
import { canonicalJson } from '../../domain/facts/canonical-json.ts';
import { createTaskQueue } from './task-queue.ts';

interface Closable {
  close(): Promise<void>;
}

/** The place of one device that is kept open as it is set up. */
export interface DeviceSlot<Settings, Device extends Closable> {
  /** Opens it as it is set up now, or nothing; one that stays as it was goes on undisturbed. */
  apply(settings: Settings | null): void;
  settings(): Settings | null;
  device(): Device | null;
  /** What is wrong with it, or null. */
  fault(): DeviceFault | null;
  /** Runs a task with the device's own line free, when those before it are over. */
  lend<T>(task: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

/** Makes an empty place. `open` returns at once, and tells of faults; `onChange` is told when something is different. */
export function createDeviceSlot<Settings, Device extends Closable>(
  open: (settings: Settings, tell: (fault: DeviceFault | null) => void) => Device,
  onChange: () => void,
): DeviceSlot<Settings, Device> {
  let current: { readonly settings: Settings; device: Device | null; fault: DeviceFault | null } | null =
    null;
  const turns = createTaskQueue();

  function fill(): void {
    const mine = current;
    if (!mine) return;
    mine.device = open(mine.settings, (fault) => {
      mine.fault = fault;
      onChange();
    });
  }

  async function empty(): Promise<void> {
    const device = current?.device;
    if (current) current.device = null;
    await device?.close();
  }

  return {
    apply(settings) {
      if (canonicalJson(settings) === canonicalJson(current?.settings ?? null)) return;
      void turns(async () => {
        await empty();
        current = settings === null ? null : { settings, device: null, fault: null };
        fill();
        onChange();
      });
    },
    settings: () => current?.settings ?? null,
    device: () => current?.device ?? null,
    fault: () => current?.fault ?? null,
    lend: (task) =>
      turns(async () => {
        await empty();
        try {
          return await task();
        } finally {
          fill();
        }
      }),
    stop: () =>
      turns(async () => {
        await empty();
        current = null;
      }),
  };
}
