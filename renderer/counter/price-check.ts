import { create } from 'zustand';
import type { PriceCheck } from '../service/answers.ts';
import { ask, type ScreenError } from '../service/connection.ts';
import { playSound } from '../sound/sounds.ts';

interface PriceCheckState {
  readonly code: string;
  readonly checked: PriceCheck | null;
  readonly fault: ScreenError | null;
}

const initial: PriceCheckState = { code: '', checked: null, fault: null };

/** The code whose price was asked last, and what it came to. */
export const usePriceCheck = create<PriceCheckState>(() => initial);

/** Looks at what a code would cost, without selling it. */
export async function checkPrice(code: string): Promise<void> {
  const answer = await ask((service) => service.catalogue.priceCheck({ code }));
  playSound(answer.ok ? 'good' : 'bad');
  usePriceCheck.setState({
    code,
    checked: answer.ok ? answer.value : null,
    fault: answer.ok ? null : answer.error,
  });
}

export function forgetPrice(): void {
  usePriceCheck.setState(initial);
}
