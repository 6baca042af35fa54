import {
  canAnswer,
  printerDialects,
  textEncodings,
  type PrinterSettings,
} from '../../../domain/devices/device-settings.ts';
import type { PaperColumns } from '../../../domain/receipt/document.ts';
import { deviceTermsText } from '../../text/device-terms-text.ts';
import { settingsDevicesText } from '../../text/settings-devices-text.ts';
import { settingsScreenText } from '../../text/settings-screen-text.ts';
import { useText } from '../../text/use-text.ts';
import { checkLabel, countForm, LABEL_MAX_LENGTH } from '../field-checks.ts';
import { CheckField, ChoiceField, NumberField, SelectField, TextField } from '../fields.tsx';
import { ConnectionFields } from './connection-fields.tsx';
import { asPreset, presetOf, printerPresets, usualDrawer } from './printer-presets.ts';

const COLUMNS: readonly PaperColumns[] = [32, 42, 48];
const DOTS = [384, 512, 576, 832] as const;
/** ESC/POS counts the pulse in steps of 2 ms, in one byte. */
const pulseForm = countForm(10, 510);
const KINDS = ['tcp', 'serial', 'spooler', 'file', 'simulated'] as const;

export interface PrinterPartProps {
  readonly printer: PrinterSettings;
  readonly onChange: (printer: PrinterSettings) => void;
}

interface PrinterFormProps extends PrinterPartProps {
  /** The printers that may stand in for it. */
  readonly others: readonly PrinterSettings[];
}

/** One printer: where it hangs, what it is, and the drawer that hangs on it. */
export function PrinterForm({ printer, others, onChange }: PrinterFormProps) {
  const t = useText(settingsDevicesText);
  const screen = useText(settingsScreenText);
  return (
    <div className="sheet settings-sheet">
      <section className="form-section">
        <div className="form-grid">
          <TextField
            label={screen('name')}
            value={printer.name}
            maxLength={LABEL_MAX_LENGTH}
            fault={checkLabel(printer.name)}
            onChange={(name) => onChange({ ...printer, name })}
          />
          <SelectField
            label={t('fallback')}
            hint={t('fallbackHint')}
            value={printer.fallbackId ?? ''}
            onChange={(id) => onChange({ ...printer, fallbackId: id === '' ? null : id })}
            options={[
              { value: '', label: t('none') },
              ...others.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </div>
        <ConnectionFields
          kinds={KINDS}
          connection={printer.connection}
          onChange={(connection) => onChange({ ...printer, connection })}
        />
      </section>
      <PaperFields printer={printer} onChange={onChange} />
      <DrawerFields printer={printer} onChange={onChange} />
    </div>
  );
}

function PaperFields({ printer, onChange }: PrinterPartProps) {
  const t = useText(settingsDevicesText);
  const terms = useText(deviceTermsText);
  const change = (part: Partial<PrinterSettings>) => onChange({ ...printer, ...part });
  return (
    <section className="form-section">
      <h2>{t('paper')}</h2>
      <ChoiceField
        label={t('preset')}
        hint={t('presetHint')}
        value={presetOf(printer) ?? 'other'}
        onChange={(preset) => preset !== 'other' && onChange(asPreset(printer, preset))}
        options={printerPresets.map((value) => ({ value, label: terms(`preset-${value}`) }))}
      />
      <div className="form-grid">
        <ChoiceField
          label={t('dialect')}
          hint={t('dialectHint')}
          value={printer.dialect}
          onChange={(dialect) => change({ dialect })}
          options={printerDialects.map((value) => ({ value, label: terms(`dialect-${value}`) }))}
        />
        <SelectField
          label={t('encoding')}
          hint={t('encodingHint')}
          value={printer.encoding}
          onChange={(encoding) => change({ encoding })}
          options={textEncodings.map((value) => ({ value, label: terms(`encoding-${value}`) }))}
        />
        <ChoiceField
          label={t('columns')}
          value={printer.columns}
          onChange={(columns) => change({ columns })}
          options={COLUMNS.map((value) => ({ value, label: String(value) }))}
        />
        <SelectField<number>
          label={t('dots')}
          value={printer.dots}
          onChange={(dots) => change({ dots })}
          options={DOTS.map((value) => ({ value, label: String(value) }))}
        />
        <ChoiceField
          label={t('cut')}
          value={printer.cut}
          onChange={(cut) => change({ cut })}
          options={(['full', 'partial', 'none'] as const).map((value) => ({
            value,
            label: terms(`cut-${value}`),
          }))}
        />
        <SkillFields printer={printer} onChange={onChange} />
      </div>
    </section>
  );
}

/** What not every printer can do. */
function SkillFields({ printer, onChange }: PrinterPartProps) {
  const t = useText(settingsDevicesText);
  const change = (part: Partial<PrinterSettings>) => onChange({ ...printer, ...part });
  return (
    <>
      <CheckField
        label={t('drawsCodes')}
        hint={t('drawsCodesHint')}
        isChecked={printer.drawsCodes}
        onChange={(drawsCodes) => change({ drawsCodes })}
      />
      {canAnswer(printer) && (
        <>
          <CheckField
            label={t('answersStatus')}
            hint={t('answersStatusHint')}
            isChecked={printer.answersStatus}
            onChange={(answersStatus) => change({ answersStatus })}
          />
          <CheckField
            label={t('confirmsPrint')}
            hint={t('confirmsPrintHint')}
            isChecked={printer.confirmsPrint}
            onChange={(confirmsPrint) => change({ confirmsPrint })}
          />
        </>
      )}
    </>
  );
}

function DrawerFields({ printer, onChange }: PrinterPartProps) {
  const t = useText(settingsDevicesText);
  const { drawer } = printer;
  const change = (part: Partial<NonNullable<typeof drawer>>) =>
    onChange({ ...printer, drawer: { ...(drawer ?? usualDrawer), ...part } });
  return (
    <section className="form-section">
      <h2>{t('drawer')}</h2>
      <CheckField
        label={t('hasDrawer')}
        hint={t('hasDrawerHint')}
        isChecked={drawer !== null}
        onChange={(has) => onChange({ ...printer, drawer: has ? usualDrawer : null })}
      />
      {drawer && (
        <div className="form-grid">
          <ChoiceField
            label={t('pin')}
            hint={t('pinHint')}
            value={drawer.pin}
            onChange={(pin) => change({ pin })}
            options={([2, 5] as const).map((value) => ({ value, label: String(value) }))}
          />
          <NumberField
            label={t('pulseOn')}
            unit="ms"
            value={drawer.onMs}
            form={pulseForm}
            onChange={(onMs) => change({ onMs })}
          />
          <NumberField
            label={t('pulseOff')}
            unit="ms"
            value={drawer.offMs}
            form={pulseForm}
            onChange={(offMs) => change({ offMs })}
          />
        </div>
      )}
    </section>
  );
}
