import { useState } from 'react';
import type { MemberPageData } from '../../service/answers.ts';
import { useTill } from '../../state/till.ts';
import { membersText } from '../../text/members-text.ts';
import { memberPageText } from '../../text/member-page-text.ts';
import { useLanguage, useText } from '../../text/use-text.ts';
import { ActDialog, carryOut, DialogField, DialogSelect } from '../act-dialog.tsx';
import { useAnswer } from '../use-answer.ts';
import { MemberChoice } from './member-choice.tsx';

/** What a dialog about a member is given. `onDone` says what was done, in a sentence. */
export interface ActProps {
  readonly page: MemberPageData;
  readonly onClose: () => void;
  readonly onDone: (said: string) => void;
}

export function SetTierDialog({ page: { member, tier }, onClose, onDone }: ActProps) {
  const t = useText(membersText);
  const said = useText(memberPageText);
  const language = useLanguage();
  const tiers = useTill((state) => state.status?.settings.loyalty.tiers.list) ?? [];
  const options = tiers
    .filter(({ code }) => code !== tier.code)
    .map(({ code, name }) => ({ value: code, label: name[language] }));
  const [chosen, setChosen] = useState(options[0]?.value ?? '');
  const act = (reason: string) =>
    carryOut(
      (service, approval) =>
        service.loyalty.setTier({
          memberId: member.memberId,
          tier: chosen,
          approval: { ...approval, reason },
        }),
      () => onDone(said('tierGiven')),
    );
  return (
    <ActDialog
      title={t('setTier')}
      hint={t('setTierHint')}
      actLabel={t('setTierNow')}
      isReady={chosen !== ''}
      act={act}
      onClose={onClose}
    >
      <DialogSelect label={t('tier')} value={chosen} options={options} onChange={setChosen} />
    </ActDialog>
  );
}

/** Gives the member a coupon of one of the rules that give them to members. */
export function IssueDialog({ page: { member }, onClose, onDone }: ActProps) {
  const t = useText(membersText);
  const said = useText(memberPageText);
  const language = useLanguage();
  const { value: promotions } = useAnswer('', (service) => service.promotion.list());
  const options = (promotions ?? [])
    .filter(({ promotion: { coupon } }) => coupon?.holder === 'owner' && coupon.sharedCode === null)
    .map(({ promotion: { id, name } }) => ({ value: id, label: name[language] }));
  const [chosen, setChosen] = useState('');
  const ruleId = chosen || (options[0]?.value ?? '');
  const act = (reason: string) =>
    carryOut(
      (service, approval) =>
        service.promotion.issueCoupons({
          ruleId,
          to: [member.memberId],
          reason,
          ...(approval && { approval }),
        }),
      ([coupon]) => onDone(said('given1', { code: coupon?.code ?? '' })),
    );
  return (
    <ActDialog
      title={t('issue')}
      hint={promotions && options.length === 0 ? t('noCoupon') : t('issueHint')}
      actLabel={t('issueNow')}
      isReady={ruleId !== ''}
      act={act}
      onClose={onClose}
    >
      {options.length > 0 && (
        <DialogSelect label={t('coupon')} value={ruleId} options={options} onChange={setChosen} />
      )}
    </ActDialog>
  );
}

/** Another page of the same person ends in this one. */
export function MergeDialog({ page: { member }, onClose, onDone }: ActProps) {
  const t = useText(membersText);
  const said = useText(memberPageText);
  const [chosen, setChosen] = useState<string | null>(null);
  const name = member.name ?? member.number;
  const act = () =>
    carryOut(
      (service, approval) =>
        service.member.merge({
          fromMemberId: chosen!,
          intoMemberId: member.memberId,
          ...(approval && { approval }),
        }),
      () => onDone(said('merged')),
    );
  return (
    <ActDialog
      title={t('merge')}
      hint={t('mergeHint', { name })}
      actLabel={t('mergeNow', { name })}
      hasReason={false}
      isReady={chosen !== null}
      act={act}
      onClose={onClose}
    >
      <MemberChoice
        label={t('mergeFind')}
        exceptId={member.memberId}
        chosenId={chosen}
        onChoose={(other) => setChosen(other?.memberId ?? null)}
      />
    </ActDialog>
  );
}

/** Destroys what is known of a member; a word must be typed for it. */
export function EraseDialog({ page: { member }, onClose, onDone }: ActProps) {
  const t = useText(membersText);
  const said = useText(memberPageText);
  const [typed, setTyped] = useState('');
  const word = t('eraseWord');
  const act = (reason: string) =>
    carryOut(
      (service, approval) =>
        service.member.erase({ memberId: member.memberId, approval: { ...approval, reason } }),
      () => onDone(said('erased')),
    );
  return (
    <ActDialog
      isDanger
      title={t('erase')}
      hint={t('eraseHint')}
      actLabel={t('eraseNow')}
      isReady={typed.trim().toUpperCase() === word}
      act={act}
      onClose={onClose}
    >
      <DialogField
        isFirst
        label={t('eraseType', { word })}
        value={typed}
        maxLength={20}
        onChange={setTyped}
      />
    </ActDialog>
  );
}
