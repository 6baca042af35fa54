import type { DeviceSettings, PrinterSettings } from '../../../domain/devices/device-settings.ts';

/** A device whose settings can be tried before they are saved. A serial scanner can only be heard once it is saved. */
export type TestedDevice =
  | { readonly kind: 'printer'; readonly printer: PrinterSettings }
  | { readonly kind: 'scale'; readonly scale: NonNullable<DeviceSettings['scale']> }
  | { readonly kind: 'poleDisplay'; readonly poleDisplay: NonNullable<DeviceSettings['poleDisplay']> };

/** What of a device its test is about, as text: the same for settings that a test of the other proves. */
export function proofKey(device: TestedDevice): string {
  if (device.kind !== 'printer') return JSON.stringify(device);
  const { id: _, name: __, fallbackId: ___, ...tested } = device.printer;
  return JSON.stringify({ kind: 'printer', ...tested });
}

/** The devices that were changed, in what a test is about, and are not among the proven ones. Of a simulated one there is nothing to prove. */
export function findUnproven(
  stored: DeviceSettings,
  drafted: DeviceSettings,
  proven: ReadonlySet<string>,
): readonly TestedDevice[] {
  const known = new Set([...proven, ...testedDevices(stored).map(proofKey)]);
  return testedDevices(drafted).filter((device) => !isSimulated(device) && !known.has(proofKey(device)));
}

function isSimulated(device: TestedDevice): boolean {
  switch (device.kind) {
    case 'printer':
      return device.printer.connection.kind === 'simulated';
    case 'scale':
      return device.scale.connection.kind === 'simulated';
    case 'poleDisplay':
      return device.poleDisplay.connection.kind === 'simulated';
  }
}

function testedDevices({ printers, scale, poleDisplay }: DeviceSettings): readonly TestedDevice[] {
  return [
    ...printers.map((printer) => ({ kind: 'printer', printer }) as const),
    ...(scale ? [{ kind: 'scale', scale } as const] : []),
    ...(poleDisplay ? [{ kind: 'poleDisplay', poleDisplay } as const] : []),
  ];
}
