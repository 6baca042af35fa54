import { useState } from 'react';
import { emptyProfile } from '../../../../domain/members/member.ts';
import { Icon } from '../../../../renderer/parts/icon.tsx';
import type { MemberPlace } from '../../office/member-search.ts';
import type { MemberHit } from '../../office/member-shown.ts';
import { Page, useRight } from '../frame.tsx';
import { Empty, Fault } from '../parts/basics.tsx';
import { FileButton } from '../parts/file-button.tsx';
import { ImportOutcome, useImport } from '../parts/import-outcome.tsx';
import { SearchBox } from '../parts/search-box.tsx';
import { useFormats, useLanguage, useText } from '../state/language.ts';
import { goTo, usePlace } from '../state/place.ts';
import { useAnswer } from '../state/use-answer.ts';
import { frameText } from '../text/frame-text.ts';
import { membersText } from '../text/members-text.ts';
import { Pager } from '../parts/pager.tsx';
import { usePages } from '../state/use-pages.ts';
import { MemberPage } from './member-page.tsx';
import { ProfileDialog } from './profile-dialog.tsx';
import { Table } from '../parts/table.tsx';

const MEMBER_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Everybody, those who are looked for (`#/members/WORDS`), or one of them. */
export function MembersPage() {
  const { detail } = usePlace();
  if (detail !== null && MEMBER_ID.test(detail)) return <MemberPage key={detail} memberId={detail} />;
  return <MemberList key={detail} wanted={detail ?? ''} />;
}

function MemberList({ wanted }: { readonly wanted: string }) {
  const t = useText(membersText);
  const words = useText(frameText);
  const { count } = useFormats();
  const mayManage = useRight('members-manage');
  const [text, setText] = useState(wanted);
  const [isAdding, setAdding] = useState(false);
  const pages = usePages<MemberPlace>(text);
  const { value, error, again } = useAnswer('members.search', { text, after: pages.after });
  const imported = useImport('members.import', again);
  return (
    <Page
      title={t('title')}
      subtitle={value ? t('subtitle', { number: count(value.total) }) : words('loading')}
      actions={
        mayManage && (
          <>
            <FileButton
              label={t('import')}
              accept=".csv,.gz,text/csv"
              isBusy={imported.isBusy}
              onFile={imported.run}
            />
            <button type="button" className="plain" onClick={() => setAdding(true)}>
              <Icon name="plus" isSmall />
              {t('add')}
            </button>
          </>
        )
      }
    >
      <ImportOutcome state={imported.state} />
      <SearchBox label={t('search')} text={text} onText={setText} />
      <Fault error={error} />
      {value?.rows.length === 0 && (
        <Empty icon="people">{text.trim() === '' ? t('empty') : t('none', { text })}</Empty>
      )}
      {value && value.rows.length > 0 && <Hits hits={value.rows} />}
      {value && (
        <Pager
          pages={pages}
          rows={value.rows.length}
          next={value.next}
          {...(text.trim() === '' && { count: value.total })}
        />
      )}
      {isAdding && (
        <ProfileDialog
          member={null}
          profile={emptyProfile}
          consents={[]}
          onDone={(memberId) => goTo('members', memberId)}
          onClose={() => setAdding(false)}
        />
      )}
    </Page>
  );
}

function Hits({ hits }: { readonly hits: readonly MemberHit[] }) {
  const t = useText(membersText);
  const language = useLanguage();
  const { count, day } = useFormats();
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
          <td className="nowrap">{day(hit.joinedOn)}</td>
        </tr>
      ))}
    </Table>
  );
}
