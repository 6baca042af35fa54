import { useState } from 'react';
import { Icon } from '../parts/icon.tsx';
import { useMoney } from '../parts/money.tsx';
import type { CountOutcome } from '../service/answers.ts';
import { useTill } from '../state/till.ts';
import { closeText } from '../text/close-text.ts';
import { useText } from '../text/use-text.ts';
import { CloseFrame, zNumberText, type StepFacts } from './close-frame.tsx';
import { DrawerRows, OverShort } from './drawer-rows.tsx';

const reasons = ['wrong-change', 'false-note', 'wrong-price', 'not-found'] as const;
type Reason = (typeof reasons)[number];

/** A reason is at most 200 characters; the chosen one and its separator take some of them. */
const NOTE_MAX = 150;

interface CloseResultProps {
  readonly facts: StepFacts;
  readonly outcome: CountOutcome;
  readonly onAgain: () => void;
  readonly onConfirm: (reason: string) => void;
}

/** What must be there, what was found, and why they differ. */
export function CloseResult({ facts, outcome, onAgain, onConfirm }: CloseResultProps) {
  const t = useText(closeText);
  const { amount } = useMoney();
  const [reason, setReason] = useState<Reason | null>(null);
  const [note, setNote] = useState('');
  const given = [...(reason ? [t(reason)] : []), ...(note.trim() ? [note.trim()] : [])].join(': ');
  const tolerance = amount(outcome.toleranceMinor);
  const aside = (
    <ZToBe
      zNumber={facts.status.nextZNumber}
      isEven={outcome.overShortMinor === 0}
      isReady={!outcome.isReasonNeeded || given !== ''}
      onConfirm={() => onConfirm(given)}
    />
  );
  return (
    <CloseFrame facts={facts} heldText="" aside={aside}>
      <div className="sheet close-result">
        <section aria-label={t('how')}>
          <header>
            <h2>{t('how')}</h2>
            <span className="meta">{t('attempts', { count: outcome.attempt })}</span>
          </header>
          <DrawerRows drawer={outcome.drawer} countedMinor={outcome.countedMinor} />
        </section>
        <section aria-label={t('stepResult')}>
          <OverShort minor={outcome.overShortMinor} />
          {outcome.overShortMinor !== 0 && (
            <>
              <p className="meta">{t(outcome.isReasonNeeded ? 'beyond' : 'within', { tolerance })}</p>
              <ReasonChoice reason={reason} onChoose={setReason} />
              <label className="field">
                <span className="label">{t('note')}</span>
                <input maxLength={NOTE_MAX} value={note} onChange={(event) => setNote(event.target.value)} />
              </label>
            </>
          )}
          <p className="again">
            <button type="button" className="plain" onClick={onAgain}>
              <Icon name="refresh" isSmall />
              {t('again')}
            </button>
            <span className="meta">{t('againHint')}</span>
          </p>
        </section>
      </div>
    </CloseFrame>
  );
}

interface ReasonChoiceProps {
  readonly reason: Reason | null;
  readonly onChoose: (reason: Reason) => void;
}

function ReasonChoice({ reason, onChoose }: ReasonChoiceProps) {
  const t = useText(closeText);
  return (
    <fieldset className="close-reasons">
      <legend className="meta">{t('reason')}</legend>
      {reasons.map((each, index) => (
        <label key={each} className="reason">
          <input
            type="radio"
            name="reason"
            autoFocus={index === 0}
            checked={each === reason}
            onChange={() => onChoose(each)}
          />
          {t(each)}
        </label>
      ))}
    </fieldset>
  );
}

interface ZToBeProps {
  readonly zNumber: number;
  readonly isEven: boolean;
  readonly isReady: boolean;
  readonly onConfirm: () => void;
}

/** The Z is an outline until it is confirmed. */
function ZToBe({ zNumber, isEven, isReady, onConfirm }: ZToBeProps) {
  const t = useText(closeText);
  const shopName = useTill((state) => state.status?.settings.shop.name);
  const number = zNumberText(zNumber);
  return (
    <>
      <div className="z-to-be">
        <p>{shopName}</p>
        <p className="z-number">{`Z ${number}`}</p>
        <p className="meta">{t('zNotYet')}</p>
      </div>
      <button
        type="button"
        className="primary go-on"
        autoFocus={isEven}
        disabled={!isReady}
        onClick={onConfirm}
      >
        {t('confirm', { number })}
      </button>
    </>
  );
}
