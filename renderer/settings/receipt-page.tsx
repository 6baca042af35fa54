import { useId, useState } from 'react';
import { displayWidth } from '../../domain/receipt/display-width.ts';
import type { PaperColumns } from '../../domain/receipt/document.ts';
import { ReceiptPaper } from '../receipt/receipt-paper.tsx';
import { useTill } from '../state/till.ts';
import { settingsReceiptText } from '../text/settings-receipt-text.ts';
import { useText } from '../text/use-text.ts';
import { useSection, useSectionsEdit, useSettings } from './draft.ts';
import { ChoiceField } from './fields.tsx';
import { LogoField } from './logo-field.tsx';
import { sampleReceipt } from './sample-receipt.ts';
import { SettingsPage } from './settings-page.tsx';

const sections = ['receipt'] as const;
const COLUMNS: readonly PaperColumns[] = [32, 42, 48];
/** As many as the narrowest printer of so many columns has. */
const DOTS_ACROSS: Readonly<Record<PaperColumns, number>> = { 32: 384, 42: 504, 48: 576 };
const LINES_MAX = 20;
const LINE_MAX_LENGTH = 200;

/** What stands above and below every receipt, and on paper how wide. The paper at the right is what will be printed. */
export function ReceiptPage() {
  const t = useText(settingsReceiptText);
  const edit = useSectionsEdit(sections);
  const settings = useSettings();
  const [receipt, setReceipt] = useSection('receipt');
  const [atUtcMs] = useState(() => Date.now());
  const tillCode = useTill((state) => state.status?.identity.tillCode ?? '');
  const cashierName = useTill((state) => state.session?.member.name ?? '');
  const sample = sampleReceipt({ ...settings, receipt }, { tillCode, cashierName, atUtcMs });
  return (
    <SettingsPage page="receipt" subtitle={t('hint')} edit={edit}>
      <div className="sheet settings-sheet receipt-sheet">
        <section className="form-section">
          <h2>{settings.shop.name}</h2>
          <LogoField
            logo={receipt.logo ?? null}
            widthMaxDots={DOTS_ACROSS[receipt.columns]}
            onChange={(logo) => setReceipt({ ...receipt, logo })}
          />
          <LinesField
            label={t('header')}
            hint={t('headerHint')}
            lines={receipt.headerLines}
            columns={receipt.columns}
            onChange={(headerLines) => setReceipt({ ...receipt, headerLines })}
          />
          <LinesField
            label={t('footer')}
            hint={t('footerHint')}
            lines={receipt.footerLines}
            columns={receipt.columns}
            onChange={(footerLines) => setReceipt({ ...receipt, footerLines })}
          />
          <ChoiceField
            label={t('paper')}
            hint={t('paperHint')}
            value={receipt.columns}
            onChange={(columns) => setReceipt({ ...receipt, columns })}
            options={COLUMNS.map((columns) => ({
              value: columns,
              label: t('columns', { columns }),
            }))}
          />
        </section>
        <section className={`receipt-preview columns-${receipt.columns}`}>
          <h2>{t('preview')}</h2>
          <ReceiptPaper document={sample} />
          <p className="meta">{t('previewHint')}</p>
        </section>
      </div>
    </SettingsPage>
  );
}

interface LinesFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly lines: readonly string[];
  readonly columns: number;
  readonly onChange: (lines: readonly string[]) => void;
}

/** Lines as they are printed, one under the other. */
function LinesField({ label, hint, lines, columns, onChange }: LinesFieldProps) {
  const t = useText(settingsReceiptText);
  const id = useId();
  const wide = lines.findIndex((line) => displayWidth(line) > columns) + 1;
  const type = (text: string) => {
    const typed = text.split('\n').map((line) => line.replaceAll(/\p{Cc}/gu, ' ').slice(0, LINE_MAX_LENGTH));
    onChange(text === '' ? [] : typed.slice(0, LINES_MAX));
  };
  return (
    <div className="field lines-field">
      <label htmlFor={id}>{label}</label>
      <textarea id={id} rows={4} value={lines.join('\n')} onChange={(event) => type(event.target.value)} />
      <span className="meta">{wide > 0 ? t('wraps', { line: wide }) : hint}</span>
    </div>
  );
}
