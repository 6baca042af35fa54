import { useState } from 'react';
import { Dialog } from '../../../renderer/parts/dialog.tsx';
import { Icon } from '../../../renderer/parts/icon.tsx';
import type { OfficeUser } from '../office/users.ts';
import type { OfficeRole } from '../office/rights.ts';
import { Page } from './frame.tsx';
import { ActDialog } from './parts/act-dialog.tsx';
import { Pager } from './parts/pager.tsx';
import { CopyButton, Fault, Select } from './parts/basics.tsx';
import { useText } from './state/language.ts';
import { ask } from './state/office.ts';
import { useAnswer } from './state/use-answer.ts';
import { usePages } from './state/use-pages.ts';
import { frameText } from './text/frame-text.ts';
import { peopleText } from './text/people-text.ts';
import { TextField } from './parts/text-field.tsx';
import { Table } from './parts/table.tsx';

const roles: readonly OfficeRole[] = ['owner', 'office', 'manager'];

type Open =
  | { readonly kind: 'edit'; readonly user: OfficeUser | null }
  | { readonly kind: 'reset'; readonly user: OfficeUser }
  | { readonly kind: 'password'; readonly name: string; readonly password: string };

/** Who works at central, and what they may do. */
export function UsersPage() {
  const t = useText(peopleText);
  const [open, setOpen] = useState<Open | null>(null);
  const pages = usePages<string>('');
  const { value, error, again } = useAnswer('users.list', { after: pages.after });
  const close = () => setOpen(null);
  const show = (name: string, password: string | null) => {
    setOpen(password === null ? null : { kind: 'password', name, password });
    again();
  };
  return (
    <Page
      title={t('usersTitle')}
      subtitle={t('usersSubtitle')}
      actions={
        <button type="button" className="plain" onClick={() => setOpen({ kind: 'edit', user: null })}>
          <Icon name="plus" isSmall />
          {t('add')}
        </button>
      }
    >
      <Fault error={error} />
      {value && <UserRows users={value.rows} onOpen={setOpen} />}
      {value && <Pager pages={pages} rows={value.rows.length} next={value.next} />}
      {open?.kind === 'edit' && (
        <UserDialog
          user={open.user}
          onClose={close}
          onDone={({ user, password }) => show(user.name, password)}
        />
      )}
      {open?.kind === 'reset' && (
        <ActDialog
          title={t('resetTitle', { name: open.user.name })}
          act={t('resetPassword')}
          isDanger
          onAct={() => ask('users.reset-password', { id: open.user.id })}
          onDone={({ password }) => show(open.user.name, password)}
          onClose={close}
        >
          <p>{t('resetText')}</p>
        </ActDialog>
      )}
      {open?.kind === 'password' && <PasswordShown {...open} onClose={close} />}
    </Page>
  );
}

interface UserRowsProps {
  readonly users: readonly OfficeUser[];
  readonly onOpen: (open: Open) => void;
}

function UserRows({ users, onOpen }: UserRowsProps) {
  const t = useText(peopleText);
  return (
    <Table columns={[t('name'), t('login'), t('role'), t('shops'), t('state')]} acts={t('edit')}>
      {users.map((user) => (
        <tr key={user.id}>
          <th scope="row">{user.name}</th>
          <td>{user.login}</td>
          <td>
            {t(user.role)}
            <span className="meta">{t(`${user.role}Hint`)}</span>
          </td>
          <td>{user.role === 'manager' ? user.shops.join(', ') : t('allShops')}</td>
          <td>
            <span className={user.isActive ? 'state good' : 'state'}>
              {user.isActive ? t('isActive') : t('isInactive')}
            </span>
            {user.mustChangePassword && <span className="meta">{t('mustChange')}</span>}
          </td>
          <td className="end">
            <button
              type="button"
              className="link"
              aria-label={t('resetTitle', { name: user.name })}
              onClick={() => onOpen({ kind: 'reset', user })}
            >
              {t('resetPassword')}
            </button>
            <button
              type="button"
              className="link"
              aria-label={t('editTitle', { name: user.name })}
              onClick={() => onOpen({ kind: 'edit', user })}
            >
              {t('edit')}
            </button>
          </td>
        </tr>
      ))}
    </Table>
  );
}

interface UserDialogProps {
  readonly user: OfficeUser | null;
  readonly onDone: (saved: { readonly user: OfficeUser; readonly password: string | null }) => void;
  readonly onClose: () => void;
}

function UserDialog({ user, onDone, onClose }: UserDialogProps) {
  const t = useText(peopleText);
  const [login, setLogin] = useState(user?.login ?? '');
  const [name, setName] = useState(user?.name ?? '');
  const [role, setRole] = useState<OfficeRole>(user?.role ?? 'manager');
  const [chosen, setChosen] = useState<readonly string[]>(user?.shops ?? []);
  const [isActive, setActive] = useState(user?.isActive ?? true);
  const save = () =>
    ask('users.save', { id: user?.id ?? null, login, name, role, shops: [...chosen], isActive });
  return (
    <ActDialog
      title={user ? t('editTitle', { name: user.name }) : t('add')}
      act={user ? t('edit') : t('add')}
      onAct={save}
      onDone={onDone}
      onClose={onClose}
    >
      <div className="form-grid">
        <TextField label={t('name')} required autoFocus maxLength={100} value={name} onChange={setName} />
        <TextField
          label={t('login')}
          hint={t('loginHint')}
          required
          autoComplete="off"
          maxLength={60}
          value={login}
          onChange={setLogin}
        />
      </div>
      <Select
        label={t('role')}
        value={role}
        hint={t(`${role}Hint`)}
        options={roles.map((each) => ({ value: each, label: t(each) }))}
        onChange={setRole}
      />
      {role === 'manager' && <ShopChoice chosen={chosen} onChange={setChosen} />}
      <label className="check-field">
        <input type="checkbox" checked={isActive} onChange={(event) => setActive(event.target.checked)} />
        {t('active')}
      </label>
    </ActDialog>
  );
}

interface ShopChoiceProps {
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** The shops that a manager is of. */
function ShopChoice({ chosen, onChange }: ShopChoiceProps) {
  const t = useText(peopleText);
  const shops = useAnswer('shops.list', {});
  const toggle = (code: string) =>
    onChange(chosen.includes(code) ? chosen.filter((each) => each !== code) : [...chosen, code].sort());
  return (
    <fieldset className="shop-choice">
      <legend className="meta">{t('shops')}</legend>
      {(shops.value ?? []).map(({ code, name }) => (
        <label key={code} className="check-field">
          <input type="checkbox" checked={chosen.includes(code)} onChange={() => toggle(code)} />
          {name} {code}
        </label>
      ))}
    </fieldset>
  );
}

interface PasswordShownProps {
  readonly name: string;
  readonly password: string;
  readonly onClose: () => void;
}

function PasswordShown({ name, password, onClose }: PasswordShownProps) {
  const t = useText(peopleText);
  const words = useText(frameText);
  return (
    <Dialog title={t('passwordTitle', { name })} onClose={onClose}>
      <p className="code-text">{password}</p>
      <p className="meta">{t('passwordText', { name })}</p>
      <div className="actions">
        <CopyButton text={password} />
        <button type="button" className="primary" onClick={onClose}>
          {words('close')}
        </button>
      </div>
    </Dialog>
  );
}
