import type { DeviceFault } from '../../domain/devices/device-fault.ts';
import type { Result } from '../../domain/result.ts';
import type { DeviceError } from '../printer/printer.ts';
import type { Deadline } from './deadline.ts';

/**
 * What became of bytes that were to be sent. `none` is said only where the operating system cannot have taken a single
 * one; whoever has to know whether a device may have them goes by that.
 */
export type Sent = { readonly left: 'all' } | { readonly left: 'none' | 'some'; readonly fault: DeviceFault };

/** One conversation with a device: bytes both ways until one side ends it. It is never opened again. */
export interface Channel {
  /** Hands bytes to the operating system, in order. `progressMs` is how long it may take none of them. */
  send(bytes: Uint8Array, progressMs: number, deadline: Deadline): Promise<Sent>;
  /** Whom to give what the device says from now on; nobody gets what it said before. */
  listen(take: (bytes: Uint8Array) => void): void;
  /** Settles when the device, or the line to it, has gone before `finish`; never rejects. */
  readonly gone: Promise<DeviceFault>;
  /** Says that nothing more comes, waits until the device has ended too, and lets it go: null when all was in order. */
  finish(timeoutMs: number): Promise<DeviceFault | null>;
  /** Lets it go at once. */
  close(): Promise<void>;
}

/** Opens a conversation with a device, within so many milliseconds. */
export type OpenChannel = (timeoutMs: number) => Promise<Result<Channel, DeviceError>>;
