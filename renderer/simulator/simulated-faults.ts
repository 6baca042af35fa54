import { create } from 'zustand';
import type { SimulatedFault } from '../../register/contract/device.ts';
import { ask } from '../service/connection.ts';

/** How the simulated printers were told to fail, by their ids; those that work are not in it. */
export const useSimulatedFaults = create<{ readonly byPrinter: Readonly<Record<string, SimulatedFault>> }>(
  () => ({ byPrinter: {} }),
);

/** From what a shop sees most to what only a network does. */
export const simulatedFaults = [
  'paper-near-end',
  'paper-out',
  'cover-open',
  'refuses',
  'hangs',
  'resets',
  'never-reads',
  'closes-early',
  'answers-late',
  'prints-twice',
] as const satisfies readonly SimulatedFault[];

export async function setFault(printerId: string, fault: SimulatedFault | null): Promise<void> {
  const answer = await ask((service) => service.device.setSimulatedFault({ printerId, fault }));
  if (!answer.ok) return;
  useSimulatedFaults.setState(({ byPrinter }) => {
    const { [printerId]: _, ...others } = byPrinter;
    return { byPrinter: fault ? { ...others, [printerId]: fault } : others };
  });
}
