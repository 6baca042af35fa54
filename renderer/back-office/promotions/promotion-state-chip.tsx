import type { PromotionState } from '../../../domain/promotions/promotion-state.ts';
import { promotionStateText } from '../../../domain/text/promotion-state-text.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
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
  const t = useText(promotionStateText);
  return (
    <span className={`state-chip ${state === 'on' ? 'on' : 'rests'}`}>
      <Icon name={icons[state]} isSmall />
      {t(state)}
    </span>
  );
}
