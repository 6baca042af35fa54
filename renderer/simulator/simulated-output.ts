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

async function readSimulatedOutput(): Promise<void> {
  const answer = await ask((service) => service.device.simulated());
  if (answer.ok) useSimulatedOutput.setState({ output: answer.value });
}

/** Keeps the output known for as long as the caller is on the screen. */
export function useFollowedOutput(): void {
  useEffect(() => {
    const following = new AbortController();
    const follow = async () => {
      while (!following.signal.aborted) {
        await readSimulatedOutput();
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
      }
    };
    void follow();
    return () => following.abort();
  }, []);
}

/** Pushes the simulated drawer shut. */
export async function closeDrawer(): Promise<void> {
  await ask((service) => service.device.closeSimulatedDrawer());
  await readSimulatedOutput();
}
