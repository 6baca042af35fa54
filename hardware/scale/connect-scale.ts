import { setTimeout as pause } from 'node:timers/promises';
import type { DeviceFault } from '../../domain/devices/device-fault.ts';
import type { ScaleSettings } from '../../domain/devices/device-settings.ts';
import { keepLineOpen, type OpenPort } from '../serial/device-line.ts';
import { serialPortOpener } from '../serial/serial-port.ts';
import { simulatedPortOpener, type SimulatedDevice } from '../simulator/simulated-port.ts';
import { beginConversation, type Answer, type ScaleConversation } from './ask-scale.ts';
import { scaleDialects } from './scale-dialects.ts';
import type { ScaleHandlers } from './scale.ts';

/** A scale's line, with a conversation of its own on each opening of it. */
export interface ScaleConnection {
  /** Why the line is not open, or null. */
  fault(): DeviceFault | null;
  ask(price: number, isAgain: boolean, deadlineMs: number): Promise<Answer>;
  /** Says how the scale is, going by what it was last asked. */
  tell(answer: Answer): void;
  close(): Promise<void>;
}

/** Keeps the line open until it is closed. */
export function connectScale(
  settings: ScaleSettings,
  handlers: ScaleHandlers,
  simulator: SimulatedDevice | undefined,
): ScaleConnection {
  const opened = Promise.withResolvers<undefined>();
  let conversation: ScaleConversation | null = null;
  let lineFault: DeviceFault | null = 'unreachable';
  let isKnown = false;
  let told: DeviceFault | null | undefined;
  const tell = (fault: DeviceFault | null): void => {
    if (fault === told) return;
    told = fault;
    handlers.onState(fault);
  };
  const line = keepLineOpen(openerOf(settings, simulator), {
    connect: () => {
      const begun = beginConversation(scaleDialects[settings.protocol], {
        send: async (text) => void (await line.write(Buffer.from(text, 'latin1'))),
        discard: () => line.discard(),
      });
      conversation = begun;
      return (bytes) => begun.take(bytes);
    },
    onState: (fault) => {
      lineFault = fault;
      isKnown = true;
      opened.resolve(undefined);
      if (fault !== null) conversation?.end();
      tell(fault);
    },
  });
  return {
    fault: () => lineFault,
    ask: async (price, isAgain, deadlineMs) => {
      // Just set up, it is given the time to open; later a closed line is known at once.
      if (!isKnown)
        await Promise.race([
          opened.promise,
          pause(deadlineMs - performance.now(), undefined, { ref: false }),
        ]);
      if (conversation === null || lineFault !== null) return { kind: 'none', fault: lineFault ?? 'closed' };
      const answer = await conversation.ask(price, isAgain, deadlineMs);
      return answer.kind === 'none' && lineFault !== null ? { kind: 'none', fault: lineFault } : answer;
    },
    tell: (answer) => {
      if (lineFault !== null) return;
      const isBad = answer.kind === 'reading' && ['checksum', 'garbled'].includes(answer.reading.kind);
      tell(answer.kind === 'none' ? answer.fault : isBad ? 'garbled' : null);
    },
    close: async () => {
      conversation?.end();
      opened.resolve(undefined);
      await line.close();
    },
  };
}

function openerOf({ connection }: ScaleSettings, simulator: SimulatedDevice | undefined): OpenPort {
  if (connection.kind === 'serial') return serialPortOpener(connection);
  if (simulator === undefined) throw new Error('a simulated scale is opened with its simulator');
  return simulatedPortOpener(simulator);
}
