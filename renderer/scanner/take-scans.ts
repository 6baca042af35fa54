import { onSerialScan } from '../devices/device-events.ts';
import { listenForScans } from './listen-for-scans.ts';

/** Takes every scan, whichever way the scanner hangs on the till: as a keyboard or on a serial line. Returns how to stop. */
export function takeScans(take: (text: string) => void): () => void {
  const stops = [listenForScans(take), onSerialScan(take)];
  return () => stops.forEach((stop) => stop());
}
