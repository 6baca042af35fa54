import type {
  LoyaltySettings,
  Tier,
  TierMeasure,
  TierWindow,
} from '../../../domain/loyalty/loyalty-settings.ts';
import { settingsLoyaltyText } from '../../text/settings-loyalty-text.ts';
import { settingsScreenText } from '../../text/settings-screen-text.ts';
import { useLanguage, useText } from '../../text/use-text.ts';
import { EditableTable } from '../editable-table.tsx';
import { checkLabel, countForm, LABEL_MAX_LENGTH } from '../field-checks.ts';
import { CheckField, NumberField, SelectField, TextField } from '../fields.tsx';
import { CodeCell } from '../goods-page.tsx';
import type { LoyaltyPartProps } from './loyalty-part.ts';
import { DAYS_MAX, factorForm, MONTHS_MAX, pointsForm, useMoneyForm } from './loyalty-forms.ts';

type Tiers = LoyaltySettings['tiers'];

const TIERS_MAX = 20;
const BENEFITS_MAX_LENGTH = 200;
const FACTOR_ONE_BP = 10_000;
const measures = ['spend', 'points', 'visits'] as const;
const languageFields = [
  { language: 'en', name: 'nameEn', benefits: 'benefitsEn' },
  { language: 'zh-CN', name: 'nameZh', benefits: 'benefitsZh' },
] as const;

/** What each kind of window begins with. */
const windows: Readonly<Record<TierWindow['kind'], TierWindow>> = {
  ever: { kind: 'ever' },
  rolling: { kind: 'rolling', months: 12 },
  'calendar-year': { kind: 'calendar-year', startMonth: 1 },
};

/** Which tiers there are, what reaches them, and how long they are kept. */
export function TierFields({ loyalty: { tiers }, onChange }: LoyaltyPartProps) {
  const t = useText(settingsLoyaltyText);
  const change = (part: Partial<Tiers>) => onChange({ tiers: { ...tiers, ...part } });
  return (
    <section className="form-section">
      <h2>{t('tiers')}</h2>
      <p className="meta">{t('tiersHint')}</p>
      <TierTable tiers={tiers} onChange={(list) => change({ list })} />
      <div className="form-grid">
        <SelectField<TierMeasure>
          label={t('measure')}
          value={tiers.measure}
          onChange={(measure) => change({ measure })}
          options={measures.map((value) => ({ value, label: t(value) }))}
        />
        <WindowFields window={tiers.window} onChange={(window) => change({ window })} />
        <NumberField
          label={t('reviewMonths')}
          value={tiers.reviewMonths}
          form={countForm(1, MONTHS_MAX)}
          onChange={(reviewMonths) => change({ reviewMonths })}
        />
        <NumberField
          label={t('graceDays')}
          value={tiers.graceDays}
          form={countForm(0, DAYS_MAX)}
          onChange={(graceDays) => change({ graceDays })}
        />
      </div>
      <CheckField
        label={t('currentCounts')}
        isChecked={tiers.currentSaleCounts}
        onChange={(currentSaleCounts) => change({ currentSaleCounts })}
      />
    </section>
  );
}

interface WindowFieldsProps {
  readonly window: TierWindow;
  readonly onChange: (window: TierWindow) => void;
}

/** The time over which tiers are measured. */
function WindowFields({ window, onChange }: WindowFieldsProps) {
  const t = useText(settingsLoyaltyText);
  return (
    <>
      <SelectField<TierWindow['kind']>
        label={t('window')}
        value={window.kind}
        onChange={(kind) => onChange(windows[kind])}
        options={(['ever', 'rolling', 'calendar-year'] as const).map((value) => ({
          value,
          label: t(value),
        }))}
      />
      {window.kind === 'rolling' && (
        <NumberField
          label={t('windowMonths')}
          value={window.months}
          form={countForm(1, MONTHS_MAX)}
          onChange={(months) => onChange({ kind: 'rolling', months })}
        />
      )}
      {window.kind === 'calendar-year' && (
        <NumberField
          label={t('startMonth')}
          value={window.startMonth}
          form={countForm(1, 12)}
          onChange={(startMonth) => onChange({ kind: 'calendar-year', startMonth })}
        />
      )}
    </>
  );
}

interface TierTableProps {
  readonly tiers: Tiers;
  readonly onChange: (list: readonly Tier[]) => void;
}

function TierTable({ tiers: { list, measure }, onChange }: TierTableProps) {
  const t = useText(settingsLoyaltyText);
  const screen = useText(settingsScreenText);
  const language = useLanguage();
  return (
    <EditableTable<Tier>
      label={t('tierList')}
      columns={[screen('code'), t('names'), t('from'), t('factor'), t('benefits')]}
      rows={list}
      onChange={onChange}
      blank={() => ({
        code: '',
        name: { en: '', 'zh-CN': '' },
        from: NaN,
        pointsFactorBp: FACTOR_ONE_BP,
        benefits: { en: '', 'zh-CN': '' },
      })}
      addLabel={t('addTier')}
      min={0}
      max={TIERS_MAX}
      isOrdered
      nameOf={({ name }) => name[language]}
      renderCells={(tier, change) => (
        <TierCells tier={tier} all={list} isSpend={measure === 'spend'} onChange={change} />
      )}
    />
  );
}

interface TierCellsProps {
  readonly tier: Tier;
  readonly all: readonly Tier[];
  readonly isSpend: boolean;
  readonly onChange: (part: Partial<Tier>) => void;
}

/** What a tier is called and gives, in each language, and what reaches it. */
function TierCells({ tier, all, isSpend, onChange }: TierCellsProps) {
  const t = useText(settingsLoyaltyText);
  const money = useMoneyForm();
  return (
    <>
      <CodeCell code={tier.code} all={all} onChange={(code) => onChange({ code })} />
      <td className="tier-names">
        {languageFields.map((field) => (
          <TextField
            key={field.name}
            isBare
            label={t(field.name)}
            value={tier.name[field.language]}
            maxLength={LABEL_MAX_LENGTH}
            fault={checkLabel(tier.name[field.language])}
            onChange={(name) => onChange({ name: { ...tier.name, [field.language]: name } })}
          />
        ))}
      </td>
      <td className="tier-from">
        <NumberField
          isBare
          label={t('from')}
          {...(isSpend && { unit: money.unit })}
          value={tier.from}
          form={isSpend ? money.form : pointsForm}
          onChange={(from) => onChange({ from })}
        />
      </td>
      <td className="tier-factor">
        <NumberField
          isBare
          label={t('factor')}
          value={tier.pointsFactorBp}
          form={factorForm}
          onChange={(pointsFactorBp) => onChange({ pointsFactorBp })}
        />
      </td>
      <td className="tier-names">
        {languageFields.map((field) => (
          <TextField
            key={field.benefits}
            isBare
            label={t(field.benefits)}
            value={tier.benefits[field.language]}
            maxLength={BENEFITS_MAX_LENGTH}
            onChange={(text) => onChange({ benefits: { ...tier.benefits, [field.language]: text } })}
          />
        ))}
      </td>
    </>
  );
}
