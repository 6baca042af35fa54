import { useCallback, useState } from 'react';
import type { DeviceFault, ScaleReading } from '../../domain/devices/device-fault.ts';
import { ask, type ScreenError } from '../service/connection.ts';
import { useDevices } from './device-events.ts';
import { gramsOf } from './scale-words.ts';

export interface Scale {
  readonly fault: DeviceFault | null;
  /** What it shows now; null while it says nothing. */
  readonly reading: ScaleReading | null;
  /** Why it gave no weight when it was asked for one last. */
  readonly refused: ScreenError | null;
  readonly isReading: boolean;
  /**
   * Asks it afresh, so that no weight is taken that is not on it any more. Grams; zero where it gives none. A scale that shows
   * prices shows that of a kilogram.
   */
  readonly weigh: (unitPriceE4: number) => Promise<number>;
}

/** The till's scale; null where it has none. */
export function useScale(): Scale | null {
  const scale = useDevices(({ state }) => state?.scale ?? null);
  const [refused, setRefused] = useState<ScreenError | null>(null);
  const [isReading, setReading] = useState(false);
  const weigh = useCallback(async (unitPriceE4: number) => {
    setReading(true);
    const answer = await ask((service) => service.device.readWeight({ unitPriceE4 }));
    setReading(false);
    setRefused(answer.ok ? null : answer.error);
    return answer.ok ? gramsOf(answer.value) : 0;
  }, []);
  return scale && { ...scale, refused, isReading, weigh };
}
