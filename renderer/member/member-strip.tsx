import { businessDateAt } from '../../domain/business-date.ts';
import { useDates } from '../back-office/use-dates.ts';
import { useToday } from '../back-office/use-today.ts';
import { togglePane } from '../counter/toggle-pane.ts';
import { useShownSale } from '../counter/shown-sale.ts';
import { keysOf } from '../keys/actions.ts';
import { useTime } from '../parts/clock.tsx';
import { Icon } from '../parts/icon.tsx';
import { useMoney } from '../parts/money.tsx';
import type { CounterMember } from '../service/answers.ts';
import { useTill } from '../state/till.ts';
import { memberText } from '../text/member-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';
import { usePoints } from './points-words.ts';
import { TierBadge } from './tier-badge.tsx';
import './member.css';

const birthdays = {
  today: 'birthdayToday',
  'this-week': 'birthdayWeek',
  'this-month': 'birthdayMonth',
} as const;

/** Until the till was read. */
const UNKNOWN_SHOP = { zone: 'UTC', cutOverMinutes: 0 };

/** Where the member stands: as high without one as with one, so that nothing below it ever moves. */
export function MemberStrip() {
  const t = useText(memberText);
  const { member, isPast } = useShownSale();
  const memberKey = useTill((state) => keysOf(state.status?.settings.keys ?? {}).member);
  return (
    <button
      type="button"
      className="member"
      aria-keyshortcuts={memberKey}
      disabled={isPast}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => togglePane('member')}
    >
      {member ? (
        <MemberFacts member={member} />
      ) : (
        <span className="member-none">
          <Icon name="addPerson" />
          <span>
            <b>{t('noMember')}</b>
            <span className="meta">{t('howTo', { key: memberKey })}</span>
          </span>
        </span>
      )}
    </button>
  );
}

/** Who it is and how many points; what the tier gives and which points end; what matters today and the next tier. */
export function MemberFacts({ member }: { readonly member: CounterMember }) {
  const language = useLanguage();
  const { name, tier, birthday, couponCount, next } = member;
  const t = useText(memberText);
  return (
    <span className="member-facts">
      <span className="member-row">
        {tier && <TierBadge name={tier.name} />}
        <b className="member-name">{name}</b>
        <Balance member={member} />
      </span>
      <span className="member-row meta">
        <span className="member-gives">{tier?.benefits[language] ?? t('noTier')}</span>
        <Ending member={member} />
      </span>
      <span className="member-row">
        {birthday && (
          <span className="member-fact">
            <Icon name="cake" isSmall />
            {t(birthdays[birthday])}
          </span>
        )}
        {couponCount > 0 && (
          <span className="member-fact">
            <Icon name="coupon" isSmall />
            {couponCount === 1 ? t('oneCoupon') : t('coupons', { number: couponCount })}
          </span>
        )}
        {next && next.has < next.needs && <NextTier next={next} />}
      </span>
    </span>
  );
}

/** How many points, of when that is, and what of it central has not heard of yet. */
function Balance({ member: { balance, asOfUtcMs, unsentCount } }: { readonly member: CounterMember }) {
  const t = useText(memberText);
  const points = usePoints();
  const time = useTime();
  const { moment } = useDates();
  const { zone, cutOverMinutes } = useTill((state) => state.status?.settings.shop) ?? UNKNOWN_SHOP;
  const isOfToday = businessDateAt(asOfUtcMs, zone, cutOverMinutes) === useToday();
  return (
    <span className="member-points">
      <b className={balance < 0 ? 'danger' : undefined}>{points(balance)}</b>
      <span className="muted"> · {isOfToday ? time(asOfUtcMs) : moment(asOfUtcMs)}</span>
      {unsentCount > 0 && <span className="muted"> · {t('unsent', { number: unsentCount })}</span>}
    </span>
  );
}

/** What cannot be spent yet, and what ends soon. */
function Ending({ member: { balance, available, expiring } }: { readonly member: CounterMember }) {
  const t = useText(memberText);
  const points = usePoints();
  const { day } = useDates();
  const said = [
    ...(available < balance ? [t('toSpend', { points: points(Math.max(0, available)) })] : []),
    ...(expiring ? [t('expire', { points: points(expiring.points), date: day(expiring.on) })] : []),
  ];
  return said.length === 0 ? null : <span className="member-ending">{said.join(' · ')}</span>;
}

/** What is missing to the next tier, and how far the member is. */
function NextTier({ next }: { readonly next: NonNullable<CounterMember['next']> }) {
  const t = useText(memberText);
  const language = useLanguage();
  const { amount } = useMoney();
  const points = usePoints();
  const tier = next.name[language];
  const lack = next.needs - next.has;
  const share = Math.max(0, next.has / next.needs);
  const words = {
    spend: () => t('toSpendMore', { amount: amount(lack), tier }),
    points: () => t('toEarn', { points: points(lack), tier }),
    visits: () => (lack === 1 ? t('toVisitOnce', { tier }) : t('toVisit', { number: lack, tier })),
  }[next.measure];
  return (
    <span className="member-next">
      <span className="member-to">{words()}</span>
      <span className="member-bar">
        <span style={{ width: `${share * 100}%` }} />
      </span>
    </span>
  );
}
