import { useState } from 'react';
import type { AuditAction, AuditRow } from '../office/audit.ts';
import { AuditValues } from './audit-values.tsx';
import { Page } from './frame.tsx';
import { Empty, Fault, Select } from './parts/basics.tsx';
import { Pager } from './parts/pager.tsx';
import { SearchBox } from './parts/search-box.tsx';
import { Table } from './parts/table.tsx';
import { useFormats, useLanguage, useText } from './state/language.ts';
import { useAnswer } from './state/use-answer.ts';
import { usePages } from './state/use-pages.ts';
import { actionText, auditText } from './text/audit-text.ts';

/** Who did what, the newest first. */
export function AuditPage() {
  const t = useText(auditText);
  const language = useLanguage();
  const [action, setAction] = useState<AuditAction | ''>('');
  const [text, setText] = useState('');
  const pages = usePages<number>(`${action} ${text}`);
  const { value, error } = useAnswer('audit.list', { action: action || null, text, after: pages.after });
  const actions = Object.entries(actionText[language]) as [AuditAction, string][];
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <div className="filters">
        <div className="wide">
          <SearchBox label={t('search')} text={text} onText={setText} />
        </div>
        <Select
          label={t('action')}
          value={action}
          options={[
            { value: '', label: t('all') },
            ...actions.map(([each, label]) => ({ value: each, label })),
          ]}
          onChange={setAction}
        />
      </div>
      <Fault error={error} />
      {value?.rows.length === 0 && <Empty icon="journal">{t('empty')}</Empty>}
      {value && value.rows.length > 0 && <Rows rows={value.rows} currency={value.currency} />}
      {value && <Pager pages={pages} rows={value.rows.length} next={value.next} />}
    </Page>
  );
}

interface RowsProps {
  readonly rows: readonly AuditRow[];
  readonly currency: string;
}

function Rows({ rows, currency }: RowsProps) {
  const t = useText(auditText);
  const language = useLanguage();
  const { time } = useFormats();
  return (
    <Table columns={[t('when'), t('who'), t('action'), t('subject'), t('before'), t('after')]}>
      {rows.map(({ id, atUtcMs, userName, action, subject, before, after }) => (
        <tr key={id}>
          <td className="nowrap">{time(atUtcMs)}</td>
          <td>{userName}</td>
          <td>{actionText[language][action]}</td>
          <td>{subject}</td>
          <td className="audit-values">
            <AuditValues value={before} other={after} currency={currency} />
          </td>
          <td className="audit-values">
            <AuditValues value={after} other={before} currency={currency} />
          </td>
        </tr>
      ))}
    </Table>
  );
}
