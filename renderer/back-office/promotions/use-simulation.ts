import { useEffect, useState } from 'react';
import type { PromotionPageData, Simulation } from '../../service/answers.ts';
import type { ScreenError } from '../../service/connection.ts';
import { simulate, useTrial } from './simulation.ts';

interface Shown {
  readonly simulation: Simulation | null;
  readonly fault: ScreenError | null;
}

const NOTHING: Shown = { simulation: null, fault: null };

/**
 * Prices the basket that rules are tried on, whenever something about it or about the rule changes; an answer to an older
 * basket is dropped. Nothing for an empty one.
 */
export function useSimulation(page: PromotionPageData | null): Shown {
  const trial = useTrial();
  const [shown, setShown] = useState(NOTHING);
  useEffect(() => {
    if (!page || trial.lines.length === 0) return undefined;
    let isWanted = true;
    const run = async () => {
      const answer = await simulate(trial, page.promotion.id);
      if (isWanted) setShown(answer);
    };
    void run();
    return () => {
      isWanted = false;
    };
  }, [trial, page]);
  return trial.lines.length === 0 ? NOTHING : shown;
}
