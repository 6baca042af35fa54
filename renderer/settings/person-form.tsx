import { useState, type FormEvent } from 'react';
import { BADGE_PATTERN, PIN_PATTERN } from '../../domain/staff.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import type { ScreenError } from '../service/connection.ts';
import { perform } from '../state/counter.ts';
import { refreshTill } from '../state/till.ts';
import { settingsScreenText } from '../text/settings-screen-text.ts';
import { settingsStaffText } from '../text/settings-staff-text.ts';
import { useErrorText, useText } from '../text/use-text.ts';
import { useSettings } from './draft.ts';
import { checkLabel, checkStaffCode, LABEL_MAX_LENGTH } from './field-checks.ts';
import { CheckField, SelectField, TextField } from './fields.tsx';
import type { PersonDraft, StaffListing } from './person.ts';

const STAFF_CODE_MAX_LENGTH = 16;

interface PersonFormProps {
  readonly draft: PersonDraft;
  /** As they are in the books; null for somebody new. */
  readonly stored: StaffListing | null;
  readonly staff: readonly StaffListing[];
  readonly onChange: (draft: PersonDraft) => void;
  readonly onCredential: () => void;
}

/** Who somebody is and what they may do; once they are saved, what they sign in with. */
export function PersonForm({ draft, stored, staff, onChange, onCredential }: PersonFormProps) {
  const t = useText(settingsStaffText);
  const screen = useText(settingsScreenText);
  const { roles } = useSettings();
  const others = staff.filter(({ id }) => id !== draft.id);
  const title = stored?.name ?? t('newPerson');
  return (
    <section className="aside-form" aria-label={title}>
      <h2>{title}</h2>
      <TextField
        label={screen('name')}
        value={draft.name}
        maxLength={LABEL_MAX_LENGTH}
        fault={checkLabel(draft.name)}
        onChange={(name) => onChange({ ...draft, name })}
      />
      <TextField
        label={t('staffCode')}
        hint={t('staffCodeHint')}
        value={draft.code}
        maxLength={STAFF_CODE_MAX_LENGTH}
        fault={checkStaffCode(draft.code, others)}
        onChange={(code) => onChange({ ...draft, code: code.trim() })}
      />
      <SelectField
        label={t('role')}
        value={draft.roleCode}
        onChange={(roleCode) => onChange({ ...draft, roleCode })}
        options={roles.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <CheckField
        label={t('active')}
        hint={t('activeHint')}
        isChecked={draft.isActive}
        onChange={(isActive) => onChange({ ...draft, isActive })}
      />
      {stored ? (
        <Credentials person={stored} onDone={onCredential} />
      ) : (
        <p className="meta">{t('saveFirst')}</p>
      )}
    </section>
  );
}

type Asked = 'pin' | 'badge';

function Credentials({ person, onDone }: { readonly person: StaffListing; readonly onDone: () => void }) {
  const t = useText(settingsStaffText);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [fault, setFault] = useState<ScreenError | null>(null);
  const errorText = useErrorText();
  const done = (sentence: string) => {
    setAsked(null);
    setSaid(sentence);
    onDone();
  };
  const takeBadge = async () => {
    const result = await perform((service, approval) =>
      service.staff.setBadge({ staffId: person.id, badge: null, ...(approval && { approval }) }),
    );
    setFault(result.ok ? null : result.error);
    if (result.ok) done(t('badgeTaken'));
  };
  return (
    <div className="credentials">
      <h3>{t('signsInBy')}</h3>
      <div className="row-buttons">
        <button type="button" className="plain" onClick={() => setAsked('pin')}>
          <Icon name="key" isSmall />
          {t(person.hasPin ? 'newPin' : 'setPin')}
        </button>
        <button type="button" className="plain" onClick={() => setAsked('badge')}>
          <Icon name="badge" isSmall />
          {t(person.hasBadge ? 'newBadge' : 'setBadge')}
        </button>
        {person.hasBadge && (
          <button type="button" className="plain danger set-apart" onClick={() => void takeBadge()}>
            {t('takeBadge')}
          </button>
        )}
      </div>
      {said !== null && (
        <p className="saved" role="status">
          <Icon name="check" isSmall />
          {said}
        </p>
      )}
      {fault && <p className="fault">{errorText(fault)}</p>}
      {asked === 'pin' && (
        <PinDialog person={person} onClose={() => setAsked(null)} onDone={() => done(t('pinSet'))} />
      )}
      {asked === 'badge' && (
        <BadgeDialog person={person} onClose={() => setAsked(null)} onDone={() => done(t('badgeSet'))} />
      )}
    </div>
  );
}

interface CredentialDialogProps {
  readonly person: StaffListing;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Twice, because nobody sees what they type. */
function PinDialog({ person, onClose, onDone }: CredentialDialogProps) {
  const t = useText(settingsStaffText);
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [fault, setFault] = useState<ScreenError | null>(null);
  const isReady = PIN_PATTERN.test(pin) && pin === again;
  const isDifferent = again.length >= pin.length && pin !== '' && pin !== again;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const result = await perform((service, approval) =>
      service.staff.setPin({ staffId: person.id, pin, ...(approval && { approval }) }),
    );
    if (!result.ok) return setFault(result.error);
    await refreshTill();
    onDone();
  };
  return (
    <Dialog title={t('pinTitle', { name: person.name })} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <p className="meta">{t('pinHint')}</p>
        <PinField label={t('pin')} value={pin} onChange={setPin} isFirst />
        <PinField label={t('pinAgain')} value={again} onChange={setAgain} />
        {isDifferent && <p className="fault">{t('pinDifferent')}</p>}
        <DialogEnd fault={fault} isReady={isReady} onClose={onClose} />
      </form>
    </Dialog>
  );
}

interface PinFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (pin: string) => void;
  readonly isFirst?: boolean;
}

