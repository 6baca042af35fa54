import { useEffect, useRef } from 'react';
import { Numpad } from '../parts/numpad.tsx';

interface NumberEntryProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onEnter: () => void;
  /** What stands there until something is typed: the present value. */
  readonly present?: string;
  readonly extra?: '.' | '00' | null;
  readonly fault?: string | null;
}

const DIGITS_MAX = 14;

/** A number by keyboard or by finger. It takes the focus, because it is what was asked for. */
export function NumberEntry(props: NumberEntryProps) {
  const { value, onChange, extra = '.', fault = null } = props;
  return (
    <div className="number-entry">
      <NumberField {...props} key={props.label} />
      {fault !== null && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
      <Numpad
        extra={extra}
        onKey={(text) => onChange(cleanNumber(value + text))}
        onErase={() => onChange(value.slice(0, -1))}
      />
    </div>
  );
}

/** The field alone, where two of them share a pad. */
function NumberField({ label, value, onChange, onEnter, present = '' }: NumberEntryProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
  }, []);
  return (
    <label className="amount-entry">
      <span>{label}</span>
      <input
        ref={field}
        inputMode="none"
        autoComplete="off"
        placeholder={present}
        value={value}
        onChange={(event) => onChange(cleanNumber(event.target.value))}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.repeat) return;
          event.preventDefault();
          onEnter();
        }}
      />
    </label>
  );
}

/** Digits and one decimal point. */
function cleanNumber(text: string): string {
  const [whole = '', ...rest] = text
    .replace(/[,，。]/g, '.')
    .replace(/[^\d.]/g, '')
    .split('.');
  const cleaned = rest.length > 0 ? `${whole}.${rest.join('')}` : whole;
  return cleaned.slice(0, DIGITS_MAX);
}
