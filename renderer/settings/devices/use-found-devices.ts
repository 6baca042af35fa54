import type { FoundDevice } from '../../../register/contract/device.ts';
import { useAnswer } from '../../back-office/use-answer.ts';

/** What this machine has of a kind: its ports, queues or device files. Empty until it answered. */
export function useFoundDevices(kind: FoundDevice['kind']): {
  readonly found: readonly FoundDevice[];
  readonly refresh: () => void;
} {
  const { value, refresh } = useAnswer('', (service) => service.device.find());
  return { found: value?.filter((device) => device.kind === kind) ?? [], refresh: () => void refresh() };
}
