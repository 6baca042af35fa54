import { useId, type FormEvent, type ReactNode } from 'react';
import { decimalToScaled } from '../../domain/currency.ts';
import { Numpad } from './numpad.tsx';

interface AmountPadProps {
  readonly label: string;
  readonly text: string;
  readonly placeholder?: string;
  readonly onChange: (text: string) => void;
  readonly onEnter: () => void;
  /** How many decimals may be typed. */
  readonly digits: number;
  readonly children?: ReactNode;
}

/** An amount or a quantity typed by keyboard or by finger. What cannot become a number is not taken. */
export function AmountPad({ label, text, placeholder, onChange, onEnter, digits, children }: AmountPadProps) {
  const id = useId();
  const change = (next: string) => {
    if (isBeginning(next, digits)) onChange(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onEnter();
  };
  return (
    <form className="amount-pad" onSubmit={submit}>
      <div className="amount-entry">
        <label htmlFor={id}>{label}</label>
        <input
          id={id}
          autoFocus
          inputMode="none"
          autoComplete="off"
          placeholder={placeholder}
          value={text}
          onChange={(event) => change(event.target.value.replace(',', '.'))}
        />
      </div>
      <Numpad
        extra={digits > 0 ? '.' : null}
        onKey={(key) => change(text + key)}
        onErase={() => onChange(text.slice(0, -1))}
      />
      {children}
    </form>
  );
}

/** The integer that a typed decimal stands for, in units of `10^-digits`; null where it is none yet. */
export function scaledOf(text: string, digits: number): number | null {
  const scaled = decimalToScaled(text.replace(/\.$/, ''), digits);
  return scaled !== null && scaled >= 0 ? scaled : null;
}

/** Whether more typing can make it a number with that many decimals, of at most ten digits before them. */
function isBeginning(text: string, digits: number): boolean {
  const [whole = '', fraction, ...more] = text.split('.');
  return (
    more.length === 0 &&
    /^\d{0,10}$/.test(whole) &&
    (fraction === undefined || (digits > 0 && fraction.length <= digits && /^\d*$/.test(fraction)))
  );
}
