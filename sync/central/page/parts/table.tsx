import type { ReactNode } from 'react';

/** What a column is called, and that its figures stand at the right. */
export type Column = string | { readonly number: string };

interface TableProps {
  readonly columns: readonly Column[];
  /** What the buttons at the end of a row do, for readers; left out where there are none. */
  readonly acts?: string;
  readonly label?: string;
  readonly children: ReactNode;
}

/** A list on a sheet of its own. */
export function Table({ columns, acts, label, children }: TableProps) {
  return (
    <section className="sheet rows" aria-label={label}>
      <table>
        <thead>
          <tr>
            {columns.map((column) =>
              typeof column === 'string' ? (
                <th key={column} scope="col">
                  {column}
                </th>
              ) : (
                <th key={column.number} scope="col" className="number">
                  {column.number}
                </th>
              ),
            )}
            {acts !== undefined && (
              <th scope="col">
                <span className="sr">{acts}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
