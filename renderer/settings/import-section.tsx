import { useEffect, useRef, useState } from 'react';
import { csvLine, CSV_BOM } from '../../domain/csv.ts';
import type { Result } from '../../domain/result.ts';
import { describeImportError } from '../../domain/text/import-text.ts';
import type { ImportCounts, ImportEvent } from '../../register/contract/catalogue.ts';
import { CentralDecides } from '../chain/central-decides.tsx';
import { useIsJoined } from '../chain/chain-events.ts';
import { Icon } from '../parts/icon.tsx';
import { saveText } from '../receipt/save-file.ts';
import type { ScreenError } from '../service/connection.ts';
import { perform } from '../state/counter.ts';
import { settingsArticlesText } from '../text/settings-articles-text.ts';
import { useErrorText, useLanguage, useText } from '../text/use-text.ts';
import { TextField } from './fields.tsx';

type Rejected = Extract<ImportEvent, { state: 'rejected' }>['rows'][number];

interface ImportState {
  readonly isRunning: boolean;
  readonly rows: number;
  readonly rejected: readonly Rejected[];
  readonly ended: Result<ImportCounts, ScreenError> | null;
}

const PATH_MAX_LENGTH = 4_096;
const REJECTED_SHOWN_MAX = 100;
const idle: ImportState = { isRunning: false, rows: 0, rejected: [], ended: null };

/** Articles from a file of this machine. The till goes on selling meanwhile. */
export function ImportSection() {
  const t = useText(settingsArticlesText);
  const [path, setPath] = useState('');
  const { state, start } = useImport();
  const isJoined = useIsJoined();
  if (isJoined) {
    return (
      <section className="form-section">
        <h2>{t('import')}</h2>
        <CentralDecides what="articles" />
      </section>
    );
  }
  return (
    <section className="form-section">
      <h2>{t('import')}</h2>
      <p className="meta">{t('importHint')}</p>
      <form
        className="path-form"
        onSubmit={(event) => {
          event.preventDefault();
          void start(path.trim());
        }}
      >
        <TextField label={t('path')} value={path} maxLength={PATH_MAX_LENGTH} onChange={setPath} />
        <button type="submit" className="plain" disabled={state.isRunning || path.trim() === ''}>
          <Icon name="upload" isSmall />
          {t('importNow')}
        </button>
      </form>
      <ImportNote state={state} />
      <RejectedRows rejected={state.rejected} />
    </section>
  );
}

function ImportNote({ state: { isRunning, rows, ended } }: { readonly state: ImportState }) {
  const t = useText(settingsArticlesText);
  const errorText = useErrorText();
  return (
    <div role="status">
      {isRunning && <p>{t('importing', { rows })}</p>}
      {ended && !ended.ok && (
        <p className="fault">
          <Icon name="warning" isSmall />
          {errorText(ended.error)}
        </p>
      )}
      {ended?.ok && (
        <p className="saved">
          <Icon name="check" isSmall />
          {t('imported', { ...ended.value, rejected: ended.value.rejectedCount })}
        </p>
      )}
      {ended?.ok && ended.value.ignoredColumns.length > 0 && (
        <p className="meta">{t('ignored', { columns: ended.value.ignoredColumns.join(t('comma')) })}</p>
      )}
    </div>
  );
}

/** The rows that were left out and why, to be mended in the file; all of them as a file, the first of them here. */
function RejectedRows({ rejected }: { readonly rejected: readonly Rejected[] }) {
  const t = useText(settingsArticlesText);
  const language = useLanguage();
  if (rejected.length === 0) return null;
  const save = () => {
    const lines = rejected.map(({ line, cells, error }) =>
      csvLine([line, describeImportError(error, language), ...cells]),
    );
    saveText('rejected-rows.csv', 'text/csv', CSV_BOM + csvLine([t('line'), t('reason')]) + lines.join(''));
  };
  return (
    <div className="rejected">
      <header>
        <h3>{t('rejectedTitle', { number: rejected.length })}</h3>
        <button type="button" className="link" onClick={save}>
          <Icon name="download" isSmall />
          {t('saveRejected')}
        </button>
      </header>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('line')}</th>
            <th scope="col">{t('row')}</th>
            <th scope="col">{t('reason')}</th>
          </tr>
        </thead>
        <tbody>
          {rejected.slice(0, REJECTED_SHOWN_MAX).map(({ line, cells, error }) => (
            <tr key={line}>
              <td>{line}</td>
              <td className="rejected-cells">{cells.join(' · ')}</td>
              <td>{describeImportError(error, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface Import {
  readonly state: ImportState;
  readonly start: (path: string) => Promise<void>;
}

/** Once begun it goes on to its end in the service, watched or not. */
function useImport(): Import {
  const language = useLanguage();
  const [state, setState] = useState<ImportState>(idle);
  const leaving = useRef(new AbortController());
  useEffect(() => {
    leaving.current = new AbortController();
    return () => leaving.current.abort();
  }, []);
  const start = async (path: string) => {
    setState({ ...idle, isRunning: true });
    const { signal } = leaving.current;
    const ended = await perform<ImportCounts>(async (service, approval) => {
      const request = { path, language, ...(approval && { approval }) };
      for await (const event of await service.catalogue.importProducts(request, { signal })) {
        if (event.state === 'ended') return event.result;
        setState((known) =>
          event.state === 'rejected'
            ? { ...known, rejected: [...known.rejected, ...event.rows] }
            : { ...known, rows: event.done },
        );
      }
      throw new Error('the import did not say how it ended');
    });
    if (!signal.aborted) setState((known) => ({ ...known, isRunning: false, ended }));
  };
  return { state, start };
}
