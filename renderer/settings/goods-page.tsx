import type { Department } from '../../domain/shop-settings.ts';
import type { TaxCategory } from '../../domain/tax.ts';
import { settingsGoodsText } from '../text/settings-goods-text.ts';
import { settingsScreenText } from '../text/settings-screen-text.ts';
import { useText } from '../text/use-text.ts';
import { useSection, useSectionsEdit } from './draft.ts';
import { EditableTable } from './editable-table.tsx';
import { checkCode, checkLabel, CODE_MAX_LENGTH, LABEL_MAX_LENGTH } from './field-checks.ts';
import { SelectField, TextField } from './fields.tsx';
import { SettingsPage } from './settings-page.tsx';
import { TaxRates } from './tax-rates.tsx';

const sections = ['taxCategories', 'defaultTaxCode', 'departments'] as const;
const TAX_CATEGORIES_MAX = 100;
const DEPARTMENTS_MAX = 1_000;
const AGES = [16, 18, 21] as const;
const ALWAYS = '1970-01-01';

/** Which taxes there are, and which goods bear them. */
export function GoodsPage() {
  const t = useText(settingsGoodsText);
  const edit = useSectionsEdit(sections);
  const [taxes, setTaxes] = useSection('taxCategories');
  const [defaultTaxCode, setDefaultTaxCode] = useSection('defaultTaxCode');
  const [departments, setDepartments] = useSection('departments');
  const taxOptions = taxes.map(({ code, name }) => ({ value: code, label: name || code }));
  return (
    <SettingsPage page="goods" subtitle={t('hint')} edit={edit}>
      <div className="sheet settings-sheet">
        <section className="form-section">
          <h2>{t('taxes')}</h2>
          <p className="meta">{t('taxesHint')}</p>
          <TaxTable taxes={taxes} onChange={setTaxes} />
          <div className="form-grid">
            <SelectField
              label={t('defaultTax')}
              hint={t('defaultTaxHint')}
              value={defaultTaxCode}
              onChange={setDefaultTaxCode}
              options={taxOptions}
            />
          </div>
        </section>
        <section className="form-section">
          <h2>{t('departments')}</h2>
          <p className="meta">{t('departmentsHint')}</p>
          <DepartmentTable
            departments={departments}
            taxOptions={taxOptions}
            defaultTaxCode={defaultTaxCode}
            onChange={setDepartments}
          />
        </section>
      </div>
    </SettingsPage>
  );
}

interface TaxTableProps {
  readonly taxes: readonly TaxCategory[];
  readonly onChange: (taxes: readonly TaxCategory[]) => void;
}

function TaxTable({ taxes, onChange }: TaxTableProps) {
  const t = useText(settingsGoodsText);
  const screen = useText(settingsScreenText);
  return (
    <EditableTable<TaxCategory>
      label={t('taxes')}
      columns={[screen('code'), screen('name'), t('prices'), t('rates')]}
      rows={taxes}
      onChange={onChange}
      blank={() => ({ code: '', name: '', isIncluded: true, rates: [{ validFrom: ALWAYS, rateBp: NaN }] })}
      addLabel={t('addTax')}
      min={1}
      max={TAX_CATEGORIES_MAX}
      nameOf={({ name }) => name}
      renderCells={(tax, change) => (
        <>
          <CodeCell code={tax.code} all={taxes} onChange={(code) => change({ code })} />
          <NameCell name={tax.name} onChange={(name) => change({ name })} />
          <td className="choice-cell">
            <SelectField
              isBare
              label={t('prices')}
              value={tax.isIncluded ? 'included' : 'added'}
              onChange={(kind) => change({ isIncluded: kind === 'included' })}
              options={[
                { value: 'included', label: t('included') },
                { value: 'added', label: t('added') },
              ]}
            />
          </td>
          <td className="rates-cell">
            <TaxRates rates={tax.rates} onChange={(rates) => change({ rates })} />
          </td>
        </>
      )}
    />
  );
}

interface DepartmentTableProps {
  readonly departments: readonly Department[];
  readonly taxOptions: readonly { readonly value: string; readonly label: string }[];
  readonly defaultTaxCode: string;
  readonly onChange: (departments: readonly Department[]) => void;
}

function DepartmentTable({ departments, taxOptions, defaultTaxCode, onChange }: DepartmentTableProps) {
  const t = useText(settingsGoodsText);
  const screen = useText(settingsScreenText);
  const ages = [0, ...AGES].map((age) => ({ value: age, label: age === 0 ? t('noAge') : t('age', { age }) }));
  return (
    <EditableTable<Department>
      label={t('departments')}
      columns={[screen('code'), screen('name'), t('tax'), t('minimumAge')]}
      rows={departments}
      onChange={onChange}
      blank={() => ({ code: '', name: '', taxCode: defaultTaxCode, minimumAge: null })}
      addLabel={t('addDepartment')}
      min={1}
      max={DEPARTMENTS_MAX}
      isOrdered
      nameOf={({ name }) => name}
      renderCells={(department, change) => (
        <>
          <CodeCell code={department.code} all={departments} onChange={(code) => change({ code })} />
          <NameCell name={department.name} onChange={(name) => change({ name })} />
          <td className="choice-cell">
            <SelectField
              isBare
              label={t('tax')}
              value={department.taxCode}
              onChange={(taxCode) => change({ taxCode })}
              options={taxOptions}
            />
          </td>
          <td className="choice-cell">
            <SelectField
              isBare
              label={t('minimumAge')}
              value={department.minimumAge ?? 0}
              onChange={(age) => change({ minimumAge: age === 0 ? null : age })}
              options={ages}
            />
          </td>
        </>
      )}
    />
  );
}

interface CodeCellProps {
  readonly code: string;
  readonly all: readonly { readonly code: string }[];
  readonly onChange: (code: string) => void;
}

export function CodeCell({ code, all, onChange }: CodeCellProps) {
  const t = useText(settingsScreenText);
  return (
    <td className="code-cell">
      <TextField
        isBare
        label={t('code')}
        value={code}
        maxLength={CODE_MAX_LENGTH}
        fault={checkCode(code, all)}
        onChange={(text) => onChange(text.trim())}
      />
    </td>
  );
}

interface NameCellProps {
  readonly name: string;
  readonly onChange: (name: string) => void;
}

export function NameCell({ name, onChange }: NameCellProps) {
  const t = useText(settingsScreenText);
  return (
    <td>
      <TextField
        isBare
        label={t('name')}
        value={name}
        maxLength={LABEL_MAX_LENGTH}
        fault={checkLabel(name)}
        onChange={onChange}
      />
    </td>
  );
}
