import { useState } from 'react';
import { CASHIER_ROLE } from '../../domain/default-settings.ts';
import { useAnswer } from '../back-office/use-answer.ts';
import { Icon } from '../parts/icon.tsx';
import type { ScreenError } from '../service/connection.ts';
import { perform } from '../state/counter.ts';
import { refreshTill } from '../state/till.ts';
import { settingsScreenText } from '../text/settings-screen-text.ts';
import { settingsStaffText } from '../text/settings-staff-text.ts';
import { useErrorText, useText } from '../text/use-text.ts';
import { useSettings, type Edit } from './draft.ts';
import { PersonForm } from './person-form.tsx';
import type { PersonDraft, StaffListing } from './person.ts';
import { SettingsPage } from './settings-page.tsx';

/** Who works here: the list, and the one who is being changed beside it. */
export function StaffPage() {
  const t = useText(settingsStaffText);
  const errorText = useErrorText();
  const { roles } = useSettings();
  const { value: staff, fault, refresh } = useAnswer('', (service) => service.staff.list());
  const { draft, stored, edit, choose, change } = usePersonEdit(staff ?? [], refresh);
  const defaultRole = roles.find(({ code }) => code === CASHIER_ROLE) ?? roles[0];
  const blank: PersonDraft = {
    id: null,
    code: '',
    name: '',
    roleCode: defaultRole?.code ?? '',
    isActive: true,
  };
  return (
    <SettingsPage
      page="staff"
      subtitle={t('hint')}
      edit={edit}
      actions={
        <button type="button" className="plain" disabled={edit.isChanged} onClick={() => choose(blank)}>
          <Icon name="plus" isSmall />
          {t('addPerson')}
        </button>
      }
      aside={
        draft && (
          <PersonForm
            key={draft.id ?? 'new'}
            draft={draft}
            stored={stored}
            staff={staff ?? []}
            onChange={change}
            onCredential={() => void refresh()}
          />
        )
      }
    >
      {fault && (
        <p className="notice fault" role="alert">
          {errorText(fault)}
        </p>
      )}
      <StaffTable staff={staff ?? []} draft={draft} isLocked={edit.isChanged} onChoose={choose} />
    </SettingsPage>
  );
}

interface StaffTableProps {
  readonly staff: readonly StaffListing[];
  readonly draft: PersonDraft | null;
  /** Another person is chosen once the changes of this one are saved or not. */
  readonly isLocked: boolean;
  readonly onChoose: (person: PersonDraft) => void;
}

function StaffTable({ staff, draft, isLocked, onChoose }: StaffTableProps) {
  const t = useText(settingsStaffText);
  const screen = useText(settingsScreenText);
  const { roles } = useSettings();
  const roleNames = new Map(roles.map(({ code, name }) => [code, name]));
  return (
    <div className="sheet settings-sheet">
      <table className="staff-table" aria-label={t('people')}>
        <thead>
          <tr>
            <th scope="col">{screen('name')}</th>
            <th scope="col">{t('staffCode')}</th>
            <th scope="col">{t('role')}</th>
            <th scope="col">{t('signsInBy')}</th>
          </tr>
        </thead>
        <tbody>
          {staff.map((person) => (
            <tr key={person.id} aria-current={person.id === draft?.id ? 'true' : undefined}>
              <td>
                <button
                  type="button"
                  className="link"
                  disabled={isLocked && person.id !== draft?.id}
                  onClick={() => onChoose(draftOf(person))}
                >
                  {person.name}
                </button>
              </td>
              <td>{person.code}</td>
              <td>{roleNames.get(person.roleCode) ?? <span className="danger">{t('roleGone')}</span>}</td>
              <td>
                <Credentials person={person} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Credentials({ person }: { readonly person: StaffListing }) {
  const t = useText(settingsStaffText);
  if (!person.isActive) return <span className="muted">{t('inactive')}</span>;
  const ways = [person.hasPin && t('pin'), person.hasBadge && t('badge')].filter(Boolean);
  return ways.length > 0 ? (
    ways.join(' · ')
  ) : (
    <span className="chip">
      <Icon name="warning" isSmall />
      {t('cannotSignIn')}
    </span>
  );
}

function usePersonEdit(staff: readonly StaffListing[], refresh: () => Promise<void>) {
  const [draft, setDraft] = useState<PersonDraft | null>(null);
  const [fault, setFault] = useState<ScreenError | null>(null);
  const [before, setBefore] = useState<PersonDraft | null>(null);
  const stored = staff.find(({ id }) => id === draft?.id) ?? null;
  const show = (person: PersonDraft | null) => {
    setDraft(person);
    setFault(null);
    setBefore(null);
  };
  const send = async (person: PersonDraft): Promise<boolean> => {
    const { id, ...rest } = person;
    const saved = await perform((service, approval) =>
      service.staff.save({ ...rest, ...(id !== null && { id }), ...(approval && { approval }) }),
    );
    setFault(saved.ok ? null : saved.error);
    if (!saved.ok) return false;
    await Promise.all([refresh(), refreshTill()]);
    setDraft(draftOf(saved.value));
    setBefore(stored && id !== null ? draftOf(stored) : null);
    return true;
  };
  const isChanged =
    draft !== null && (stored === null || JSON.stringify(draft) !== JSON.stringify(draftOf(stored)));
  const edit: Edit = {
    isChanged,
    conflict: null,
    fault,
    save: () => (draft ? send(draft) : Promise.resolve(true)),
    discard: () => show(stored && draftOf(stored)),
    undo: before && !isChanged ? () => void send(before).then(() => setBefore(null)) : null,
  };
  return { draft, stored, edit, choose: show, change: setDraft };
}

/** What of a person a manager enters. */
function draftOf({
  id,
  code,
  name,
  roleCode,
  isActive,
}: Omit<StaffListing, 'hasPin' | 'hasBadge'>): PersonDraft {
  return { id, code, name, roleCode, isActive };
}
