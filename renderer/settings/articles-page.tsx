import { validateInStoreRules, type InStoreRule } from '../../domain/barcode/in-store-rule.ts';
import { describeBarcodeError } from '../../domain/text/barcode-text.ts';
import { useMoney } from '../parts/money.tsx';
import { settingsArticlesText } from '../text/settings-articles-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';
import { useSection, useSectionsEdit } from './draft.ts';
import { EditableTable } from './editable-table.tsx';
import { checkLabel } from './field-checks.ts';
import { SelectField, TextField } from './fields.tsx';
import { ImportSection } from './import-section.tsx';
import { SettingsPage } from './settings-page.tsx';

const sections = ['inStoreRules'] as const;
const RULES_MAX = 50;
const RULE_ID_MAX_LENGTH = 40;
const PATTERN_MAX_LENGTH = 24;
const STEPS = [1, 10, 100, 1_000] as const;

/** How the labels that the shop prints itself are read, and where new articles come from. */
export function ArticlesPage() {
  const t = useText(settingsArticlesText);
  const edit = useSectionsEdit(sections);
  const [rules, setRules] = useSection('inStoreRules');
  return (
    <SettingsPage page="articles" subtitle={t('hint')} edit={edit}>
      <div className="sheet settings-sheet">
        <ImportSection />
        <section className="form-section">
          <h2>{t('rules')}</h2>
          <p className="meta">{t('rulesHint')}</p>
          <RuleTable rules={rules} onChange={setRules} />
        </section>
      </div>
    </SettingsPage>
  );
}

interface RuleTableProps {
  readonly rules: readonly InStoreRule[];
  readonly onChange: (rules: readonly InStoreRule[]) => void;
}

function RuleTable({ rules, onChange }: RuleTableProps) {
  const t = useText(settingsArticlesText);
  return (
    <EditableTable<InStoreRule>
      label={t('rules')}
      columns={[t('ruleName'), t('pattern'), t('weightStep'), t('priceStep')]}
      rows={rules}
      onChange={onChange}
      blank={() => ({ id: '', pattern: '', weightStepGrams: 1, priceStepMinor: 1 })}
      addLabel={t('addRule')}
      min={0}
      max={RULES_MAX}
      nameOf={({ id }) => id}
      renderCells={(rule, change, index) => (
        <>
          <td>
            <TextField
              isBare
              label={t('ruleName')}
              value={rule.id}
              maxLength={RULE_ID_MAX_LENGTH}
              fault={checkLabel(rule.id)}
              onChange={(id) => change({ id })}
            />
          </td>
          <td className="pattern-cell">
            <TextField
              isBare
              label={t('pattern')}
              value={rule.pattern}
              maxLength={PATTERN_MAX_LENGTH}
              fault={rule.pattern === '' ? 'faultMissing' : null}
              onChange={(pattern) => change({ pattern: pattern.trim().toUpperCase() })}
            />
            <RuleFault rules={rules.slice(0, index + 1)} />
          </td>
          <StepCells rule={rule} onChange={change} />
        </>
      )}
    />
  );
}

interface StepCellsProps {
  readonly rule: InStoreRule;
  readonly onChange: (part: Partial<InStoreRule>) => void;
}

/** What one step of the digits on a label is worth. */
function StepCells({ rule, onChange }: StepCellsProps) {
  const t = useText(settingsArticlesText);
  const { amount } = useMoney();
  return (
    <>
      <td className="choice-cell">
        <SelectField<number>
          isBare
          label={t('weightStep')}
          value={rule.weightStepGrams}
          onChange={(weightStepGrams) => onChange({ weightStepGrams })}
          options={STEPS.map((step) => ({ value: step, label: t('grams', { grams: step }) }))}
        />
      </td>
      <td className="choice-cell">
        <SelectField<number>
          isBare
          label={t('priceStep')}
          value={rule.priceStepMinor}
          onChange={(priceStepMinor) => onChange({ priceStepMinor })}
          options={STEPS.map((step) => ({ value: step, label: amount(step) }))}
        />
      </td>
    </>
  );
}

/** What is wrong with the last of the rules, beside those before it. */
function RuleFault({ rules }: { readonly rules: readonly InStoreRule[] }) {
  const language = useLanguage();
  const last = rules.at(-1);
  const checked = validateInStoreRules(rules);
  if (checked.ok || !last || last.id === '' || last.pattern === '') return null;
  const { error } = checked;
  if (!('ruleId' in error) || error.ruleId !== last.id) return null;
  return <p className="fault meta">{describeBarcodeError(error, language)}</p>;
}
