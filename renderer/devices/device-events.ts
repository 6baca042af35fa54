import { create } from 'zustand';
import type { DeviceEvent, DeviceState } from '../../register/contract/device.ts';
import { onConnection, serviceForStream } from '../service/connection.ts';

/** How the devices are, as the service last said; null until it did. */
export const useDevices = create<{ readonly state: DeviceState | null }>(() => ({ state: null }));

/** How long to wait before a stream that ended by itself is begun again. */
const FOLLOW_AGAIN_MS = 2_000;

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
  let following = new AbortController();
  onConnection((isConnected) => {
    following.abort();
    following = new AbortController();
    if (isConnected) void follow(following.signal);
  });
}

async function follow(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await readEvents(signal);
    await new Promise((resolve) => setTimeout(resolve, FOLLOW_AGAIN_MS));
  }
}

/** A stream that breaks says nothing that is not known otherwise: the connection was lost, or the till was changed. */
async function readEvents(signal: AbortSignal): Promise<void> {
  try {
    const service = await serviceForStream();
    if (!service || signal.aborted) return;
    for await (const event of await service.device.watch(undefined, { signal })) takeEvent(event);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
}

function takeEvent(event: DeviceEvent): void {
  if (event.kind === 'state') useDevices.setState({ state: event.state });
  else scanTakers.at(-1)?.(event.code);
}
