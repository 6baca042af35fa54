import type { ComponentProps } from 'react';
import { Field } from './basics.tsx';

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** One line that is typed. */
export function TextField({ label, hint, onChange, ...rest }: TextFieldProps) {
  return (
    <Field label={label} {...(hint !== undefined && { hint })}>
      {(ids) => <input {...ids} {...rest} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}
