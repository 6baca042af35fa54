import { currencyDigits } from '../../domain/currency.ts';
import type { TenderType } from '../../domain/shop-settings.ts';
import { TENDERED_MAX_MINOR, tenderKinds } from '../../domain/tender.ts';
import { useMoney } from '../parts/money.tsx';
import { settingsScreenText } from '../text/settings-screen-text.ts';
import { settingsTendersText } from '../text/settings-tenders-text.ts';
import { useText } from '../text/use-text.ts';
import { useSection, useSectionsEdit, useSettings } from './draft.ts';
import { EditableTable } from './editable-table.tsx';
import { decimalForm } from './field-checks.ts';
import { CheckField, ChoiceField, NumberField, SelectField } from './fields.tsx';
import { CodeCell, NameCell } from './goods-page.tsx';
import { SettingsPage } from './settings-page.tsx';

const sections = ['tenders', 'cashRounding', 'closeToleranceMinor'] as const;
const TENDERS_MAX = 50;
const STEPS = [1, 5, 10, 50, 100] as const;

/** How customers pay, how cash is rounded, and how exactly the drawer must agree. */
export function TendersPage() {
  const t = useText(settingsTendersText);
  const edit = useSectionsEdit(sections);
  const [tenders, setTenders] = useSection('tenders');
  return (
    <SettingsPage page="tenders" subtitle={t('hint')} edit={edit}>
      <div className="sheet settings-sheet">
        <section className="form-section">
          <h2>{t('tenders')}</h2>
          <p className="meta">{t('tendersHint')}</p>
          <TenderTable tenders={tenders} onChange={setTenders} />
        </section>
        <CashFields />
      </div>
    </SettingsPage>
  );
}

interface TenderTableProps {
  readonly tenders: readonly TenderType[];
  readonly onChange: (tenders: readonly TenderType[]) => void;
}

function TenderTable({ tenders, onChange }: TenderTableProps) {
  const t = useText(settingsTendersText);
  const screen = useText(settingsScreenText);
  const kinds = tenderKinds.map((kind) => ({ value: kind, label: t(kind) }));
  return (
    <EditableTable<TenderType>
      label={t('tenders')}
      columns={[screen('code'), screen('name'), t('kind'), t('reference')]}
      rows={tenders}
      onChange={onChange}
      blank={() => ({ code: '', name: '', kind: 'card', needsReference: false })}
      addLabel={t('addTender')}
      min={1}
      max={TENDERS_MAX}
      isOrdered
      nameOf={({ name }) => name}
      renderCells={(tender, change) => (
        <>
          <CodeCell code={tender.code} all={tenders} onChange={(code) => change({ code })} />
          <NameCell name={tender.name} onChange={(name) => change({ name })} />
          <td className="choice-cell">
            <SelectField
              isBare
              label={t('kind')}
              value={tender.kind}
              onChange={(kind) => change({ kind })}
              options={kinds}
            />
          </td>
          <td>
            <CheckField
              isBare
              label={t('reference')}
              isChecked={tender.needsReference}
              onChange={(needsReference) => change({ needsReference })}
            />
          </td>
        </>
      )}
    />
  );
}

function CashFields() {
  const t = useText(settingsTendersText);
  const { amount } = useMoney();
  const { currency } = useSettings().shop;
  const [rounding, setRounding] = useSection('cashRounding');
  const [tolerance, setTolerance] = useSection('closeToleranceMinor');
  return (
    <section className="form-section">
      <h2>{t('cashTitle')}</h2>
      <div className="form-grid">
        <SelectField
          label={t('roundTo')}
          hint={t('roundHint')}
          value={rounding.toMinor}
          onChange={(toMinor) => setRounding({ ...rounding, toMinor })}
          options={STEPS.map((step) => ({ value: step, label: step === 1 ? t('exact') : amount(step) }))}
        />
        {rounding.toMinor > 1 && (
          <ChoiceField
            label={t('roundMode')}
            value={rounding.mode}
            onChange={(mode) => setRounding({ ...rounding, mode })}
            options={[
              { value: 'nearest', label: t('nearest') },
              { value: 'down', label: t('down') },
            ]}
          />
        )}
        <NumberField
          label={t('tolerance')}
          hint={t('toleranceHint')}
          unit={currency}
          value={tolerance}
          form={decimalForm(currencyDigits(currency), TENDERED_MAX_MINOR, 'faultAmount')}
          onChange={setTolerance}
        />
      </div>
    </section>
  );
}
