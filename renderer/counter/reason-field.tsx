interface ReasonFieldProps {
  readonly label: string;
  readonly reason: string;
  readonly onChange: (reason: string) => void;
  /** The usual reasons, one touch each. */
  readonly suggestions: readonly string[];
}

/** A reason: one of the usual ones, or in one's own words. */
export function ReasonField({ label, reason, onChange, suggestions }: ReasonFieldProps) {
  return (
    <>
      <label className="field">
        <span className="label">{label}</span>
        <input maxLength={200} value={reason} onChange={(event) => onChange(event.target.value)} />
      </label>
      <div className="choices">
        {suggestions.map((suggestion) => (
          <button
            key={suggestion}
            type="button"
            className="plain"
            aria-pressed={suggestion === reason}
            onClick={() => onChange(suggestion)}
          >
            {suggestion}
          </button>
        ))}
      </div>
    </>
  );
}
