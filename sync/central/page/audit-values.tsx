import { useFormats, useLanguage, useText } from './state/language.ts';
import { auditWordText, valueNameText, type AuditWord, type ValueName } from './text/audit-value-text.ts';

interface AuditValuesProps {
  readonly value: unknown;
  /** How it was before, or is after: what is the same is left out. */
  readonly other: unknown;
  readonly currency: string;
}

const TEXT_MAX_LENGTH = 160;

/** What a change was, in words where there are any for it. */
export function AuditValues({ value, other, currency }: AuditValuesProps) {
  const language = useLanguage();
  const sayValue = useValueWords(currency);
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object') return sayValue('', value);
  const same = (other ?? {}) as Readonly<Record<string, unknown>>;
  const changed = Object.entries(value).filter(
    ([name, each]) => JSON.stringify(each) !== JSON.stringify(same[name]),
  );
  const names: Readonly<Record<string, string>> = valueNameText[language];
  return (
    <ul>
      {changed.map(([name, each]) => (
        <li key={name}>
          <span className="muted">{names[name] ?? name}</span> {sayValue(name, each)}
        </li>
      ))}
    </ul>
  );
}

/** Says one value under its name. */
function useValueWords(currency: string): (name: string, value: unknown) => string {
  const language = useLanguage();
  const t = useText(auditWordText);
  const { count, price } = useFormats();
  const names: Readonly<Record<string, string>> = valueNameText[language];
  const say = (name: string, value: unknown): string => {
    if (value === null) return t('nothing');
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    if (typeof value === 'number')
      return name === ('priceE4' satisfies ValueName) ? price(value, currency) : count(value);
    if (typeof value === 'string') {
      if (name === 'fields') return names[value] ?? value;
      return value === ('all' satisfies AuditWord) ? t('all') : value;
    }
    if (Array.isArray(value)) return value.map((each) => say(name, each)).join(', ');
    return JSON.stringify(value)
      .replace(/^\{|\}$|"/g, '')
      .replaceAll(',', ', ');
  };
  return (name, value) => {
    const text = say(name, value);
    return text.length > TEXT_MAX_LENGTH ? `${text.slice(0, TEXT_MAX_LENGTH)}…` : text;
  };
}
