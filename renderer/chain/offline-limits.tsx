import { useDates } from '../back-office/use-dates.ts';
import type { OfflinePolicy } from '../../domain/chain/offline-policy.ts';
import { Icon } from '../parts/icon.tsx';
import { useMoney } from '../parts/money.tsx';
import { chainText } from '../text/chain-text.ts';
import { useText } from '../text/use-text.ts';
import { useChain } from './chain-events.ts';
import './chain.css';

/** What a chain limits where a till cannot ask. */
type Limited = 'points' | 'coupons' | 'refund';

/** What a till may do for members without asking, as sentences. */
export function OfflineLimits({ policy }: { readonly policy: OfflinePolicy }) {
  const say = useLimit();
  return (
    <ul className="chain-limits">
      {(['points', 'coupons', 'refund'] as const).map((what) => (
        <li key={what}>{say(what, policy)}</li>
      ))}
    </ul>
  );
}

/** How far one of them goes now, where central cannot be asked; nothing where it can, or there is none. */
export function OfflineLimit({ what }: { readonly what: Limited }) {
  const t = useText(chainText);
  const say = useLimit();
  const policy = useChain(({ status }) => (status && !status.isOnline ? status.policy : null));
  if (!policy) return null;
  return (
    <p className="offline-limit meta">
      <Icon name="offline" isSmall />
      <span>{t('meanwhileLimit', { limit: say(what, policy) })}</span>
    </p>
  );
}

function useLimit(): (what: Limited, policy: OfflinePolicy) => string {
  const t = useText(chainText);
  const { amount } = useMoney();
  const { percent } = useDates();
  return (what, { points, coupons, otherTillRefundMaxMinor: refundMinor }) => {
    switch (what) {
      case 'points':
        if (points.kind === 'none') return t('points-none');
        if (points.kind === 'leased') return t('points-leased', { share: percent(points.shareBp, 2) });
        return t('points-capped', {
          sale: amount(points.perSaleMinor),
          outage: amount(points.perOutageMinor),
        });
      case 'coupons':
        if (coupons.kind === 'none') return t('coupons-none');
        if (coupons.kind === 'leased') return t('coupons-leased');
        return t('coupons-capped', {
          each: amount(coupons.eachMinor),
          outage: amount(coupons.perOutageMinor),
        });
      case 'refund':
        return refundMinor === 0 ? t('refund-none') : t('refund-capped', { amount: amount(refundMinor) });
    }
  };
}
