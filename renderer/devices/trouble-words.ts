import { devicesText } from '../text/devices-text.ts';
import { useText } from '../text/use-text.ts';
import type { Trouble } from './troubles.ts';

/** Returns a function that says a trouble in a few words: `Printer: no paper`. */
export function useTroubleWords(): (trouble: Trouble) => string {
  const t = useText(devicesText);
  return ({ device, kind, name }) => t('chip', { device: name ?? t(device), trouble: t(kind) });
}
