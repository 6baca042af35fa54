import type { BlockedBatch } from '../../domain/barcode/goods-label.ts';
import { parseBarcode } from '../../domain/barcode/retail-code.ts';
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

const sections = ['inStoreRules', 'blockedBatches'] as const;
const BLOCKED_BATCHES_MAX = 1_000;
const BATCH_MAX_LENGTH = 20;
const BARCODE_MAX_LENGTH = 14;
const RULES_MAX = 50;
const RULE_ID_MAX_LENGTH = 40;
const PATTERN_MAX_LENGTH = 24;
const STEPS = [1, 10, 100, 1_000] as const;

/** How the labels that the shop prints itself are read, and where new articles come from. */
export function ArticlesPage() {
  const t = useText(settingsArticlesText);
  const edit = useSectionsEdit(sections);
  const [rules, setRules] = useSection('inStoreRules');
  const [batches, setBatches] = useSection('blockedBatches');
  return (
    <SettingsPage page="articles" subtitle={t('hint')} edit={edit}>
      <div className="sheet settings-sheet">
        <ImportSection />
        <section className="form-section">
          <h2>{t('rules')}</h2>
          <p className="meta">{t('rulesHint')}</p>
          <RuleTable rules={rules} onChange={setRules} />
        </section>
        <section className="form-section">
          <h2>{t('batches')}</h2>
          <p className="meta">{t('batchesHint')}</p>
          <BatchTable batches={batches} onChange={setBatches} />
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

interface BatchTableProps {
  readonly batches: readonly BlockedBatch[];
  readonly onChange: (batches: readonly BlockedBatch[]) => void;
}

function BatchTable({ batches, onChange }: BatchTableProps) {
  const t = useText(settingsArticlesText);
  return (
    <EditableTable<BlockedBatch>
      label={t('batches')}
      columns={[t('barcode'), t('batch')]}
      rows={batches}
      onChange={onChange}
      blank={() => ({ barcode: '', batch: '' })}
      addLabel={t('addBatch')}
      min={0}
      max={BLOCKED_BATCHES_MAX}
      nameOf={({ barcode, batch }) => `${barcode} ${batch}`.trim()}
      renderCells={({ barcode, batch }, change) => (
        <>
          <td>
            <TextField
              isBare
              label={t('barcode')}
              value={barcode}
              maxLength={BARCODE_MAX_LENGTH}
              fault={barcode === '' ? 'faultMissing' : null}
              onChange={(text) => change({ barcode: text.trim() })}
            />
            <BarcodeFault barcode={barcode} />
          </td>
          <td>
            <TextField
              isBare
              label={t('batch')}
              value={batch}
              maxLength={BATCH_MAX_LENGTH}
              fault={checkLabel(batch)}
              onChange={(text) => change({ batch: text.trim() })}
            />
          </td>
        </>
      )}
    />
  );
}

function BarcodeFault({ barcode }: { readonly barcode: string }) {
  const language = useLanguage();
  const parsed = parseBarcode(barcode);
  if (parsed.ok || barcode === '') return null;
  return <p className="fault meta">{describeBarcodeError(parsed.error, language)}</p>;
}
