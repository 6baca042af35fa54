import { useNumber } from '../member/points-words.ts';
import { chainText } from '../text/chain-text.ts';
import { useText } from '../text/use-text.ts';
import { useChain, useIsJoined } from './chain-events.ts';
import { useSaleSum } from './standing-facts.tsx';

/** What is not at central yet, in a sentence; null where nothing is, or the till stands alone. */
export function useUnsentWords(): string | null {
  const t = useText(chainText);
  const number = useNumber();
  const saleSum = useSaleSum();
  const isJoined = useIsJoined();
  const waiting = useChain(({ status }) => status?.waiting);
  if (!isJoined || !waiting || waiting.entries === 0) return null;
  const { entries } = waiting;
  const counted = t(entries === 1 ? 'oneEntry' : 'entries', { number: number(entries) });
  return t('unsentLater', { what: [counted, saleSum(waiting)].filter(Boolean).join(' · ') });
}
