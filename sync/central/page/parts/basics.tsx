import { useId, useState, type ReactNode } from 'react';
import { Icon, type IconName } from '../../../../renderer/parts/icon.tsx';
import { useLanguage, useText } from '../state/language.ts';
import type { PageError } from '../state/office.ts';
import { describeOfficeError } from '../text/error-text.ts';
import { frameText } from '../text/frame-text.ts';

/** What went wrong, read out when it comes. */
export function Fault({ error }: { readonly error: PageError | null }) {
  const language = useLanguage();
  return (
    <div role="alert">
      {error && (
        <p className="fault">
          <Icon name="warning" isSmall />
          <span>{describeOfficeError(error, language)}</span>
        </p>
      )}
    </div>
  );
}

/** What was done. */
export function Done({ children }: { readonly children: ReactNode }) {
  return (
    <div role="status">
      {children !== null && (
        <p className="done">
          <Icon name="check" isSmall />
          <span>{children}</span>
        </p>
      )}
    </div>
  );
}

/** Where a list has nothing: why, and what would change that. */
export function Empty({ icon, children }: { readonly icon: IconName; readonly children: ReactNode }) {
  return (
    <div className="empty">
      <Icon name={icon} />
      <p>{children}</p>
    </div>
  );
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly children: (ids: { readonly id: string; readonly 'aria-describedby'?: string }) => ReactNode;
}

/** A control with its label above it and a hint below. */
export function Field({ label, hint, children }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, ...(hint !== undefined && { 'aria-describedby': `${id}-hint` }) })}
      {hint !== undefined && (
        <span className="meta" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}

interface SelectProps<Value extends string> {
  readonly label: string;
  readonly hint?: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}

export function Select<Value extends string>({ label, hint, value, options, onChange }: SelectProps<Value>) {
  return (
    <Field label={label} {...(hint !== undefined && { hint })}>
      {(ids) => (
        <select {...ids} value={value} onChange={(event) => onChange(event.target.value as Value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** One of a few, all of them in sight. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  onChange,
}: Omit<SelectProps<Value>, 'hint'>) {
  return (
    <span className="choice" role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </span>
  );
}

const COPIED_MS = 2_000;

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ text, label }: { readonly text: string; readonly label?: string }) {
  const t = useText(frameText);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), COPIED_MS);
  };
  return (
    <>
      <button type="button" className="plain" onClick={() => void copy()}>
        <Icon name={isCopied ? 'check' : 'note'} isSmall />
        {isCopied ? t('copied') : (label ?? t('copy'))}
      </button>
      <span className="sr" role="status">
        {isCopied ? t('copied') : ''}
      </span>
    </>
  );
}

/** Hands the browser a file to save. */
export function saveFile(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
