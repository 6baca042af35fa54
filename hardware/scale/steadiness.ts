import type { ScaleReading } from '../../domain/devices/device-fault.ts';

/**
 * Judges standstill for a scale that does not: a weight counts once it was the same in so many frames one after another, and
 * for so long; until then it is `unstable`. `nowMs` is any clock that only goes forward.
 */
export function createSteadiness(
  rule: { readonly frames: number; readonly durationMs: number } | null,
): (reading: ScaleReading, nowMs: number) => ScaleReading {
  let grams: number | null = null;
  let sinceMs = 0;
  let frames = 0;
  return (reading, nowMs) => {
    if (rule === null) return reading;
    if (reading.kind !== 'weight') {
      grams = null;
      return reading;
    }
    if (reading.grams !== grams) {
      grams = reading.grams;
      sinceMs = nowMs;
      frames = 0;
    }
    frames += 1;
    const isSteady = frames >= rule.frames && nowMs - sinceMs >= rule.durationMs;
    return isSteady ? reading : { kind: 'unstable' };
  };
}
