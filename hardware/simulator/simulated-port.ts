import { ok } from '../../domain/result.ts';
import type { OpenPort } from '../serial/device-line.ts';

/** A device inside the program: what it is sent it gets whole, and what it says goes to whoever has it open. */
export interface SimulatedDevice {
  /** Takes bytes from the till; `reply` sends some back. */
  receive(bytes: Uint8Array, reply: (bytes: Uint8Array) => void): void;
  /** Called when a till opens it; what it returns is called when the till has gone. */
  attach(send: (bytes: Uint8Array) => void): () => void;
}

/** How a simulated device is opened: at once, and it never breaks. */
export function simulatedPortOpener(device: SimulatedDevice): OpenPort {
  return async (events) => {
    let isOpen = true;
    const send = (bytes: Uint8Array): void => {
      // A device answers later than it is asked, never from within the question.
      setImmediate(() => {
        if (isOpen) events.onBytes(bytes);
      });
    };
    const detach = device.attach(send);
    return ok({
      write: async (bytes) => {
        device.receive(bytes, send);
        return ok(null);
      },
      discard: async () => undefined,
      close: async () => {
        isOpen = false;
        detach();
      },
    });
  };
}
