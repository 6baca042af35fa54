import { useEffect, useRef, useState } from 'react';
import { booksFaultText } from '../../domain/text/cli-text.ts';
import { fillTemplate } from '../../domain/text/language.ts';
import type { Result } from '../../domain/result.ts';
import type { VerifyEvent } from '../../register/contract/maintenance.ts';
import { followTask } from '../back-office/follow-task.ts';
import { Icon } from '../parts/icon.tsx';
import type { ScreenError } from '../service/connection.ts';
import { settingsUpkeepText } from '../text/settings-upkeep-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';
import { UpkeepFault } from './upkeep-fault.tsx';

type VerifyResult = Extract<VerifyEvent, { state: 'ended' }>['result'];
type VerifyReport = Extract<VerifyResult, { ok: true }>['value'];

interface Proof {
  /** Null while nothing is being proved. */
  readonly running: { readonly step: string; readonly done: number; readonly total: number } | null;
  readonly ended: Result<VerifyReport, ScreenError> | null;
}

/** Proves the books: the whole journal is read again, and every table compared with what it says. */
export function BooksSection() {
  const t = useText(settingsUpkeepText);
  const { proof, start, cancel } = useProof();
  const { running, ended } = proof;
  return (
    <section className="form-section">
      <header className="section-head">
        <h2>{t('books')}</h2>
        {running ? (
          <button type="button" className="plain" onClick={cancel}>
            {t('stop')}
          </button>
        ) : (
          <button type="button" className="plain" onClick={() => void start()}>
            <Icon name="shield" isSmall />
            {t('prove')}
          </button>
        )}
      </header>
      <p className="meta">{t('booksHint')}</p>
      {running && <ProofProgress {...running} />}
      <div role="status">{ended?.ok && <ProofResult report={ended.value} />}</div>
      <UpkeepFault fault={ended && !ended.ok ? ended.error : null} />
    </section>
  );
}

const stepTexts = { pages: 'stepPages', journal: 'stepJournal', tables: 'stepTables' } as const;

function ProofProgress({ step, done, total }: NonNullable<Proof['running']>) {
  const t = useText(settingsUpkeepText);
  const language = useLanguage();
  const key = Object.hasOwn(stepTexts, step) ? stepTexts[step as keyof typeof stepTexts] : 'stepPages';
  const count = total > 1 ? ` ${done.toLocaleString(language)} / ${total.toLocaleString(language)}` : '';
  return (
    <p className="proof-progress">
      <progress aria-label={t(key)} {...(total > 1 && { value: done, max: total })} />
      <span className="meta">{t(key) + count}</span>
    </p>
  );
}

function ProofResult({ report }: { readonly report: VerifyReport }) {
  const t = useText(settingsUpkeepText);
  const language = useLanguage();
  const { entries, zReports, rows, headHash, fault } = report;
  if (fault) {
    const what = fillTemplate(booksFaultText[language][fault.kind], { detail: fault.detail });
    return (
      <p className="fault">
        <Icon name="warning" isSmall />
        {fault.seq === null ? t('damaged', { what }) : t('damagedAt', { ...fault, what })}
      </p>
    );
  }
  const number = (count: number) => count.toLocaleString(language);
  return (
    <>
      <p className="saved">
        <Icon name="check" isSmall />
        {t('whole', { entries: number(entries), zReports: number(zReports), rows: number(rows) })}
      </p>
      {headHash !== null && <p className="meta selectable hash">{t('head', { hash: headHash })}</p>}
    </>
  );
}

/** Leaving the page stops it. */
function useProof() {
  const [proof, setProof] = useState<Proof>({ running: null, ended: null });
  const running = useRef(new AbortController());
  useEffect(() => () => running.current.abort(), []);
  const start = async () => {
    const { signal } = (running.current = new AbortController());
    setProof({ running: { step: 'pages', done: 0, total: 1 }, ended: null });
    const ended = await followTask(
      (service) => service.maintenance.verify(undefined, { signal }),
      signal,
      (step) => setProof({ running: step, ended: null }),
    );
    setProof({ running: null, ended: ended.ok || ended.error.code !== 'cancelled' ? ended : null });
  };
  return { proof, start, cancel: () => running.current.abort() };
}
