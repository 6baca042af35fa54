import { create } from 'zustand';
import type { DeviceEvent, DeviceState } from '../../register/contract/device.ts';
import { followStream } from '../service/follow-stream.ts';

/** How the devices are, as the service last said; null until it did. */
export const useDevices = create<{ readonly state: DeviceState | null }>(() => ({ state: null }));

type TakeScan = (code: string) => void;

/** Who takes what a serial scanner reads, innermost last: one screen takes it, as one screen has the keys. */
const scanTakers: TakeScan[] = [];

/** Takes what serial scanners read, in place of whoever took it before. Returns how to stop. */
export function onSerialScan(take: TakeScan): () => void {
  scanTakers.push(take);
  return () => {
    scanTakers.splice(scanTakers.indexOf(take), 1);
  };
}

/** Keeps the devices in step with the service for as long as the page lives. */
export function followDevices(): void {
  followStream((service, signal) => service.device.watch(undefined, { signal }), takeEvent);
}

function takeEvent(event: DeviceEvent): void {
  if (event.kind === 'state') useDevices.setState({ state: event.state });
  else scanTakers.at(-1)?.(event.code);
}
