import type { DeviceFault } from '../../domain/devices/device-fault.ts';
import type { DeviceState, PrinterState } from '../../register/contract/device.ts';

/** What a person should see to, now or soon. */
export type TroubleKind = DeviceFault | 'paper-near-end' | 'drawer-open';

export interface Trouble {
  readonly device: 'printer' | 'drawer' | 'scanner' | 'scale' | 'poleDisplay';
  readonly kind: TroubleKind;
  /** The printer's own name, where there are several. */
  readonly name: string | null;
  /** Documents that wait for a printer. */
  readonly waitingCount: number;
}

/** What is wrong with the devices: what stops work first, what can wait last. Empty when all is well. */
export function findTroubles(state: DeviceState): readonly Trouble[] {
  const { printers, scanner, scale, poleDisplay } = state;
  const stopped = printers.flatMap((printer) => printerTrouble(printer, stoppedBy(printer), printers.length));
  const others = (
    [
      ['scale', scale],
      ['scanner', scanner],
      ['poleDisplay', poleDisplay],
    ] as const
  ).flatMap(([device, known]): Trouble[] =>
    known?.fault ? [{ device, kind: known.fault, name: null, waitingCount: 0 }] : [],
  );
  const soon = printers.flatMap((printer) =>
    printerTrouble(printer, soonStoppedBy(printer), printers.length),
  );
  return [...stopped, ...others, ...soon];
}

function printerTrouble(
  { name, waitingCount }: PrinterState,
  kind: TroubleKind | null,
  printerCount: number,
): Trouble[] {
  if (!kind) return [];
  const device = kind === 'drawer-open' ? 'drawer' : 'printer';
  return [{ device, kind, name: device === 'printer' && printerCount > 1 ? name : null, waitingCount }];
}

/** What the printer said of itself comes before what sending to it came to: it says more. */
function stoppedBy({ status, fault }: PrinterState): DeviceFault | null {
  if (status?.isCoverOpen) return 'cover-open';
  if (status?.paper === 'out') return 'paper-out';
  if (status?.needsAttention) return 'needs-attention';
  return fault ?? (status && !status.isOnline ? 'offline' : null);
}

function soonStoppedBy(printer: PrinterState): TroubleKind | null {
  if (stoppedBy(printer) || !printer.status) return null;
  if (printer.status.paper === 'near-end') return 'paper-near-end';
  return printer.status.isDrawerOpen ? 'drawer-open' : null;
}
