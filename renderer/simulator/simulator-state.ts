import { create } from 'zustand';

export const devices = ['scanner', 'scale', 'printer', 'display'] as const;
export type Device = (typeof devices)[number];

interface SimulatorState {
  readonly isOpen: boolean;
  readonly device: Device;
  /** At the top of the left pane rather than at its foot. */
  readonly isUp: boolean;
  /** Whether it was opened by a key, and its keys are wanted next. */
  readonly takesFocus: boolean;
}

/** How the panel of simulated devices stands. */
export const useSimulator = create<SimulatorState>(() => ({
  isOpen: false,
  device: 'scanner',
  isUp: false,
  takesFocus: false,
}));

export function openSimulator(device: Device, takesFocus = false): void {
  useSimulator.setState({ isOpen: true, device, takesFocus });
}

export function closeSimulator(): void {
  useSimulator.setState({ isOpen: false });
}

export function toggleSimulator(takesFocus: boolean): void {
  const { isOpen, device } = useSimulator.getState();
  if (isOpen) closeSimulator();
  else openSimulator(device, takesFocus);
}

export function moveSimulator(): void {
  useSimulator.setState(({ isUp }) => ({ isUp: !isUp }));
}
