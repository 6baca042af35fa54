import { useState } from 'react';
import { useNumber } from '../../member/points-words.ts';
import type { MemberPageData } from '../../service/answers.ts';
import { membersText } from '../../text/members-text.ts';
import { memberPageText } from '../../text/member-page-text.ts';
import { useText } from '../../text/use-text.ts';
import { ActDialog, carryOut, DialogChoice, DialogField, DialogSelect } from '../act-dialog.tsx';
import { useDates } from '../use-dates.ts';
import type { ActProps } from './member-acts.tsx';

const POINTS_MAX_LENGTH = 10;

/** A whole number above nothing; null for any other text. */
function readPoints(text: string): number | null {
  const digits = text.replace(/[\s,，]/g, '');
  return /^[1-9]\d*$/.test(digits) ? Number(digits) : null;
}

interface PointsFieldProps {
  readonly value: string;
  readonly isFirst?: boolean;
  readonly onChange: (text: string) => void;
}

function PointsField(props: PointsFieldProps) {
  const t = useText(membersText);
  return <DialogField isNumber label={t('howMany')} maxLength={POINTS_MAX_LENGTH} {...props} />;
}

export function AdjustDialog({ page: { member }, onClose, onDone }: ActProps) {
  const t = useText(membersText);
  const said = useText(memberPageText);
  const number = useNumber();
  const [direction, setDirection] = useState<'give' | 'take'>('give');
  const [text, setText] = useState('');
  const points = readPoints(text);
  const act = (reason: string) =>
    carryOut(
      (service, approval) =>
        service.loyalty.adjustPoints({
          memberId: member.memberId,
          points: direction === 'give' ? points! : -points!,
          approval: { ...approval, reason },
        }),
      (balance) => onDone(said('booked', { points: number(balance) })),
    );
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
      <PointsField isFirst value={text} onChange={setText} />
    </ActDialog>
  );
}

const extents = ['all', 'some', 'lot'] as const;

/** All points, so many of them, or those of one lot. */
export function FreezeDialog({ page: { member, points: account }, onClose, onDone }: ActProps) {
  const t = useText(membersText);
  const said = useText(memberPageText);
  const sayLot = useLotWords();
  const [extent, setExtent] = useState<(typeof extents)[number]>('all');
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(account.lots[0]?.lotId ?? '');
  const points = readPoints(text);
  const act = (reason: string) =>
    carryOut(
      (service, approval) =>
        service.loyalty.holdPoints({
          memberId: member.memberId,
          lotId: extent === 'lot' ? chosen : null,
          points: extent === 'some' ? points : null,
          approval: { ...approval, reason },
        }),
      () => onDone(said('frozen')),
    );
  return (
    <ActDialog
      title={t('freeze')}
      hint={t('freezeHint')}
      actLabel={t('freezeNow')}
      isReady={extent !== 'some' || points !== null}
      act={act}
      onClose={onClose}
    >
      <DialogChoice
        label={t('extent')}
        value={extent}
        options={extents
          .filter((value) => value !== 'lot' || account.lots.length > 0)
          .map((value) => ({ value, label: t(value) }))}
        onChange={setExtent}
      />
      {extent === 'some' && <PointsField value={text} onChange={setText} />}
      {extent === 'lot' && (
        <DialogSelect
          label={t('whichLot')}
          value={chosen}
          options={account.lots.map((lot) => ({ value: lot.lotId, label: sayLot(lot) }))}
          onChange={setChosen}
        />
      )}
    </ActDialog>
  );
}

type Lot = MemberPageData['points']['lots'][number];

/** Says a lot: what is left in it, when it was earned, when it ends. */
function useLotWords(): (lot: Lot) => string {
  const t = useText(membersText);
  const number = useNumber();
  const { date } = useDates();
  return ({ remaining, earnedOn, expiresOn }) => {
    const values = { points: number(remaining), earned: date(earnedOn) };
    return expiresOn ? t('lotOf', { ...values, ends: date(expiresOn) }) : t('lotWithoutEnd', values);
  };
}

interface ReleaseDialogProps extends ActProps {
  readonly hold: MemberPageData['points']['holds'][number];
}

export function ReleaseDialog({ page: { member, points }, hold, onClose, onDone }: ReleaseDialogProps) {
  const t = useText(membersText);
  const said = useText(memberPageText);
  const number = useNumber();
  const sayLot = useLotWords();
  const lot = points.lots.find(({ lotId }) => lotId === hold.lotId);
  const held = hold.points === null ? t('all') : number(hold.points);
  const act = (reason: string) =>
    carryOut(
      (service, approval) =>
        service.loyalty.releasePoints({
          memberId: member.memberId,
          holdId: hold.holdId,
          approval: { ...approval, reason },
        }),
      () => onDone(said('released')),
    );
  return (
    <ActDialog
      title={t('release')}
      hint={t('releaseHint', { points: lot && hold.points === null ? sayLot(lot) : held })}
      actLabel={t('releaseNow')}
      act={act}
      onClose={onClose}
    />
  );
}
