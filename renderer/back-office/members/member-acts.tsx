import { useState } from 'react';
import { useNumber } from '../../member/points-words.ts';
import { useFoundMembers } from '../../member/use-found-members.ts';
import type { MemberPageData } from '../../service/answers.ts';
import { perform } from '../../state/counter.ts';
import { useTill } from '../../state/till.ts';
import { membersText } from '../../text/members-text.ts';
import { memberPageText } from '../../text/member-page-text.ts';
import { useLanguage, useText } from '../../text/use-text.ts';
import { useAnswer } from '../use-answer.ts';
import { ActDialog, DialogChoice, DialogField, DialogSelect } from './act-dialog.tsx';

/** What a dialog about a member is given. `onDone` says what was done, in a sentence. */
export interface ActProps {
  readonly page: MemberPageData;
  readonly onClose: () => void;
  readonly onDone: (said: string) => void;
}

const POINTS_MAX_LENGTH = 10;

/** A whole number above nothing; null for any other text. */
function readPoints(text: string): number | null {
  const digits = text.replace(/[\s,，]/g, '');
  return /^[1-9]\d*$/.test(digits) ? Number(digits) : null;
}

export function AdjustDialog({ page: { member }, onClose, onDone }: ActProps) {
  const t = useText(membersText);
  const said = useText(memberPageText);
  const number = useNumber();
  const [direction, setDirection] = useState<'give' | 'take'>('give');
  const [text, setText] = useState('');
  const points = readPoints(text);
  const act = async (reason: string) => {
    const signed = direction === 'give' ? points! : -points!;
    const done = await perform((service, approval) =>
      service.loyalty.adjustPoints({
        memberId: member.memberId,
        points: signed,
        approval: { ...approval, reason },
      }),
    );
    if (!done.ok) return done.error;
    onDone(said('booked', { points: number(done.value) }));
    return null;
  };
  return (
    <ActDialog
      title={t('adjust')}
      hint={t('adjustHint')}
      actLabel={t('adjustNow')}
      isReady={points !== null}
      act={act}
      onClose={onClose}
    >
      <DialogChoice
        label={t('direction')}
        value={direction}
        options={(['give', 'take'] as const).map((value) => ({ value, label: t(value) }))}
        onChange={setDirection}
      />
      <DialogField
        isFirst
        isNumber
        label={t('howMany')}
        value={text}
        maxLength={POINTS_MAX_LENGTH}
        onChange={setText}
      />
    </ActDialog>
  );
}

export function FreezeDialog({ page: { member }, onClose, onDone }: ActProps) {
  const t = useText(membersText);
  const said = useText(memberPageText);
  const [extent, setExtent] = useState<'all' | 'some'>('all');
  const [text, setText] = useState('');
  const points = extent === 'all' ? null : readPoints(text);
  const act = async (reason: string) => {
    const done = await perform((service, approval) =>
      service.loyalty.holdPoints({
        memberId: member.memberId,
        points,
        approval: { ...approval, reason },
      }),
    );
    if (!done.ok) return done.error;
    onDone(said('frozen'));
    return null;
  };
  return (
    <ActDialog
      title={t('freeze')}
      hint={t('freezeHint')}
      actLabel={t('freezeNow')}
      isReady={extent === 'all' || points !== null}
      act={act}
      onClose={onClose}
    >
      <DialogChoice
        label={t('extent')}
        value={extent}
        options={(['all', 'some'] as const).map((value) => ({ value, label: t(value) }))}
        onChange={setExtent}
      />
      {extent === 'some' && (
        <DialogField
          isNumber
          label={t('howMany')}
          value={text}
          maxLength={POINTS_MAX_LENGTH}
          onChange={setText}
        />
      )}
    </ActDialog>
  );
}

interface ReleaseDialogProps extends ActProps {
  readonly hold: MemberPageData['points']['holds'][number];
}

export function ReleaseDialog({ page: { member }, hold, onClose, onDone }: ReleaseDialogProps) {
  const t = useText(membersText);
  const said = useText(memberPageText);
  const number = useNumber();
  const act = async (reason: string) => {
    const done = await perform((service, approval) =>
      service.loyalty.releasePoints({
        memberId: member.memberId,
        holdId: hold.holdId,
        approval: { ...approval, reason },
      }),
    );
    if (!done.ok) return done.error;
    onDone(said('released'));
    return null;
  };
  return (
    <ActDialog
      title={t('release')}
      hint={t('releaseHint', { points: hold.points === null ? t('all') : number(hold.points) })}
      actLabel={t('releaseNow')}
      act={act}
      onClose={onClose}
    />
  );
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
  const act = async (reason: string) => {
    const done = await perform((service, approval) =>
      service.loyalty.setTier({
        memberId: member.memberId,
        tier: chosen,
        approval: { ...approval, reason },
      }),
    );
    if (!done.ok) return done.error;
    onDone(said('tierGiven'));
    return null;
  };
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
  const act = async (reason: string) => {
    const done = await perform((service, approval) =>
      service.promotion.issueCoupons({
        ruleId,
        to: [member.memberId],
        reason,
        ...(approval && { approval }),
      }),
    );
    if (!done.ok) return done.error;
    onDone(said('given1', { code: done.value[0]?.code ?? '' }));
    return null;
  };
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
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const found = useFoundMembers(text.trim());
  const others = found?.members.filter(({ memberId }) => memberId !== member.memberId) ?? [];
  const name = member.name ?? member.number;
  const act = async () => {
    const done = await perform((service, approval) =>
      service.member.merge({
        fromMemberId: chosen!,
        intoMemberId: member.memberId,
        ...(approval && { approval }),
      }),
    );
    if (!done.ok) return done.error;
    onDone(said('merged'));
    return null;
  };
  return (
    <ActDialog
      title={t('merge')}
      hint={t('mergeHint', { name })}
      actLabel={t('mergeNow', { name })}
      hasReason={false}
      isReady={others.some(({ memberId }) => memberId === chosen)}
      act={act}
      onClose={onClose}
    >
      <DialogField isFirst label={t('mergeFind')} value={text} maxLength={100} onChange={setText} />
      <div className="merge-hits">
        {others.map((other) => (
          <button
            key={other.memberId}
            type="button"
            className="plain"
            aria-pressed={other.memberId === chosen}
            onClick={() => setChosen(other.memberId)}
          >
            <b>{other.name ?? t('nameless')}</b>
            <span className="muted">{[other.phone, other.number].filter(Boolean).join(' · ')}</span>
          </button>
        ))}
      </div>
      {found && others.length === 0 && <p className="meta">{t('none', { text: found.query })}</p>}
    </ActDialog>
  );
}

/** Destroys what is known of a member; a word must be typed for it. */
export function EraseDialog({ page: { member }, onClose, onDone }: ActProps) {
  const t = useText(membersText);
  const said = useText(memberPageText);
  const [typed, setTyped] = useState('');
  const word = t('eraseWord');
  const act = async (reason: string) => {
    const done = await perform((service, approval) =>
      service.member.erase({ memberId: member.memberId, approval: { ...approval, reason } }),
    );
    if (!done.ok) return done.error;
    onDone(said('erased'));
    return null;
  };
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
