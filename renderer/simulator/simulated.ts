import type { DeviceSettings } from '../../domain/devices/device-settings.ts';
import { useCounter } from '../state/counter.ts';
import { useTill } from '../state/till.ts';

/** A till has simulated devices where somebody chose one, and where nothing is at stake: in the demo shop and in training. */
export function useIsSimulated(): boolean {
  const isChosen = useTill(({ status }) => status !== null && hasSimulated(status.settings.devices));
  const inDemo = useTill(({ status }) => (status?.settings.demo ?? null) !== null);
  const inTraining = useCounter(({ snapshot }) => snapshot?.isTraining === true);
  return isChosen || inDemo || inTraining;
}

/** Whether one of the devices that are set up is simulated. */
function hasSimulated({ printers, scanner, scale, poleDisplay }: DeviceSettings): boolean {
  return [...printers, scanner, scale, poleDisplay].some((device) => device?.connection.kind === 'simulated');
}
