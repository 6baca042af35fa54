import { Icon } from '../parts/icon.tsx';
import { chainText } from '../text/chain-text.ts';
import { useText } from '../text/use-text.ts';
import { useIsJoined } from './chain-events.ts';
import './chain.css';

/** What central decides where a till belongs to a chain. */
type Decided = 'articles' | 'promotions' | 'members' | 'loyalty' | 'settings';

/** Says what of a page central decides; nothing on a till that stands alone. What would change it is out of use there. */
export function CentralDecides({ what }: { readonly what: Decided }) {
  const t = useText(chainText);
  if (!useIsJoined()) return null;
  return (
    <p className="central-decides">
      <Icon name="cloud" isSmall />
      {t(`decides-${what}`)}
    </p>
  );
}
