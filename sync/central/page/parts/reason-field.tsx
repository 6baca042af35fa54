import { useText } from '../state/language.ts';
import { frameText } from '../text/frame-text.ts';
import { Field } from './basics.tsx';

interface ReasonFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly label?: string;
  readonly hint?: string;
  /** Nothing is typed before it. */
  readonly isFirst?: boolean;
}

const REASON_MAX_LENGTH = 200;

/** Why, in a sentence that the audit keeps. */
export function ReasonField({ value, onChange, label, hint, isFirst = false }: ReasonFieldProps) {
  const t = useText(frameText);
  return (
    <Field label={label ?? t('reason')} {...(hint !== undefined && { hint })}>
      {(ids) => (
        <textarea
          {...ids}
          rows={3}
          required
          autoFocus={isFirst}
          maxLength={REASON_MAX_LENGTH}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
