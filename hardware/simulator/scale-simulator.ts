import type { ScaleProtocol } from '../../domain/devices/device-settings.ts';
import type { SimulatedDevice } from './simulated-port.ts';
import { simulatedScaleTongues, type SimulatedLoad } from './scale-tongues.ts';

/** A scale inside the program, which speaks as a real one of its protocol does. */
export interface ScaleSimulator extends SimulatedDevice {
  /** What lies on it, in grams: 0 for nothing, below zero after its tare was lifted off. */
  put(load: Partial<SimulatedLoad>): void;
  /** Whether it answers at all. */
  setSilent(isSilent: boolean): void;
}

/** How often a scale that sends by itself does so. */
const FRAME_EVERY_MS = 50;
const CAPACITY_GRAMS = 30_000;

export function createScaleSimulator(protocol: ScaleProtocol): ScaleSimulator {
  const tongue = simulatedScaleTongues[protocol]();
  let load: SimulatedLoad = { grams: 0, isStable: true, isNet: false };
  let isSilent = false;
  const say = (text: string | null, send: (bytes: Uint8Array) => void): void => {
    if (text !== null && !isSilent) send(Buffer.from(text, 'latin1'));
  };
  return {
    put: (change) => {
      load = { ...load, ...change };
    },
    setSilent: (silent) => {
      isSilent = silent;
    },
    receive: (bytes, reply) => {
      for (const character of Buffer.from(bytes).toString('latin1')) {
        say(tongue.hear(character, load, CAPACITY_GRAMS), reply);
      }
    },
    attach: (send) => {
      const timer = setInterval(() => say(tongue.chatter(load, CAPACITY_GRAMS), send), FRAME_EVERY_MS);
      return () => clearInterval(timer);
    },
  };
}
