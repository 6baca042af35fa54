import type { LocalText } from '../../domain/promotions/promotion.ts';
import { Icon } from '../parts/icon.tsx';
import { useLanguage } from '../text/use-text.ts';

/** A member's tier, by its name. */
export function TierBadge({ name }: { readonly name: LocalText }) {
  const language = useLanguage();
  return (
    <span className="tier-badge">
      <Icon name="tier" isSmall />
      {name[language]}
    </span>
  );
}
