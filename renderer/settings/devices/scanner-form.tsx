import { useEffect, useState } from 'react';
import { scanFramings, type SerialScannerSettings } from '../../../domain/devices/device-settings.ts';
import { describeDeviceFault } from '../../../domain/text/device-text.ts';
import { useTime } from '../../parts/clock.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useDevices } from '../../devices/device-events.ts';
import { chooseHidScanner, findHid, useHidScanners } from '../../scanner/hid-scanners.ts';
import { takeScans } from '../../scanner/take-scans.ts';
import { visibleCode } from '../../simulator/sample-codes.ts';
import { playSound } from '../../sound/sounds.ts';
import { deviceTermsText } from '../../text/device-terms-text.ts';
import { settingsDevicesText } from '../../text/settings-devices-text.ts';
import { useLanguage, useText } from '../../text/use-text.ts';
import { CheckField, SelectField } from '../fields.tsx';
import { ConnectionFields, usualLine } from './connection-fields.tsx';
import { TestPanel } from './test-panel.tsx';

const KINDS = ['serial', 'simulated'] as const;
const usualScanner: SerialScannerSettings = { connection: { kind: 'serial', ...usualLine }, framing: 'cr' };

interface ScannerFormProps {
  readonly scanner: SerialScannerSettings | null;
  readonly onChange: (scanner: SerialScannerSettings | null) => void;
}

/** The scanner on a serial line. One that acts as a keyboard works without a setting. */
export function ScannerForm({ scanner, onChange }: ScannerFormProps) {
  const t = useText(settingsDevicesText);
  const terms = useText(deviceTermsText);
  return (
    <div className="sheet settings-sheet">
      <section className="form-section">
        <CheckField
          label={t('hasScanner')}
          hint={t('hasScannerHint')}
          isChecked={scanner !== null}
          onChange={(has) => onChange(has ? usualScanner : null)}
        />
        {scanner && (
          <>
            <div className="form-grid">
              <SelectField
                label={t('framing')}
                hint={t('framingHint')}
                value={scanner.framing}
                onChange={(framing) => onChange({ ...scanner, framing })}
                options={scanFramings.map((value) => ({ value, label: terms(`framing-${value}`) }))}
              />
            </div>
            <ConnectionFields
              kinds={KINDS}
              connection={scanner.connection}
              onChange={(connection) => onChange({ ...scanner, connection })}
            />
          </>
        )}
        <HidScanners />
      </section>
    </div>
  );
}

/** Scanners in HID-POS mode: they need no setting, but a browser asks once which of them the page may hear. */
function HidScanners() {
  const t = useText(settingsDevicesText);
  const scanners = useHidScanners((state) => state.scanners);
  const hid = findHid();
  if (!hid) return null;
  return (
    <div className="field">
      <span className="label">{t('hidScanner')}</span>
      {scanners.map(({ id, name, isOpen }) => (
        <span key={id}>{t(isOpen ? 'hidHeard' : 'hidTaken', { name })}</span>
      ))}
      {scanners.length === 0 && (
        <span>
          <button type="button" className="plain" onClick={() => void chooseHidScanner(hid)}>
            {t('hidChoose')}
          </button>
        </span>
      )}
      <span className="meta">{t('hidHint')}</span>
    </div>
  );
}

/** What was scanned last, by any scanner: nothing of it is sold. */
export function ScannerTest({ isSaved }: { readonly isSaved: boolean }) {
  const t = useText(settingsDevicesText);
  const language = useLanguage();
  const formatTime = useTime();
  const fault = useDevices(({ state }) => state?.scanner?.fault ?? null);
  const [last, setLast] = useState<{ readonly code: string; readonly atUtcMs: number } | null>(null);
  useEffect(
    () =>
      takeScans((code) => {
        playSound('good');
        setLast({ code, atUtcMs: Date.now() });
      }),
    [],
  );
  return (
    <TestPanel title={t('scanTest')} hint={t(isSaved ? 'scanTestHint' : 'scanTestUnsaved')}>
      {fault && isSaved && (
        <p className="fault" role="status">
          <Icon name="warning" isSmall />
          {describeDeviceFault(t('scanner'), fault, language)}
        </p>
      )}
      <p role="status" className="last-scan">
        {last ? visibleCode(last.code) : t('nothingScanned')}
        {last && (
          <span className="meta said">
            {t('scannedAt', { time: formatTime(last.atUtcMs), number: last.code.length })}
          </span>
        )}
      </p>
    </TestPanel>
  );
}
