import { useEffect } from 'react';
import { create } from 'zustand';
import type { SimulatedOutput } from '../../register/contract/device.ts';
import { ask } from '../service/connection.ts';

/** What the simulated devices received, as last read; null until then. */
export const useSimulatedOutput = create<{ readonly output: SimulatedOutput | null }>(() => ({
  output: null,
}));

/** Paper comes out as fast as a printer prints. */
const LOOK_AGAIN_MS = 400;

export async function readSimulatedOutput(): Promise<void> {
  const answer = await ask((service) => service.device.simulated());
  if (answer.ok) useSimulatedOutput.setState({ output: answer.value });
}

/** Keeps the output known for as long as the caller is on the screen. */
export function useFollowedOutput(): void {
  useEffect(() => {
    let isWanted = true;
    const follow = async () => {
      while (isWanted) {
        await readSimulatedOutput();
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
      }
    };
    void follow();
    return () => {
      isWanted = false;
    };
  }, []);
}

/** Pushes the simulated drawer shut. */
export async function closeDrawer(): Promise<void> {
  await ask((service) => service.device.closeSimulatedDrawer());
  await readSimulatedOutput();
}
