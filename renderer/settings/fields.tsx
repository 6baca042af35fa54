import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { settingsScreenText } from '../text/settings-screen-text.ts';
import { useText } from '../text/use-text.ts';
import type { FieldFault, NumberForm } from './field-checks.ts';

type Fault = FieldFault | null;

interface FieldProps {
  readonly label: string;
  /** In a table the column says it; readers still hear it. */
  readonly isBare?: boolean;
  readonly hint?: string;
}

interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly fault?: Fault;
  readonly maxLength: number;
  readonly list?: string;
  readonly isReadOnly?: boolean;
}

/** One line of text. What is wrong with it stands below once the field is left, or saving was tried. */
export function TextField(props: TextFieldProps) {
  const { value, onChange, fault = null, maxLength, list, isReadOnly = false, ...rest } = props;
  const id = useId();
  const { ref, shown, watch } = useValidity<HTMLInputElement>(fault);
  return (
    <FieldFrame {...rest} id={id} fault={shown}>
      <input
        {...watch}
        ref={ref}
        id={id}
        aria-invalid={shown !== null}
        aria-describedby={noteId(id, shown, rest.hint)}
        autoComplete="off"
        spellCheck={false}
        value={value}
        maxLength={maxLength}
        list={list}
        readOnly={isReadOnly}
        onChange={(event) => onChange(event.target.value)}
      />
    </FieldFrame>
  );
}

interface NumberFieldProps extends FieldProps {
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly form: NumberForm;
  readonly unit?: string;
  readonly isDisabled?: boolean;
}

const NUMBER_MAX_LENGTH = 20;

/** A number as people write it. The value is `NaN` for as long as what is written is none. */
export function NumberField(props: NumberFieldProps) {
  const { value, onChange, form, unit, isDisabled = false, ...rest } = props;
  const id = useId();
  const [text, setText] = useState('');
  const { ref, shown, watch } = useValidity<HTMLInputElement>(Number.isNaN(value) ? form.fault : null);
  // What was typed stays as it was typed for as long as it says the value; else the value was set from elsewhere.
  const isTyped = text !== '' && Object.is(form.parse(text), value);
  const written = isTyped || Number.isNaN(value) ? text : form.format(value);
  const type = (next: string) => {
    setText(next);
    onChange(form.parse(next));
  };
  return (
    <FieldFrame {...rest} id={id} fault={shown}>
      <span className="with-unit">
        <input
          {...watch}
          ref={ref}
          id={id}
          className="number"
          aria-invalid={shown !== null}
          aria-describedby={noteId(id, shown, rest.hint)}
          autoComplete="off"
          inputMode="decimal"
          disabled={isDisabled}
          maxLength={NUMBER_MAX_LENGTH}
          value={written}
          onChange={(event) => type(event.target.value)}
        />
        {unit && <span className="muted">{unit}</span>}
      </span>
    </FieldFrame>
  );
}

interface SelectFieldProps<Value extends string | number> extends FieldProps {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
}

export function SelectField<Value extends string | number>(props: SelectFieldProps<Value>) {
  const { value, onChange, options, ...rest } = props;
  const id = useId();
  const choose = (chosen: string) => {
    const option = options.find((each) => String(each.value) === chosen);
    if (option) onChange(option.value);
  };
  return (
    <FieldFrame {...rest} id={id} fault={null}>
      <select
        id={id}
        aria-describedby={noteId(id, null, rest.hint)}
        value={value}
        onChange={(event) => choose(event.target.value)}
      >
        {!options.some((option) => option.value === value) && <option value={value}>{value}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

interface CheckFieldProps extends FieldProps {
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
}

export function CheckField({ label, isBare = false, hint, isChecked, onChange }: CheckFieldProps) {
  const id = useId();
  return (
    <label className="check-field">
      <input
        type="checkbox"
        aria-labelledby={id}
        aria-describedby={noteId(id, null, hint)}
        checked={isChecked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className={isBare ? 'sr' : 'check-label'}>
        <span id={id}>{label}</span>
        {hint !== undefined && (
          <span className="meta" id={`${id}-note`}>
            {hint}
          </span>
        )}
      </span>
    </label>
  );
}

interface ChoiceFieldProps<Value extends string | number | boolean> extends FieldProps {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
}

/** One of a few, all of them in sight. */
export function ChoiceField<Value extends string | number | boolean>(props: ChoiceFieldProps<Value>) {
  const { label, value, onChange, options, hint } = props;
  const id = useId();
  return (
    <div className="field">
      <span className="label" id={id}>
        {label}
      </span>
      <span className="choice" role="group" aria-labelledby={id}>
        {options.map((option) => (
          <button
            key={String(option.value)}
            type="button"
            aria-pressed={option.value === value}
            onClick={() => onChange(option.value)}
          >
            {option.label}
          </button>
        ))}
      </span>
      {hint !== undefined && <span className="meta">{hint}</span>}
    </div>
  );
}

interface FieldFrameProps extends FieldProps {
  readonly id: string;
  readonly fault: Fault;
  readonly children: ReactNode;
}

function FieldFrame({ id, label, isBare = false, hint, fault, children }: FieldFrameProps) {
  const t = useText(settingsScreenText);
  return (
    <div className="field">
      <label htmlFor={id} className={isBare ? 'sr' : undefined}>
        {label}
      </label>
      {children}
      {fault !== null && (
        <span className="fault meta" id={`${id}-note`}>
          {t(fault)}
        </span>
      )}
      {fault === null && hint !== undefined && (
        <span className="meta" id={`${id}-note`}>
          {hint}
        </span>
      )}
    </div>
  );
}

/** What stands below a field is read out with it. */
function noteId(id: string, fault: Fault, hint: string | undefined): string | undefined {
  return fault === null && hint === undefined ? undefined : `${id}-note`;
}

/** Lets the browser know of a fault, so that saving can find the first one; tells when to show it. */
function useValidity<Element extends HTMLInputElement>(fault: Fault) {
  const ref = useRef<Element>(null);
  const [isTold, setTold] = useState(false);
  useEffect(() => ref.current?.setCustomValidity(fault ?? ''), [fault]);
  const watch = { onBlur: () => setTold(true), onInvalid: () => setTold(true) };
  return { ref, shown: isTold ? fault : null, watch };
}
