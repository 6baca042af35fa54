import { promotionsText } from '../../text/promotions-text.ts';
import { useText } from '../../text/use-text.ts';
import { useDates } from '../use-dates.ts';

/** Says between which days a rule is valid, both of them included. */
export function useValidity(): (from: string | null, to: string | null) => string {
  const t = useText(promotionsText);
  const { date } = useDates();
  return (from, to) => {
    if (from === null) return to === null ? t('always') : t('untilOn', { to: date(to) });
    return to === null ? t('fromOn', { from: date(from) }) : t('fromTo', { from: date(from), to: date(to) });
  };
}
