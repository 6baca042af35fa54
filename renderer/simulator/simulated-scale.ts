import { create } from 'zustand';
import { ask } from '../service/connection.ts';

/** What lies on the simulated scale, as a hand has set it. */
interface OnScale {
  readonly grams: number;
  /** A weight counts only while it does not change. */
  readonly isStable: boolean;
}

/** The most that the slider puts on it. */
export const SCALE_MAX_GRAMS = 5_000;

export const useOnScale = create<OnScale>(() => ({ grams: 0, isStable: true }));

/** Puts so many grams on it; what a scale cannot show is brought to its nearest end. */
export function putOnScale(grams: number): void {
  const whole = Number.isFinite(grams) ? Math.round(grams) : 0;
  useOnScale.setState({ grams: Math.min(SCALE_MAX_GRAMS, Math.max(0, whole)) });
  void tellService();
}

export function setStable(isStable: boolean): void {
  useOnScale.setState({ isStable });
  void tellService();
}

let told: OnScale | null = null;
let isTelling = false;

/** Tells the service's scale what lies on it: of a slider that is drawn, what it comes to while the last was told. */
export async function tellService(): Promise<void> {
  if (isTelling) return;
  isTelling = true;
  do {
    told = useOnScale.getState();
    const { grams, isStable } = told;
    await ask((service) => service.device.setSimulatedWeight({ grams, isStable }));
  } while (told !== useOnScale.getState());
  isTelling = false;
}
