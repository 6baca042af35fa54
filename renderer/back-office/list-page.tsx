import type { ReactNode } from 'react';
import { Icon } from '../parts/icon.tsx';
import './list-page.css';

const TEXT_MAX_LENGTH = 100;

interface ListFiltersProps<Choice extends string> {
  readonly text: string;
  readonly textLabel: string;
  readonly isFirst?: boolean;
  readonly onText: (text: string) => void;
  readonly choice: Choice;
  readonly choiceLabel: string;
  readonly choices: readonly { readonly value: Choice; readonly label: string }[];
  readonly onChoose: (choice: Choice) => void;
}

/** What of a list is looked for, and which of it shows. */
export function ListFilters<Choice extends string>(props: ListFiltersProps<Choice>) {
  const { text, textLabel, isFirst = false, onText, choice, choiceLabel, choices, onChoose } = props;
  return (
    <div className="list-filters">
      <div className="look-up">
        <Icon name="search" />
        <input
          className="input"
          type="search"
          autoFocus={isFirst}
          maxLength={TEXT_MAX_LENGTH}
          aria-label={textLabel}
          placeholder={textLabel}
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
      </div>
      <span className="choice" role="group" aria-label={choiceLabel}>
        {choices.map(({ value, label }) => (
          <button key={value} type="button" aria-pressed={value === choice} onClick={() => onChoose(value)}>
            {label}
          </button>
        ))}
      </span>
    </div>
  );
}

interface OpeningRowProps {
  readonly name: string;
  readonly onOpen: () => void;
  /** The cells after the name. */
  readonly children: ReactNode;
}

/** A row that opens the page of what it names: by its name for whoever uses keys, anywhere for a finger. */
export function OpeningRow({ name, onOpen, children }: OpeningRowProps) {
  return (
    <tr onClick={onOpen}>
      <th scope="row">
        <button type="button" className="link" onClick={onOpen}>
          {name}
        </button>
      </th>
      {children}
    </tr>
  );
}
