import { useIsJoined } from '../../chain/chain-events.ts';
import { useNumber } from '../../member/points-words.ts';
import { useMoney } from '../../parts/money.tsx';
import type { MemberPageData } from '../../service/answers.ts';
import { useTill } from '../../state/till.ts';
import { memberPageText } from '../../text/member-page-text.ts';
import { useLanguage, useText } from '../../text/use-text.ts';
import { useDates } from '../use-dates.ts';

type Tier = MemberPageData['tier'];
type Change = Tier['changes'][number];

interface TierSectionProps {
  readonly tier: Tier;
  readonly onSetTier: () => void;
}

/** Where the member stands, what is missing to the next tier, and how they came here. */
export function TierSection({ tier, onSetTier }: TierSectionProps) {
  const t = useText(memberPageText);
  const { date, monthOf } = useDates();
  const say = useChangeWords();
  const isJoined = useIsJoined();
  const hasTiers = useTill((state) => (state.status?.settings.loyalty.tiers.list.length ?? 0) > 0);
  return (
    <section aria-label={t('tier')}>
      <header>
        <h2>{t('tier')}</h2>
        {hasTiers && !isJoined && (
          <button type="button" className="link" onClick={onSetTier}>
            {t('setTier')}
          </button>
        )}
      </header>
      <Progress tier={tier} />
      <ol className="tier-line">
        {tier.reviewOn && (
          <li className="to-come">
            <span>{t(tier.isInGrace ? 'grace' : 'review')}</span>
            <span className="meta">{date(tier.reviewOn)}</span>
          </li>
        )}
        {tier.changes.map((change, index) => (
          <li key={change.entry} className={index === 0 ? 'now' : undefined}>
            <span>{say(change)}</span>
            <span className="meta">{monthOf(change.atUtcMs)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Progress({ tier: { name, next, measured } }: { readonly tier: Tier }) {
  const t = useText(memberPageText);
  const language = useLanguage();
  const number = useNumber();
  const { amount } = useMoney();
  const rules = useTill((state) => state.status?.settings.loyalty.tiers);
  if (!rules) return null;
  if (!next) return <p className="meta">{t(name ? 'highest' : 'noTier')}</p>;
  const figure = rules.measure === 'spend' ? amount : number;
  const missing = figure(next.missing);
  const share = next.from > 0 ? Math.min(1, Math.max(0, measured / next.from)) : 1;
  const { window } = rules;
  return (
    <div className="tier-progress">
      <b>
        {t(`next-${rules.measure}`, {
          tier: next.name[language],
          amount: missing,
          points: missing,
          visits: missing,
        })}
      </b>
      <span className="meter">
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <span className="ends meta">
        <span>
          {figure(measured)}{' '}
          {t(`window-${window.kind}`, window.kind === 'rolling' ? { months: window.months } : {})}
        </span>
        <span>{figure(next.from)}</span>
      </span>
    </div>
  );
}

/** Says what a change of tier was. */
function useChangeWords(): (change: Change) => string {
  const t = useText(memberPageText);
  const language = useLanguage();
  const tiers = useTill((state) => state.status?.settings.loyalty.tiers.list) ?? [];
  const rankOf = (code: string | null) => tiers.findIndex((tier) => tier.code === code);
  const nameOf = (code: string | null) =>
    code === null ? t('none') : (tiers.find((tier) => tier.code === code)?.name[language] ?? code);
  return ({ from, to, reason, isInGrace }) => {
    const names = { from: nameOf(from), to: nameOf(to) };
    if (reason === 'by-hand') return t('change-by-hand', names);
    if (isInGrace) return t('change-grace', names);
    if (from === to) return t('change-kept', names);
    if (from === null) return t('change-joined', names);
    if (reason === 'refund') return t('change-refund', names);
    return t(rankOf(to) > rankOf(from) ? 'change-up' : 'change-down', names);
  };
}
