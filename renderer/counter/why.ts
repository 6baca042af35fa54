import { create } from 'zustand';
import type { Explanation } from '../service/answers.ts';
import { ask, type ScreenError } from '../service/connection.ts';
import { useCounter } from '../state/counter.ts';
import { togglePane } from './toggle-pane.ts';

interface WhyState {
  /** The line that is explained; null for the whole sale. */
  readonly lineId: string | null;
  /** Null until it is there. */
  readonly explanation: Explanation | null;
  readonly fault: ScreenError | null;
}

export const useWhy = create<WhyState>(() => ({ lineId: null, explanation: null, fault: null }));

/** Opens why a line costs what it does, or the whole sale. */
export function openWhy(lineId: string | null): void {
  explainNext(lineId);
  if (useCounter.getState().pane !== 'why') togglePane('why');
}

/** Goes to another line, or to the whole sale, in the open pane. */
export function explainNext(lineId: string | null): void {
  useWhy.setState({ lineId, explanation: null, fault: null });
}

/** Reads why from the service. What comes for a line that is not looked at any more is dropped. */
export async function readWhy(lineId: string | null): Promise<void> {
  const answer = await ask((service) => service.basket.explain({ lineId }));
  if (useWhy.getState().lineId !== lineId) return;
  useWhy.setState(answer.ok ? { explanation: answer.value, fault: null } : { fault: answer.error });
}
