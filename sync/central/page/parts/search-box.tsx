import { useEffect, useState } from 'react';

interface SearchBoxProps {
  readonly label: string;
  readonly text: string;
  /** Told once the typing rests. */
  readonly onText: (text: string) => void;
}

const REST_MS = 200;
const TEXT_MAX_LENGTH = 100;

/** One box to look for something. */
export function SearchBox({ label, text, onText }: SearchBoxProps) {
  const [typed, setTyped] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => onText(typed), REST_MS);
    return () => clearTimeout(timer);
  }, [typed, onText]);
  return (
    <input
      className="input search"
      type="search"
      autoFocus
      autoComplete="off"
      spellCheck={false}
      maxLength={TEXT_MAX_LENGTH}
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
