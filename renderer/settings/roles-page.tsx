import { useState } from 'react';
import { currencyDigits } from '../../domain/currency.ts';
import { CASHIER_ROLE } from '../../domain/default-settings.ts';
import { rights, type Right, type Role } from '../../domain/staff.ts';
import { rightText } from '../../domain/text/right-text.ts';
import { Icon } from '../parts/icon.tsx';
import { settingsRolesText } from '../text/settings-roles-text.ts';
import { settingsScreenText } from '../text/settings-screen-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';
import { useSection, useSectionsEdit, useSettings } from './draft.ts';
import { numbered } from './editable-table.tsx';
import {
  checkCode,
  checkLabel,
  CODE_MAX_LENGTH,
  decimalForm,
  LABEL_MAX_LENGTH,
  percentForm,
} from './field-checks.ts';
import { CheckField, NumberField, TextField } from './fields.tsx';
import { SettingsPage } from './settings-page.tsx';

const sections = ['roles'] as const;
const ROLES_MAX = 50;
/** From here on an amount is no limit. */
const UNLIMITED_MINOR = 1_000_000_000_000;

/** What each role may do, and how far alone. */
export function RolesPage() {
  const t = useText(settingsRolesText);
  const edit = useSectionsEdit(sections);
  const stored = useSettings().roles;
  const [roles, setRoles] = useSection('roles');
  const [chosen, setChosen] = useState(0);
  const at = Math.min(chosen, roles.length - 1);
  const role = roles[at];
  const change = (part: Partial<Role>) =>
    setRoles(roles.map((each, index) => (index === at ? { ...each, ...part } : each)));
  const add = () => {
    setRoles([...roles, blankRole(roles)]);
    setChosen(roles.length);
  };
  return (
    <SettingsPage page="roles" subtitle={t('hint')} edit={edit}>
      <div className="row-buttons" role="group" aria-label={t('roles')}>
        {numbered(roles).map(({ item: { name, code }, number }) => (
          <button
            key={number}
            type="button"
            className="plain"
            aria-pressed={number - 1 === at}
            onClick={() => setChosen(number - 1)}
          >
            {name || code || t('newRole')}
          </button>
        ))}
        {roles.length < ROLES_MAX && (
          <button type="button" className="link" onClick={add}>
            <Icon name="plus" isSmall />
            {t('addRole')}
          </button>
        )}
      </div>
      {role && (
        <div className="sheet settings-sheet" key={at}>
          <RoleNames
            role={role}
            roles={roles}
            isNew={isNewRole(role, roles, stored)}
            onChange={change}
            onRemove={() => setRoles(roles.filter((_, index) => index !== at))}
          />
          <RoleRights role={role} onChange={change} />
          <RoleLimits role={role} onChange={change} />
        </div>
      )}
    </SettingsPage>
  );
}

interface RolePartProps {
  readonly role: Role;
  readonly onChange: (part: Partial<Role>) => void;
}

interface RoleNamesProps extends RolePartProps {
  readonly roles: readonly Role[];
  readonly isNew: boolean;
  readonly onRemove: () => void;
}

function RoleNames({ role, roles, isNew, onChange, onRemove }: RoleNamesProps) {
  const t = useText(settingsRolesText);
  const screen = useText(settingsScreenText);
  return (
    <section className="form-section role-names">
      <TextField
        label={screen('name')}
        value={role.name}
        maxLength={LABEL_MAX_LENGTH}
        fault={checkLabel(role.name)}
        onChange={(name) => onChange({ name })}
      />
      <TextField
        label={screen('code')}
        value={role.code}
        maxLength={CODE_MAX_LENGTH}
        isReadOnly={!isNew}
        fault={checkCode(role.code, roles)}
        onChange={(code) => onChange({ code: code.trim() })}
      />
      <button
        type="button"
        className="plain danger set-apart"
        disabled={roles.length <= 1}
        onClick={onRemove}
      >
        <Icon name="bin" isSmall />
        {t('removeRole')}
      </button>
    </section>
  );
}

function RoleRights({ role, onChange }: RolePartProps) {
  const t = useText(settingsRolesText);
  const language = useLanguage();
  const give = (right: Right, isGiven: boolean) =>
    onChange({ rights: rights.filter((each) => (each === right ? isGiven : role.rights.includes(each))) });
  return (
    <section className="form-section" aria-label={t('rights')}>
      <h2>{t('rights')}</h2>
      <div className="rights">
        {rights.map((right) => (
          <CheckField
            key={right}
            label={rightText[language][right]}
            isChecked={role.rights.includes(right)}
            onChange={(isGiven) => give(right, isGiven)}
          />
        ))}
      </div>
    </section>
  );
}

function RoleLimits({ role, onChange }: RolePartProps) {
  const t = useText(settingsRolesText);
  return (
    <section className="form-section">
      <h2>{t('limits')}</h2>
      <p className="meta">{t('limitsHint')}</p>
      <div className="form-grid">
        <NumberField
          label={t('discountMax')}
          unit="%"
          value={role.discountMaxBp}
          form={percentForm}
          onChange={(discountMaxBp) => onChange({ discountMaxBp })}
        />
        <NumberField
          label={t('overrideMax')}
          unit="%"
          value={role.priceOverrideMaxBp}
          form={percentForm}
          onChange={(priceOverrideMaxBp) => onChange({ priceOverrideMaxBp })}
        />
        <LimitField
          label={t('refundMax')}
          minor={role.refundWithoutReceiptMaxMinor}
          onChange={(refundWithoutReceiptMaxMinor) => onChange({ refundWithoutReceiptMaxMinor })}
        />
        <LimitField
          label={t('cashMax')}
          minor={role.cashMoveMaxMinor}
          onChange={(cashMoveMaxMinor) => onChange({ cashMoveMaxMinor })}
        />
      </div>
    </section>
  );
}

interface LimitFieldProps {
  readonly label: string;
  readonly minor: number;
  readonly onChange: (minor: number) => void;
}

function LimitField({ label, minor, onChange }: LimitFieldProps) {
  const t = useText(settingsRolesText);
  const { currency } = useSettings().shop;
  const isUnlimited = minor >= UNLIMITED_MINOR;
  return (
    <div className="limit">
      {isUnlimited ? (
        <div className="field">
          <span className="label">{label}</span>
          <span className="unlimited">{t('unlimited')}</span>
        </div>
      ) : (
        <NumberField
          label={label}
          unit={currency}
          value={minor}
          form={decimalForm(currencyDigits(currency), UNLIMITED_MINOR - 1, 'faultAmount')}
          onChange={onChange}
        />
      )}
      <CheckField
        label={t('noLimit')}
        isChecked={isUnlimited}
        onChange={(isChecked) => onChange(isChecked ? UNLIMITED_MINOR : 0)}
      />
    </div>
  );
}

/** The code of a role that people may hold stays; that of a new one is still open, also where it is another's by mistake. */
function isNewRole({ code }: Role, roles: readonly Role[], stored: readonly Role[]): boolean {
  const bearers = (list: readonly Role[]) => list.filter((each) => each.code === code).length;
  return bearers(stored) === 0 || bearers(roles) > 1;
}

/** As a cashier, because fewer rights are sooner missed than too many noticed. */
function blankRole(roles: readonly Role[]): Role {
  const cashier = roles.find(({ code }) => code === CASHIER_ROLE);
  return {
    code: '',
    name: '',
    rights: cashier?.rights ?? ['sell'],
    discountMaxBp: 0,
    priceOverrideMaxBp: 0,
    refundWithoutReceiptMaxMinor: 0,
    cashMoveMaxMinor: 0,
  };
}
