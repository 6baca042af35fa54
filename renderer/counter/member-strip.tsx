import { Icon } from '../parts/icon.tsx';
import { counterText } from '../text/counter-text.ts';
import { useText } from '../text/use-text.ts';

/** Where the member stands: as high without one as with one, so that nothing below it ever moves. */
export function MemberStrip() {
  const t = useText(counterText);
  return (
    <div className="member">
      <Icon name="person" />
      <div>
        <p>
          <b>{t('noMember')}</b>
        </p>
        <p className="meta">{t('shelfPrices')}</p>
      </div>
    </div>
  );
}
