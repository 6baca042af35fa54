import { useState, type ReactNode } from 'react';
import type { Result } from '../../../domain/result.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { ask, type ScreenError } from '../../service/connection.ts';
import { memberPageText } from '../../text/member-page-text.ts';
import { useText } from '../../text/use-text.ts';
import { PageFault } from '../page-fault.tsx';
import type { Service } from '../use-answer.ts';

interface AllRowsButtonProps<Row> {
  readonly label: string;
  readonly title: string;
  /** The newest, which the page shows; there is nothing to open where they are all. */
  readonly first: readonly Row[];
  readonly count: number;
  readonly readOlder: (service: Service, last: Row) => Promise<Result<readonly Row[]>>;
  readonly children: (rows: readonly Row[]) => ReactNode;
}

/** Opens everything of which a page shows the newest, page by page. */
export function AllRowsButton<Row>(props: AllRowsButtonProps<Row>) {
  const { label, title, first, count, readOlder, children } = props;
  const t = useText(memberPageText);
  const [rows, setRows] = useState<readonly Row[] | null>(null);
  const [fault, setFault] = useState<ScreenError | null>(null);
  const read = async (known: readonly Row[]) => {
    const last = known.at(-1);
    if (last === undefined) return;
    const older = await ask((service) => readOlder(service, last));
    setFault(older.ok ? null : older.error);
    setRows(older.ok ? [...known, ...older.value] : known);
  };
  if (count <= first.length) return null;
  return (
    <>
      <button type="button" className="link" onClick={() => void read(first)}>
        {label}
      </button>
      {rows && (
        <Dialog title={title} onClose={() => setRows(null)}>
          <PageFault fault={fault} />
          <ScrollRegion className="office long-list" label={title}>
            {children(rows)}
          </ScrollRegion>
          <div className="actions">
            {rows.length < count && (
              <button type="button" className="plain" onClick={() => void read(rows)}>
                {t('older')}
              </button>
            )}
            <button type="button" className="plain" onClick={() => setRows(null)}>
              {t('close')} <kbd aria-hidden="true">Esc</kbd>
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
