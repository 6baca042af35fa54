import { useState } from 'react';
import { csvLine, CSV_BOM } from '../../../../domain/csv.ts';
import { describeImportError } from '../../../../domain/text/import-text.ts';
import { Icon } from '../../../../renderer/parts/icon.tsx';
import { ScrollRegion } from '../../../../renderer/parts/scroll-region.tsx';
import type { ImportAnswer } from '../../office/import-answer.ts';
import { useFormats, useLanguage, useText } from '../state/language.ts';
import { handOver, type Answer, type PageError } from '../state/office.ts';
import { importText } from '../text/import-text.ts';
import { Done, Fault, saveFile } from './basics.tsx';

interface Import {
  readonly fileName: string;
  /** Null while it is under way. */
  readonly answer: Answer<ImportAnswer> | null;
}

/** Hands a file over and keeps how that went. */
export function useImport(name: 'catalogue.import' | 'members.import', onDone: () => void) {
  const [state, setState] = useState<Import | null>(null);
  const run = async (file: File) => {
    setState({ fileName: file.name, answer: null });
    const answer = await handOver(name, file);
    setState({ fileName: file.name, answer });
    if (answer.ok) onDone();
  };
  const isBusy = state !== null && state.answer === null;
  return { state, isBusy, run: (file: File) => void run(file) };
}

/** How an import went: counts, and the rows that were left out with their reasons. */
export function ImportOutcome({ state }: { readonly state: Import | null }) {
  const t = useText(importText);
  const { count } = useFormats();
  if (!state) return null;
  const { fileName: name, answer } = state;
  if (!answer) return <p role="status">{t('importing', { name })}</p>;
  if (!answer.ok) return <Fault error={answer.error satisfies PageError} />;
  const { added, changed, unchanged, ignoredColumns } = answer.value;
  return (
    <section className="sheet sections">
      <div className="section">
        <Done>
          {t('done', { name, added: count(added), changed: count(changed), unchanged: count(unchanged) })}
        </Done>
        {ignoredColumns.length > 0 && (
          <p className="meta">{t('ignored', { columns: ignoredColumns.join(', ') })}</p>
        )}
      </div>
      {answer.value.rejectedCount > 0 && <Rejected answer={answer.value} />}
    </section>
  );
}

function Rejected({ answer: { rejected, rejectedCount } }: { readonly answer: ImportAnswer }) {
  const t = useText(importText);
  const language = useLanguage();
  const { count } = useFormats();
  const reasonOf = (row: ImportAnswer['rejected'][number]) => describeImportError(row.error, language);
  const save = () => {
    const rows = rejected.map((row) => csvLine([row.line, ...row.cells, reasonOf(row)]));
    saveFile('left-out.csv', CSV_BOM + rows.join(''), 'text/csv;charset=utf-8');
  };
  const title =
    rejected.length === rejectedCount
      ? t('left', { number: count(rejectedCount) })
      : t('leftShown', { number: count(rejectedCount), shown: count(rejected.length) });
  return (
    <div className="section">
      <h2>{title}</h2>
      <ScrollRegion className="rejected" label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('line')}</th>
              <th scope="col">{t('row')}</th>
              <th scope="col">{t('why')}</th>
            </tr>
          </thead>
          <tbody>
            {rejected.map((row) => (
              <tr key={row.line}>
                <td>{row.line}</td>
                <td>{row.cells.join(', ')}</td>
                <td>{reasonOf(row)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <div className="row-buttons">
        <button type="button" className="plain" onClick={save}>
          <Icon name="download" isSmall />
          {t('saveLeft')}
        </button>
      </div>
    </div>
  );
}
