import type { DeviceFault, PrinterStatus } from '../../domain/devices/device-fault.ts';

/** What keeps a printer that says this of itself from printing; null where nothing does. */
export function statusFault(status: PrinterStatus): DeviceFault | null {
  // The cause before what follows from it: a printer without paper, or with its cover open, is offline too.
  if (status.isCoverOpen) return 'cover-open';
  if (status.paper === 'out') return 'paper-out';
  if (status.needsAttention) return 'needs-attention';
  return status.isOnline ? null : 'offline';
}
