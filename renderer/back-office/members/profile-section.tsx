import { consentKinds } from '../../../domain/facts/member-facts.ts';
import { MEMBER_CARDS_MAX } from '../../../domain/members/member.ts';
import { Icon } from '../../parts/icon.tsx';
import type { MemberPageData, RevealedMember } from '../../service/answers.ts';
import { memberPageText } from '../../text/member-page-text.ts';
import { useText } from '../../text/use-text.ts';
import { useDates } from '../use-dates.ts';

interface ProfileSectionProps {
  readonly member: MemberPageData['member'];
  readonly revealed: RevealedMember | null;
  readonly onEdit: () => void;
  readonly onShow: () => void;
  readonly onHide: () => void;
  readonly onAddCard: () => void;
  readonly onRemoveCard: (card: string) => void;
}

/** Who it is: masked until somebody with the right asks to see more. */
export function ProfileSection(props: ProfileSectionProps) {
  const { member, revealed, onEdit, onShow, onHide, onAddCard, onRemoveCard } = props;
  const t = useText(memberPageText);
  const { birthday } = useDates();
  const profile = revealed?.profile ?? null;
  const shown = profile ?? member;
  const rows: readonly (readonly [string, string | null | undefined])[] = [
    ...(profile ? [[t('name'), profile.name] as const] : []),
    [t('phone'), shown.phone],
    [t('birthday'), shown.birthday && birthday(shown.birthday)],
    ...(profile ? [[t('email'), profile.email] as const, [t('note'), profile.note] as const] : []),
  ];
  return (
    <section aria-label={t('profile')}>
      <header>
        <h2>{t('profile')}</h2>
        <button
          type="button"
          className="link"
          disabled={member.isSealed}
          onClick={revealed ? onHide : onShow}
        >
          {t(revealed ? 'hide' : 'show')}
        </button>
        <button type="button" className="link" disabled={member.isSealed} onClick={onEdit}>
          {t('edit')}
        </button>
      </header>
      <dl className="fact-list selectable">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value || t('noEntry')}</dd>
          </div>
        ))}
        <Cards member={member} onAddCard={onAddCard} onRemoveCard={onRemoveCard} />
      </dl>
      {member.isSealed && <p className="meta">{t('sealed')}</p>}
      {revealed && <p className="meta">{t('shown')}</p>}
    </section>
  );
}

type CardsProps = Pick<ProfileSectionProps, 'member' | 'onAddCard' | 'onRemoveCard'>;

function Cards({ member: { cards, isSealed }, onAddCard, onRemoveCard }: CardsProps) {
  const t = useText(memberPageText);
  return (
    <div>
      <dt>{t('cards')}</dt>
      <dd className="cards">
        {cards.map((card) => (
          <span key={card}>
            {card}
            <button
              type="button"
              className="link"
              aria-label={t('removeCard', { card })}
              disabled={isSealed}
              onClick={() => onRemoveCard(card)}
            >
              <Icon name="close" isSmall />
            </button>
          </span>
        ))}
        {cards.length < MEMBER_CARDS_MAX && (
          <button type="button" className="link" disabled={isSealed} onClick={onAddCard}>
            {t('addCard')}
          </button>
        )}
      </dd>
    </div>
  );
}

/** What the member allowed, each with its day. */
export function ConsentSection({ consents }: Pick<MemberPageData['member'], 'consents'>) {
  const t = useText(memberPageText);
  const { dayOf } = useDates();
  return (
    <section aria-label={t('consent')}>
      <header>
        <h2>{t('consent')}</h2>
      </header>
      <ul className="consent-list">
        {consentKinds.map((kind) => {
          const consent = consents.find((each) => each.kind === kind);
          const isGiven = consent?.isGiven === true;
          return (
            <li key={kind} className={isGiven ? 'given' : undefined}>
              <Icon name={isGiven ? 'check' : 'minus'} isSmall />
              <span>{t(`consent-${kind}`)}</span>
              <span className="meta">
                {consent
                  ? t(isGiven ? 'given' : 'refused', { date: dayOf(consent.atUtcMs) })
                  : t('neverAsked')}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
