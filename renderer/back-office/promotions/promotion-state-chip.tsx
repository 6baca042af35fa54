import type { PromotionState } from '../../../domain/promotions/promotion-state.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { promotionsText } from '../../text/promotions-text.ts';
import { useText } from '../../text/use-text.ts';

const icons: Readonly<Record<PromotionState, IconName>> = {
  on: 'check',
  off: 'close',
  'not-yet': 'clock',
  ended: 'calendar',
  'used-up': 'info',
  'used-up-today': 'info',
  'budget-spent': 'info',
};

/** Whether a rule counts, and if not why. */
export function PromotionStateChip({ state }: { readonly state: PromotionState }) {
  const t = useText(promotionsText);
  return (
    <span className={`state-chip ${state === 'on' ? 'on' : 'rests'}`}>
      <Icon name={icons[state]} isSmall />
      {t(`state-${state}`)}
    </span>
  );
}
