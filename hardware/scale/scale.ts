import type { DeviceFault, ScaleReading } from '../../domain/devices/device-fault.ts';
import type { Result } from '../../domain/result.ts';
import type { DeviceError } from '../printer/printer.ts';

/** A scale that is set up. It is asked one thing at a time, and opened again by itself when it was unplugged. */
export interface Scale {
  /**
   * A stable weight that was taken after this was asked for, or why there is none: at once where a person must act (`over`, `under`,
   * `zero`), else within `timeoutMs`. Fails where nothing answers: with why the line is closed, or `timed-out`.
   */
  readWeight(timeoutMs: number, options?: WeighingOptions): Promise<Result<ScaleReading, DeviceError>>;
  /**
   * Tells what it shows, about three times a second, until the function that this returns is called. A scale that takes the price
   * from the till is not followed.
   */
  follow(onReading: (reading: ScaleReading) => void): () => void;
  close(): Promise<void>;
}

export interface WeighingOptions {
  /** Per kilogram; scales that show the customer the price take it from the till (Dialog 06). */
  readonly unitPriceE4?: number | undefined;
}

export interface ScaleHandlers {
  /** What is wrong with it, or null. Called when that changes. */
  readonly onState: (fault: DeviceFault | null) => void;
}
