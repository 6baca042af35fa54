import { create } from 'zustand';
import { useIsSimulated } from './simulated.ts';

/** What a scale says. */
export interface ScaleReading {
  /** Whole grams; zero for an empty scale. */
  readonly grams: number;
  /** A weight counts only while it does not change. */
  readonly isSteady: boolean;
}

/** The most that the simulated scale weighs. */
export const SCALE_MAX_GRAMS = 5_000;

/** The simulated scale, as a hand has set it. */
export const useScale = create<ScaleReading>(() => ({ grams: 0, isSteady: true }));

/** Puts so many grams on it; what a scale cannot show is brought to its nearest end. */
export function putOnScale(grams: number): void {
  const whole = Number.isFinite(grams) ? Math.round(grams) : 0;
  useScale.setState({ grams: Math.min(SCALE_MAX_GRAMS, Math.max(0, whole)) });
}

export function setSteady(isSteady: boolean): void {
  useScale.setState({ isSteady });
}

/** What the scale says; null where the till has none. */
export function useScaleReading(): ScaleReading | null {
  const reading = useScale();
  return useIsSimulated() ? reading : null;
}
