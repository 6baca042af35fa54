import { useState } from 'react';
import type { MemberHit } from '../../office/members.ts';
import { Page, useRight } from '../frame.tsx';
import { Empty, Fault } from '../parts/basics.tsx';
import { FileButton } from '../parts/file-button.tsx';
import { ImportOutcome, useImport } from '../parts/import-outcome.tsx';
import { SearchBox } from '../parts/search-box.tsx';
import { useFormats, useLanguage, useText } from '../state/language.ts';
import { goTo, usePlace } from '../state/place.ts';
import { useAnswer } from '../state/use-answer.ts';
import { membersText } from '../text/members-text.ts';
import { MemberPage } from './member-page.tsx';
import { Table } from '../parts/table.tsx';

/** Everybody, or one of them. */
export function MembersPage() {
  const { detail } = usePlace();
  return detail === null ? <MemberList /> : <MemberPage key={detail} memberId={detail} />;
}

function MemberList() {
  const t = useText(membersText);
  const { count } = useFormats();
  const mayManage = useRight('members-manage');
  const [text, setText] = useState('');
  const { value, error, again } = useAnswer('members.search', { text });
  const imported = useImport('members.import', again);
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle', { number: count(value?.total ?? 0) })}
      actions={
        mayManage && (
          <FileButton
            label={t('import')}
            accept=".csv,.gz,text/csv"
            isBusy={imported.isBusy}
            onFile={imported.run}
          />
        )
      }
    >
      <ImportOutcome state={imported.state} />
      <SearchBox label={t('search')} text={text} onText={setText} />
      <Fault error={error} />
      {value?.hits.length === 0 && (
        <Empty icon="people">{text.trim() === '' ? t('empty') : t('none', { text })}</Empty>
      )}
      {value && value.hits.length > 0 && <Hits hits={value.hits} />}
      {value?.isMore && <p className="meta">{t('more')}</p>}
    </Page>
  );
}

function Hits({ hits }: { readonly hits: readonly MemberHit[] }) {
  const t = useText(membersText);
  const language = useLanguage();
  const { count, time } = useFormats();
  return (
    <Table
      columns={[
        t('name'),
        t('number'),
        t('phone'),
        t('tier'),
        { number: t('points') },
        { number: t('visits') },
        t('joined'),
      ]}
    >
      {hits.map((hit) => (
        <tr key={hit.memberId}>
          <th scope="row">
            <button type="button" className="link opens" onClick={() => goTo('members', hit.memberId)}>
              {hit.isSealed ? t('sealed') : (hit.name ?? t('nameless'))}
            </button>
          </th>
          <td>{hit.number}</td>
          <td className="nowrap">{hit.phone ?? t('unknown')}</td>
          <td>{hit.tier ? hit.tier[language] : t('unknown')}</td>
          <td className="number">{count(hit.account?.points ?? 0)}</td>
          <td className="number">{count(hit.account?.visits ?? 0)}</td>
          <td className="nowrap">{time(hit.joinedAtUtcMs)}</td>
        </tr>
      ))}
    </Table>
  );
}
