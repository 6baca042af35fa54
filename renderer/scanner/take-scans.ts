import { onSerialScan } from '../devices/device-events.ts';
import { onHidScan } from './hid-scanners.ts';
import { listenForScans } from './listen-for-scans.ts';

/** Takes every scan, whichever way the scanner hangs on the till: as a keyboard, on a serial line, in HID-POS mode. Returns how to stop. */
export function takeScans(take: (text: string) => void): () => void {
  const stops = [listenForScans(take), onSerialScan(take), onHidScan(take)];
  return () => stops.forEach((stop) => stop());
}