const PIN_MAX_LENGTH = 8;

function PinField({ label, value, onChange, isFirst = false }: PinFieldProps) {
  return (
    <label className="field">
      <span className="label">{label}</span>
      <input
        type="password"
        inputMode="numeric"
        autoComplete="off"
        autoFocus={isFirst}
        value={value}
        onChange={(event) => onChange(event.target.value.replaceAll(/\D/gu, '').slice(0, PIN_MAX_LENGTH))}
      />
    </label>
  );
}

const BADGE_MAX_LENGTH = 64;

/** A reader types what it reads and ends with Enter. */
function BadgeDialog({ person, onClose, onDone }: CredentialDialogProps) {
  const t = useText(settingsStaffText);
  const [badge, setBadge] = useState('');
  const [fault, setFault] = useState<ScreenError | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const result = await perform((service, approval) =>
      service.staff.setBadge({ staffId: person.id, badge: badge.trim(), ...(approval && { approval }) }),
    );
    if (!result.ok) return setFault(result.error);
    await refreshTill();
    onDone();
  };
  return (
    <Dialog title={t('badgeTitle', { name: person.name })} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <p className="meta">{t('badgeHint')}</p>
        <label className="field">
          <span className="label">{t('badge')}</span>
          <input
            type="password"
            autoComplete="off"
            autoFocus
            maxLength={BADGE_MAX_LENGTH}
            value={badge}
            onChange={(event) => setBadge(event.target.value)}
          />
        </label>
        <DialogEnd fault={fault} isReady={BADGE_PATTERN.test(badge.trim())} onClose={onClose} />
      </form>
    </Dialog>
  );
}

interface DialogEndProps {
  readonly fault: ScreenError | null;
  readonly isReady: boolean;
  readonly onClose: () => void;
}

function DialogEnd({ fault, isReady, onClose }: DialogEndProps) {
  const screen = useText(settingsScreenText);
  const errorText = useErrorText();
  return (
    <>
      {fault && (
        <p className="fault" role="alert">
          {errorText(fault)}
        </p>
      )}
      <div className="actions">
        <button type="button" className="plain" onClick={onClose}>
          {screen('cancel')} <kbd>Esc</kbd>
        </button>
        <button type="submit" className="primary" disabled={!isReady}>
          {screen('save')} <kbd>Enter</kbd>
        </button>
      </div>
    </>
  );
}
