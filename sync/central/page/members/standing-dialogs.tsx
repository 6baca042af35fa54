import { useState } from 'react';
import type { HoldShown, MemberHit } from '../../office/member-shown.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import { Choice, Select } from '../parts/basics.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { TextField } from '../parts/text-field.tsx';
import { useFormats, useLanguage, useText } from '../state/language.ts';
import { ask } from '../state/office.ts';
import { useAnswer } from '../state/use-answer.ts';
import { membersText } from '../text/members-text.ts';

interface StandingProps {
  readonly member: MemberHit;
  readonly name: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

interface PointsFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

function PointsField(props: PointsFieldProps) {
  return <TextField {...props} required autoFocus autoComplete="off" inputMode="numeric" maxLength={12} />;
}

/** A whole number as people write it; null for what is none, or is 0. */
function readPoints(text: string): number | null {
  const value = Number(text.replace('−', '-').replace(/[\s,，]/g, ''));
  return Number.isSafeInteger(value) && value !== 0 ? value : null;
}

const pointsInvalid = { ok: false, error: { code: 'points-invalid' } } as const;

/** So many points more or less, with a reason. */
export function AdjustDialog({ member, name, onDone, onClose }: StandingProps) {
  const t = useText(membersText);
  const [points, setPoints] = useState('');
  const [reason, setReason] = useState('');
  const adjust = async () => {
    const value = readPoints(points);
    if (value === null) return pointsInvalid;
    return ask('members.adjust', { memberId: member.memberId, points: value, reason });
  };
  return (
    <ActDialog
      title={t('adjustTitle', { name })}
      act={t('adjust')}
      onAct={adjust}
      onDone={onDone}
      onClose={onClose}
    >
      <PointsField label={t('adjustPoints')} value={points} onChange={setPoints} />
      <ReasonField value={reason} onChange={setReason} />
    </ActDialog>
  );
}

/** All points, or so many, that may not be spent until somebody releases them. */
export function HoldDialog({ member, name, onDone, onClose }: StandingProps) {
  const t = useText(membersText);
  const [extent, setExtent] = useState<'all' | 'some'>('all');
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const hold = async () => {
    const points = extent === 'all' ? null : readPoints(text);
    if (extent === 'some' && (points === null || points < 0)) return pointsInvalid;
    return ask('members.hold', { memberId: member.memberId, points, reason });
  };
  return (
    <ActDialog
      title={t('holdTitle', { name })}
      act={t('hold')}
      onAct={hold}
      onDone={onDone}
      onClose={onClose}
    >
      <p>{t('holdText')}</p>
      <Choice
        label={t('extent')}
        value={extent}
        options={[
          { value: 'all', label: t('allPoints') },
          { value: 'some', label: t('somePoints') },
        ]}
        onChange={setExtent}
      />
      {extent === 'some' && <PointsField label={t('holdPoints')} value={text} onChange={setText} />}
      <ReasonField isFirst={extent === 'all'} value={reason} onChange={setReason} />
    </ActDialog>
  );
}

export function ReleaseDialog({
  member,
  hold,
  onDone,
  onClose,
}: StandingProps & { readonly hold: HoldShown }) {
  const t = useText(membersText);
  const { count } = useFormats();
  const [reason, setReason] = useState('');
  const what = hold.points === null ? t('heldAll') : t('held', { points: count(hold.points) });
  return (
    <ActDialog
      title={t('releaseTitle')}
      act={t('release')}
      onAct={() => ask('members.release', { memberId: member.memberId, holdId: hold.holdId, reason })}
      onDone={onDone}
      onClose={onClose}
    >
      <p>
        <b>{what}</b>
        <span className="meta block">{hold.reason}</span>
      </p>
      <ReasonField isFirst value={reason} onChange={setReason} />
    </ActDialog>
  );
}

/** Any of the chain's tiers, until a day on which it is reviewed. */
export function TierDialog({ member, name, onDone, onClose }: StandingProps) {
  const t = useText(membersText);
  const language = useLanguage();
  const { value } = useAnswer('members.tiers', {});
  const tiers = value ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [reviewOn, setReviewOn] = useState('');
  const [reason, setReason] = useState('');
  const current = tiers.find(({ code }) => code === (chosen ?? member.account?.tier)) ?? tiers[0];
  const give = () =>
    ask('members.give-tier', {
      memberId: member.memberId,
      tier: current?.code ?? '',
      reviewOn: current?.isReviewed && reviewOn ? reviewOn : null,
      reason,
    });
  return (
    <ActDialog
      title={t('tierTitle', { name })}
      act={t('giveTier')}
      isReady={current !== undefined}
      onAct={give}
      onDone={onDone}
      onClose={onClose}
    >
      {current && (
        <Select
          label={t('tier')}
          value={current.code}
          options={tiers.map((tier) => ({ value: tier.code, label: tier.name[language] }))}
          onChange={setChosen}
        />
      )}
      {current?.isReviewed && (
        <TextField
          label={t('tierUntil')}
          hint={t('tierUntilHint')}
          type="date"
          value={reviewOn}
          onChange={setReviewOn}
        />
      )}
      <ReasonField value={reason} onChange={setReason} />
    </ActDialog>
  );
}
