import { useState } from 'react';
import type { AuditAction, AuditRow } from '../office/audit.ts';
import { Page } from './frame.tsx';
import { Empty, Fault, Select } from './parts/basics.tsx';
import { useFormats, useLanguage, useText } from './state/language.ts';
import { useAnswer } from './state/use-answer.ts';
import { actionText, auditText } from './text/audit-text.ts';
import { frameText } from './text/frame-text.ts';
import { Table } from './parts/table.tsx';

/** Who did what, the newest first. */
export function AuditPage() {
  const t = useText(auditText);
  const words = useText(frameText);
  const language = useLanguage();
  const [action, setAction] = useState<AuditAction | ''>('');
  const [before, setBefore] = useState<number | null>(null);
  const { value, error } = useAnswer('audit.list', { action: action || null, before });
  const actions = Object.entries(actionText[language]) as [AuditAction, string][];
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <div className="filters">
        <Select
          label={t('action')}
          value={action}
          options={[
            { value: '', label: t('all') },
            ...actions.map(([each, label]) => ({ value: each, label })),
          ]}
          onChange={(chosen) => {
            setAction(chosen);
            setBefore(null);
          }}
        />
      </div>
      <Fault error={error} />
      {value?.rows.length === 0 && <Empty icon="journal">{t('empty')}</Empty>}
      {value && value.rows.length > 0 && <Rows rows={value.rows} />}
      {value?.isMore && (
        <div className="row-buttons">
          <button type="button" className="plain" onClick={() => setBefore(value.rows.at(-1)?.id ?? null)}>
            {words('more')}
          </button>
        </div>
      )}
    </Page>
  );
}

function Rows({ rows }: { readonly rows: readonly AuditRow[] }) {
  const t = useText(auditText);
  const language = useLanguage();
  const { time } = useFormats();
  return (
    <Table columns={[t('when'), t('who'), t('action'), t('subject'), t('before'), t('after')]}>
      {rows.map((row) => (
        <tr key={row.id}>
          <td className="nowrap">{time(row.atUtcMs)}</td>
          <td>{row.userName}</td>
          <td>{actionText[language][row.action]}</td>
          <td>{row.subject}</td>
          <td className="audit-values">{textOf(row.before)}</td>
          <td className="audit-values">{textOf(row.after)}</td>
        </tr>
      ))}
    </Table>
  );
}

const TEXT_MAX_LENGTH = 160;

/** What a change was, in short. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = JSON.stringify(value)
    .replace(/^\{|\}$|"/g, '')
    .replaceAll(',', ', ');
  return text.length > TEXT_MAX_LENGTH ? `${text.slice(0, TEXT_MAX_LENGTH)}…` : text;
}
