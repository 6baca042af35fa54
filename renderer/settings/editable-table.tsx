import type { ReactNode } from 'react';
import { Icon, type IconName } from '../parts/icon.tsx';
import { settingsScreenText } from '../text/settings-screen-text.ts';
import { useText } from '../text/use-text.ts';

interface EditableTableProps<Row> {
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly onChange: (rows: readonly Row[]) => void;
  readonly blank: () => Row;
  readonly addLabel: string;
  readonly max: number;
  /** Fewer rows than this there cannot be. */
  readonly min: number;
  readonly nameOf: (row: Row) => string;
  /** The cells of a row, one `td` a column. */
  readonly renderCells: (row: Row, change: (part: Partial<Row>) => void, index: number) => ReactNode;
  /** Whether the order of the rows means something, so that it can be changed. */
  readonly isOrdered?: boolean;
}

/** A list of the settings as a table whose cells are fields: rows are added at its end and taken out where they stand. */
export function EditableTable<Row>(props: EditableTableProps<Row>) {
  const { label, columns, rows, onChange, blank, addLabel, max } = props;
  const t = useText(settingsScreenText);
  return (
    <div className="editable">
      <table aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
            <th scope="col">
              <span className="sr">{t('acts')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {numbered(rows).map(({ item, number }) => (
            <EditableRow key={number} {...props} row={item} number={number} />
          ))}
        </tbody>
      </table>
      {rows.length < max && (
        <button type="button" className="plain" onClick={() => onChange([...rows, blank()])}>
          <Icon name="plus" isSmall />
          {addLabel}
        </button>
      )}
    </div>
  );
}

function EditableRow<Row>(props: EditableTableProps<Row> & { readonly row: Row; readonly number: number }) {
  const { rows, onChange, renderCells, row, number, nameOf, min, isOrdered = false } = props;
  const t = useText(settingsScreenText);
  const index = number - 1;
  const name = nameOf(row) || t('nameless', { number });
  const change = (part: Partial<Row>) =>
    onChange(rows.map((each, at) => (at === index ? { ...each, ...part } : each)));
  return (
    <tr>
      {renderCells(row, change, index)}
      <td className="row-acts">
        {isOrdered && (
          <RowAct
            icon="up"
            label={t('earlier', { name })}
            isDisabled={index === 0}
            onClick={() => onChange(moved(rows, index, index - 1))}
          />
        )}
        <RowAct
          icon="bin"
          label={t('remove', { name })}
          isDisabled={rows.length <= min}
          onClick={() => onChange(rows.filter((_, at) => at !== index))}
        />
      </td>
    </tr>
  );
}

interface RowActProps {
  readonly icon: IconName;
  readonly label: string;
  readonly isDisabled?: boolean;
  readonly onClick: () => void;
}

/** A button that is only a drawing; its label is heard, and shown when the pointer rests on it. */
export function RowAct({ icon, label, isDisabled = false, onClick }: RowActProps) {
  return (
    <button
      type="button"
      className={icon === 'bin' ? 'plain act danger' : 'plain act'}
      aria-label={label}
      title={label}
      disabled={isDisabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}

/** Items that are edited are known by their place, from 1: typing changes everything else about them. */
export function numbered<Item>(
  items: readonly Item[],
): readonly { readonly item: Item; readonly number: number }[] {
  return items.map((item, index) => ({ item, number: index + 1 }));
}

/** A list with one of its items at another place. */
export function moved<Item>(items: readonly Item[], from: number, to: number): readonly Item[] {
  const others = items.filter((_, at) => at !== from);
  return [...others.slice(0, to), ...items.slice(from, from + 1), ...others.slice(to)];
}
