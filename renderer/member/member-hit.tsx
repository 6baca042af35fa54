import type { LocalText } from '../../domain/promotions/promotion.ts';
import { Icon } from '../parts/icon.tsx';
import type { FoundMember } from '../service/answers.ts';
import { memberText } from '../text/member-text.ts';
import { useText } from '../text/use-text.ts';
import { TierBadge } from './tier-badge.tsx';

/** What is shown of a member before somebody says that it is them: masked name, last digits, tier. */
export type ShownMember = Pick<FoundMember, 'number' | 'name' | 'phone'> & {
  readonly tier?: { readonly name: LocalText } | null;
};

export function MemberHit({ member: { name, phone, number, tier } }: { readonly member: ShownMember }) {
  const t = useText(memberText);
  return (
    <span className="hit">
      <Icon name="person" />
      <span className="goods">
        <span className="name">{name ?? phone ?? number}</span>
        <span className="meta">
          {[name === null ? null : phone, t('number', { number })].filter(Boolean).join(' · ')}
        </span>
      </span>
      {tier && <TierBadge name={tier.name} />}
    </span>
  );
}
