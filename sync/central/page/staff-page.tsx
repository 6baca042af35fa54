import { useState, type ReactNode } from 'react';
import { Icon } from '../../../renderer/parts/icon.tsx';
import type { ShopStaff } from '../office/staff.ts';
import { Page } from './frame.tsx';
import { ActDialog } from './parts/act-dialog.tsx';
import { Empty, Fault, Select } from './parts/basics.tsx';
import { useText } from './state/language.ts';
import { ask } from './state/office.ts';
import { useAnswer } from './state/use-answer.ts';
import { peopleText } from './text/people-text.ts';
import { TextField } from './parts/text-field.tsx';
import { Table } from './parts/table.tsx';
import { ShopSelect } from './parts/shop-select.tsx';

/** Who works at the tills of a shop. */
export function StaffPage() {
  const t = useText(peopleText);
  const shops = useAnswer('shops.list', {});
  const [shop, setShop] = useState<string | null>(null);
  const current = shop ?? shops.value?.[0]?.code ?? null;
  return (
    <Page title={t('staffTitle')} subtitle={t('staffSubtitle')}>
      <Fault error={shops.error} />
      {shops.value?.length === 0 && <Empty icon="badge">{t('noShops')}</Empty>}
      {shops.value && current !== null && (
        <People key={current} shop={current}>
          <ShopSelect shops={shops.value} value={current} onChange={setShop} />
        </People>
      )}
    </Page>
  );
}

type Role = { readonly code: string; readonly name: string };

interface PeopleProps {
  readonly shop: string;
  /** What chooses the shop. */
  readonly children: ReactNode;
}

function People({ shop, children }: PeopleProps) {
  const t = useText(peopleText);
  const [editing, setEditing] = useState<ShopStaff | 'new' | null>(null);
  const { value, error, again } = useAnswer('staff.list', { shop });
  const roles = value?.roles ?? [];
  return (
    <>
      <div className="filters">
        {children}
        {value && (
          <button type="button" className="plain" onClick={() => setEditing('new')}>
            <Icon name="plus" isSmall />
            {t('add')}
          </button>
        )}
      </div>
      <Fault error={error} />
      {value?.people.length === 0 && <Empty icon="badge">{t('staffEmpty')}</Empty>}
      {value && value.people.length > 0 && (
        <StaffRows people={value.people} roles={roles} onEdit={setEditing} />
      )}
      {editing && (
        <PersonDialog
          shop={shop}
          person={editing === 'new' ? null : editing}
          roles={roles}
          onClose={() => setEditing(null)}
          onDone={() => {
            setEditing(null);
            again();
          }}
        />
      )}
    </>
  );
}

interface StaffRowsProps {
  readonly people: readonly ShopStaff[];
  readonly roles: readonly Role[];
  readonly onEdit: (person: ShopStaff) => void;
}

function StaffRows({ people, roles, onEdit }: StaffRowsProps) {
  const t = useText(peopleText);
  return (
    <Table columns={[t('name'), t('code'), t('role'), t('pin'), t('state')]} acts={t('edit')}>
      {people.map((person) => (
        <tr key={person.id}>
          <th scope="row">{person.name}</th>
          <td>{person.code}</td>
          <td>{roles.find(({ code }) => code === person.roleCode)?.name ?? person.roleCode}</td>
          <td>{person.hasPin ? t('hasPin') : t('noPin')}</td>
          <td>
            <span className={person.isActive ? 'state good' : 'state'}>
              {person.isActive ? t('isActive') : t('isInactive')}
            </span>
          </td>
          <td className="end">
            <button
              type="button"
              className="link"
              aria-label={t('editTitle', { name: person.name })}
              onClick={() => onEdit(person)}
            >
              {t('edit')}
            </button>
          </td>
        </tr>
      ))}
    </Table>
  );
}

interface PersonDialogProps {
  readonly shop: string;
  readonly person: ShopStaff | null;
  readonly roles: readonly Role[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function PersonDialog({ shop, person, roles, onDone, onClose }: PersonDialogProps) {
  const t = useText(peopleText);
  const [code, setCode] = useState(person?.code ?? '');
  const [name, setName] = useState(person?.name ?? '');
  const [roleCode, setRole] = useState(person?.roleCode ?? roles[0]?.code ?? '');
  const [isActive, setActive] = useState(person?.isActive ?? true);
  const [pin, setPin] = useState('');
  const save = () =>
    ask('staff.save', { shop, id: person?.id ?? null, code, name, roleCode, isActive, pin: pin || null });
  return (
    <ActDialog
      title={person ? t('editTitle', { name: person.name }) : t('add')}
      act={person ? t('edit') : t('add')}
      onAct={save}
      onDone={onDone}
      onClose={onClose}
    >
      <div className="form-grid">
        <TextField label={t('name')} required autoFocus maxLength={60} value={name} onChange={setName} />
        <TextField
          label={t('code')}
          hint={t('codeHint')}
          required
          maxLength={20}
          value={code}
          onChange={setCode}
        />
        <Select
          label={t('role')}
          value={roleCode}
          options={roles.map((role) => ({ value: role.code, label: role.name }))}
          onChange={setRole}
        />
        <TextField
          label={t('pin')}
          hint={person?.hasPin ? t('pinKeep') : t('pinNew')}
          type="password"
          autoComplete="off"
          inputMode="numeric"
          pattern="[0-9]{4,8}"
          maxLength={8}
          value={pin}
          onChange={setPin}
        />
      </div>
      <label className="check-field">
        <input type="checkbox" checked={isActive} onChange={(event) => setActive(event.target.checked)} />
        {t('active')}
      </label>
    </ActDialog>
  );
}
