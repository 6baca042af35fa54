import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { Dialog } from '../parts/dialog.tsx';
import type { ScreenError } from '../service/connection.ts';
import { perform } from '../state/counter.ts';
import { officeText } from '../text/back-office-text.ts';
import { useErrorText, useText } from '../text/use-text.ts';
import './act-dialog.css';

const REASON_MAX_LENGTH = 200;

interface ActDialogProps {
  readonly title: string;
  readonly hint?: string;
  /** What the button that does it says. */
  readonly actLabel: string;
  readonly isDanger?: boolean;
  /** Whether what is asked for above the reason is there. */
  readonly isReady?: boolean;
  readonly hasReason?: boolean;
  /** Does it; the error stands in the dialog, null closes it, and where there is more to ask it stays. */
  readonly act: (reason: string) => Promise<ScreenError | 'stay' | null>;
  /** Where an error takes more than its sentence. */
  readonly sayFault?: (fault: ScreenError) => ReactNode;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** Calls the service for a dialog: what went well is told, what did not stands in the dialog. */
export async function carryOut<T>(
  call: Parameters<typeof perform<T>>[0],
  onDone: (value: T) => void,
): Promise<ScreenError | null> {
  const done = await perform(call);
  if (!done.ok) return done.error;
  onDone(done.value);
  return null;
}

/** Asks for what something takes, its reason among it, and does it. */
export function ActDialog(props: ActDialogProps) {
  const { title, hint, actLabel, isDanger = false, isReady = true, hasReason = true, children } = props;
  const { act, sayFault, onClose } = props;
  const t = useText(officeText);
  const errorText = useErrorText();
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<ScreenError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isWhole = isReady && (!hasReason || reason.trim() !== '');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // Not by disabling the button: it would lose the focus, and Esc with it.
    if (!isWhole || isBusy) return;
    setBusy(true);
    const error = await act(reason.trim());
    setBusy(false);
    if (error === null) onClose();
    else if (error !== 'stay') setFault(error);
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        {hint && <p>{hint}</p>}
        {children}
        {hasReason && <ReasonField reason={reason} onChange={setReason} />}
        {fault && <div role="alert">{sayFault?.(fault) ?? <p className="fault">{errorText(fault)}</p>}</div>}
        <div className="actions">
          {isDanger && (
            <button type="submit" className="plain danger" disabled={!isWhole}>
              {actLabel}
            </button>
          )}
          <button type="button" className="plain" onClick={onClose}>
            {t('cancel')} <kbd aria-hidden="true">Esc</kbd>
          </button>
          {!isDanger && (
            <button type="submit" className="primary" disabled={!isWhole}>
              {actLabel} <kbd aria-hidden="true">Enter</kbd>
            </button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

function ReasonField({
  reason,
  onChange,
}: {
  readonly reason: string;
  readonly onChange: (reason: string) => void;
}) {
  const t = useText(officeText);
  return <DialogField label={t('reason')} value={reason} maxLength={REASON_MAX_LENGTH} onChange={onChange} />;
}

interface DialogFieldProps {
  readonly label: string;
  readonly value: string;
  readonly maxLength: number;
  readonly hint?: string;
  readonly isNumber?: boolean;
  readonly isFirst?: boolean;
  readonly onChange: (text: string) => void;
}

/** One line of text in a dialog. */
export function DialogField(props: DialogFieldProps) {
  const { label, value, maxLength, hint, isNumber = false, isFirst = false, onChange } = props;
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        autoFocus={isFirst}
        autoComplete="off"
        spellCheck={false}
        inputMode={isNumber ? 'numeric' : 'text'}
        maxLength={maxLength}
        placeholder={hint}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

interface DialogChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}

/** One of a few, all of them in sight. */
export function DialogChoice<Value extends string>(props: DialogChoiceProps<Value>) {
  const { label, value, options, onChange } = props;
  const id = useId();
  return (
    <div className="field">
      <span className="label" id={id}>
        {label}
      </span>
      <span className="row-buttons" role="group" aria-labelledby={id}>
        {options.map((option) => (
          <button
            key={option.value}
            type="button"
            className="plain"
            aria-pressed={option.value === value}
            onClick={() => onChange(option.value)}
          >
            {option.label}
          </button>
        ))}
      </span>
    </div>
  );
}

interface DialogSelectProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

export function DialogSelect({ label, value, options, onChange }: DialogSelectProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
