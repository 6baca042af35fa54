import { useNumber } from '../member/points-words.ts';
import { useMoney } from '../parts/money.tsx';
import type { DayBoard } from '../service/answers.ts';
import { useTill } from '../state/till.ts';
import { dayBoardText } from '../text/day-board-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';

type Members = DayBoard['day']['members'];

/** What members bought of the day, what they were given and took, and who changed tiers. */
export function DayMembers({ day }: { readonly day: DayBoard['day'] }) {
  const t = useText(dayBoardText);
  const number = useNumber();
  const { amount } = useMoney();
  const { members, netSalesMinor } = day;
  const share = netSalesMinor > 0 ? Math.min(1, Math.max(0, members.netSalesMinor / netSalesMinor)) : 0;
  const { up, down } = useTierMoves(members);
  const facts = [
    ['newMembers', number(members.newCount), ''],
    ['pointsGiven', number(members.pointsGiven), ''],
    ['pointsTaken', number(members.pointsTaken), ''],
    ['couponsUsed', number(members.couponCount), members.couponCount > 0 ? amount(members.couponMinor) : ''],
    ['movedUp', number(up.count), up.names],
    ['movedDown', number(down.count), down.names],
  ] as const;
  return (
    <section className="day-members" aria-label={t('members')}>
      <header>
        <h2>{t('members')}</h2>
        <span className="meta">
          {t('membersAndOthers', {
            members: amount(members.netSalesMinor),
            others: amount(netSalesMinor - members.netSalesMinor),
          })}
        </span>
      </header>
      <span className="share-bar" aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <dl>
        {facts.map(([name, value, beside]) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd>
              <b>{value}</b> <span className="muted">{beside}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** How many came to a higher tier and how many to a lower one, and to which. */
function useTierMoves({ tierMoves }: Members) {
  const language = useLanguage();
  const tiers = useTill((state) => state.status?.settings.loyalty.tiers.list) ?? [];
  const rankOf = (code: string | null) => tiers.findIndex((tier) => tier.code === code);
  const nameOf = (code: string | null) => tiers.find((tier) => tier.code === code)?.name[language] ?? '–';
  const sum = (isMeant: (from: number, to: number) => boolean) => {
    const moves = tierMoves.filter(({ from, to }) => isMeant(rankOf(from), rankOf(to)));
    return {
      count: moves.reduce((total, { count }) => total + count, 0),
      names: [...new Set(moves.map(({ to }) => nameOf(to)))].join(language === 'en' ? ', ' : '、'),
    };
  };
  // Everybody begins at the lowest tier; that is no move.
  return {
    up: sum((from, to) => to > from && to > 0),
    down: sum((from, to) => to < from),
  };
}
