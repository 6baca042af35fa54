import { useState, type FormEvent } from 'react';
import type { Right } from '../../domain/staff.ts';
import { rightText } from '../../domain/text/right-text.ts';
import type { PersonView } from '../../register/contract/session.ts';
import { useApproval, type ApprovalQuestion } from '../state/approval.ts';
import { useTill } from '../state/till.ts';
import { approvalText } from '../text/approval-text.ts';
import { useErrorText, useLanguage, useText } from '../text/use-text.ts';
import { Dialog } from './dialog.tsx';
import { Numpad } from './numpad.tsx';
import './approval-dialog.css';

const PIN_MAX_LENGTH = 8;

/** Asks for a second person's PIN or for a reason, whenever a call turned out to need one. */
export function ApprovalDialog() {
  const question = useApproval((state) => state.question);
  if (!question) return null;
  return question.needsPerson ? (
    <PersonQuestion question={question} />
  ) : (
    <ReasonQuestion question={question} />
  );
}

/** Somebody else is chosen by name and enters their PIN, by finger or by keyboard. */
function PersonQuestion({ question }: { readonly question: ApprovalQuestion }) {
  const t = useText(approvalText);
  const language = useLanguage();
  const others = useOthers(question.right);
  const [staffCode, setStaffCode] = useState(others[0]?.code ?? '');
  const [pin, setPin] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    question.answer({ staffCode, pin });
  };
  return (
    <Dialog title={t('title')} onClose={() => question.answer(null)}>
      <form className="approval" onSubmit={submit}>
        {question.right && <p>{t('needed', { right: rightText[language][question.right] })}</p>}
        <Fault question={question} />
        <div className="approval-person">
          <fieldset>
            <legend className="meta">{t('person')}</legend>
            {others.map(({ code, name }) => (
              <button
                type="button"
                key={code}
                className="plain"
                aria-pressed={code === staffCode}
                onClick={() => setStaffCode(code)}
              >
                {name}
              </button>
            ))}
          </fieldset>
          <PinField pin={pin} onChange={setPin} />
        </div>
        <Answers question={question} isReady={pin.length >= 4 && staffCode !== ''} />
      </form>
    </Dialog>
  );
}

/** Whoever else works here, first those whose role has the right. */
function useOthers(right: Right | null): readonly PersonView[] {
  const ownCode = useTill((state) => state.session?.member.code);
  const people = useTill((state) => state.people);
  const roles = useTill((state) => state.status?.settings.roles);
  const hasRight = ({ roleName }: PersonView) =>
    right !== null && roles?.some(({ name, rights }) => name === roleName && rights.includes(right)) === true;
  return people
    .filter(({ code }) => code !== ownCode)
    .toSorted((a, b) => Number(hasRight(b)) - Number(hasRight(a)));
}

function PinField({ pin, onChange }: { readonly pin: string; readonly onChange: (pin: string) => void }) {
  const t = useText(approvalText);
  const type = (text: string) => onChange(text.replace(/\D/gu, '').slice(0, PIN_MAX_LENGTH));
  return (
    <div className="approval-pin">
      <label className="field">
        <span className="label">{t('pin')}</span>
        <input
          autoFocus
          type="password"
          inputMode="none"
          autoComplete="off"
          value={pin}
          onChange={(event) => type(event.target.value)}
        />
      </label>
      <Numpad extra={null} onKey={(key) => type(pin + key)} onErase={() => type(pin.slice(0, -1))} />
    </div>
  );
}

/** The usual reasons at a touch, and any other by typing. */
function ReasonQuestion({ question }: { readonly question: ApprovalQuestion }) {
  const t = useText(approvalText);
  const [reason, setReason] = useState('');
  const usual = [t('mistake'), t('customer'), t('damaged'), t('agreed')];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    question.answer({ reason: reason.trim() });
  };
  return (
    <Dialog title={t('titleReason')} onClose={() => question.answer(null)}>
      <form className="approval" onSubmit={submit}>
        <Fault question={question} />
        <div className="approval-reasons">
          {usual.map((text) => (
            <button
              type="button"
              key={text}
              className="plain"
              onClick={() => question.answer({ reason: text })}
            >
              {text}
            </button>
          ))}
        </div>
        <label className="field">
          <span className="label">{t('reason')}</span>
          <input
            autoFocus
            value={reason}
            maxLength={200}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <Answers question={question} isReady={reason.trim() !== ''} />
      </form>
    </Dialog>
  );
}

function Fault({ question }: { readonly question: ApprovalQuestion }) {
  const errorText = useErrorText();
  if (!question.fault || question.fault.code === 'reason-missing') return null;
  return (
    <p className="fault" role="alert">
      {errorText(question.fault)}
    </p>
  );
}

function Answers({ question, isReady }: { readonly question: ApprovalQuestion; readonly isReady: boolean }) {
  const t = useText(approvalText);
  return (
    <div className="actions">
      <button type="button" className="plain" onClick={() => question.answer(null)}>
        {t('cancel')} <kbd>Esc</kbd>
      </button>
      <button type="submit" className="primary" disabled={!isReady}>
        {t('allow')} <kbd>Enter</kbd>
      </button>
    </div>
  );
}
