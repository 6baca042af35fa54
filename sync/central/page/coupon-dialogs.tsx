import { useState } from 'react';
import { csvLine, CSV_BOM } from '../../../domain/csv.ts';
import { Dialog } from '../../../renderer/parts/dialog.tsx';
import { Icon } from '../../../renderer/parts/icon.tsx';
import type { GivenCoupons } from '../office/coupons.ts';
import type { MemberHit } from '../office/member-shown.ts';
import type { PromotionShown } from '../office/promotions.ts';
import { ActDialog } from './parts/act-dialog.tsx';
import { saveFile } from './parts/basics.tsx';
import { MemberChoice } from './parts/member-choice.tsx';
import { ReasonField } from './parts/reason-field.tsx';
import { useFormats, useLanguage, useText } from './state/language.ts';
import { ask } from './state/office.ts';
import { frameText } from './text/frame-text.ts';
import { promotionsText } from './text/promotions-text.ts';
import { TextField } from './parts/text-field.tsx';

/** Which of them is open. */
export type OpenDialog =
  | { readonly kind: 'void' }
  | { readonly kind: 'give'; readonly rule: PromotionShown }
  | { readonly kind: 'given'; readonly given: GivenCoupons };

interface CouponDialogsProps {
  readonly open: OpenDialog | null;
  readonly onOpen: (open: OpenDialog | null) => void;
  readonly onVoided: () => void;
}

/** Giving coupons, what was given, making one void. */
export function CouponDialogs({ open, onOpen, onVoided }: CouponDialogsProps) {
  const close = () => onOpen(null);
  switch (open?.kind) {
    case 'give':
      return (
        <GiveCouponsDialog
          rule={open.rule}
          onClose={close}
          onDone={(given) => onOpen({ kind: 'given', given })}
        />
      );
    case 'given':
      return <GivenCouponsDialog given={open.given} onClose={close} />;
    case 'void':
      return (
        <VoidCouponDialog
          onClose={close}
          onDone={() => {
            close();
            onVoided();
          }}
        />
      );
    case undefined:
      return null;
  }
}

interface GiveCouponsProps {
  readonly rule: PromotionShown;
  readonly onDone: (given: GivenCoupons) => void;
  readonly onClose: () => void;
}

/** To a member, or so many for whoever brings them. */
function GiveCouponsDialog({ rule, onDone, onClose }: GiveCouponsProps) {
  const t = useText(promotionsText);
  const language = useLanguage();
  const [member, setMember] = useState<MemberHit | null>(null);
  const [count, setCount] = useState('1');
  const [reason, setReason] = useState('');
  const isForMember = rule.couponHolder === 'owner';
  const give = () =>
    ask('coupons.issue', {
      ruleId: rule.id,
      memberId: member?.memberId ?? null,
      count: Number(count),
      reason,
    });
  return (
    <ActDialog
      title={t('giveTitle', { name: rule.name[language] })}
      act={t('giveCoupons')}
      isReady={!isForMember || member !== null}
      onAct={give}
      onDone={onDone}
      onClose={onClose}
    >
      {isForMember ? (
        <MemberChoice
          label={t('giveMember')}
          find={t('find')}
          none={(number) => t('giveNone', { number })}
          found={({ name, number }) => t('giveTo', { name: name ?? '', number })}
          onChoose={setMember}
        />
      ) : (
        <TextField
          label={t('giveCount')}
          required
          autoFocus
          inputMode="numeric"
          pattern="[1-9][0-9]{0,3}"
          value={count}
          onChange={setCount}
        />
      )}
      <ReasonField value={reason} onChange={setReason} />
    </ActDialog>
  );
}

interface GivenCouponsProps {
  readonly given: GivenCoupons;
  readonly onClose: () => void;
}

/** The codes, to be printed or sent. */
function GivenCouponsDialog({ given: { codes, expiresOn }, onClose }: GivenCouponsProps) {
  const t = useText(promotionsText);
  const words = useText(frameText);
  const { day, count } = useFormats();
  const save = () => {
    const rows = codes.map((code) => csvLine([code, expiresOn]));
    saveFile('coupons.csv', CSV_BOM + csvLine(['code', 'expires']) + rows.join(''), 'text/csv;charset=utf-8');
  };
  return (
    <Dialog title={t('given', { number: count(codes.length) })} onClose={onClose}>
      {codes.length === 1 && <p className="code-text">{codes[0]}</p>}
      <p className="meta">{expiresOn === null ? t('givenEver') : t('givenUntil', { day: day(expiresOn) })}</p>
      <div className="actions">
        <button type="button" className="plain" onClick={save}>
          <Icon name="download" isSmall />
          {t('saveCsv')}
        </button>
        <button type="button" className="primary" onClick={onClose}>
          {words('close')}
        </button>
      </div>
    </Dialog>
  );
}

interface VoidCouponProps {
  /** Empty where it is typed. */
  readonly given?: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function VoidCouponDialog({ given = '', onDone, onClose }: VoidCouponProps) {
  const t = useText(promotionsText);
  const [code, setCode] = useState(given);
  const [reason, setReason] = useState('');
  return (
    <ActDialog
      title={t('voidCoupon')}
      act={t('voidCoupon')}
      isDanger
      onAct={() => ask('coupons.void', { code, reason })}
      onDone={onDone}
      onClose={onClose}
    >
      <TextField
        label={t('couponCode')}
        required
        autoFocus={given === ''}
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        value={code}
        onChange={setCode}
      />
      <ReasonField isFirst={given !== ''} value={reason} onChange={setReason} />
    </ActDialog>
  );
}
