/**
 * What is wrong with a device, as a person at the counter can act on it. Each has its sentence in every language in
 * `text/device-text.ts`. A fault never fails a committed sale.
 */
export const deviceFaults = [
  /** Nobody answers at its address, or the address is not known. */
  'unreachable',
  /** Its address answers and refuses: it is off, or another program holds it. */
  'refused',
  /** There is no such port, file or queue on this machine. */
  'not-found',
  'no-permission',
  /** Another program has it open. */
  'in-use',
  /** It took too long to take what was sent. */
  'timed-out',
  /** It ended the connection before everything was sent, or while it was answering. */
  'closed',
  /** The machine has no spooler, or it refused the document. */
  'spooler-failed',
  'paper-out',
  'cover-open',
  'offline',
  /** Its cutter, or something else that a person must see to. */
  'needs-attention',
  /** What it says cannot be understood: a wrong dialect, speed or cable. */
  'garbled',
] as const;
export type DeviceFault = (typeof deviceFaults)[number];

/** What a printer says of itself. */
export interface PrinterStatus {
  readonly isOnline: boolean;
  readonly isCoverOpen: boolean;
  readonly paper: 'ok' | 'near-end' | 'out';
  /** Null where it cannot tell. */
  readonly isDrawerOpen: boolean | null;
  readonly needsAttention: boolean;
}

/**
 * How sending a document ended. `failed`: no byte of it left this machine's hands, so sending it again cannot print it twice.
 * `unknown`: some or all of it may be on paper. `sent`: all of it was taken, by a printer that cannot say more.
 */
export type PrintOutcome =
  | { readonly kind: 'confirmed' }
  | { readonly kind: 'sent' }
  | { readonly kind: 'unknown'; readonly fault: DeviceFault }
  | { readonly kind: 'failed'; readonly fault: DeviceFault };

/** What a scale says. A weight is only one that was stable, and is never used twice. */
export type ScaleReading =
  | { readonly kind: 'weight'; readonly grams: number; readonly isNet: boolean }
  | { readonly kind: 'unstable' }
  | { readonly kind: 'over' | 'under' | 'zero' | 'checksum' | 'garbled' };
