import { useCounter } from '../state/counter.ts';
import { useTill } from '../state/till.ts';

type Till = ReturnType<typeof useTill.getState>;
type Counter = ReturnType<typeof useCounter.getState>;

/** Devices are simulated where nothing is at stake: in the shop for trying things out, and in training. */
export function useIsSimulated(): boolean {
  const inDemo = useTill(isDemo);
  const inTraining = useCounter(isTraining);
  return inDemo || inTraining;
}

/** The same outside a component. */
export function isSimulated(): boolean {
  return isDemo(useTill.getState()) || isTraining(useCounter.getState());
}

function isDemo({ status }: Till): boolean {
  return (status?.settings.demo ?? null) !== null;
}

function isTraining({ snapshot }: Counter): boolean {
  return snapshot?.isTraining === true;
}
