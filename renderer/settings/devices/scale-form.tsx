import type { ScaleReading } from '../../../domain/devices/device-fault.ts';
import { scaleProtocols, type ScaleSettings } from '../../../domain/devices/device-settings.ts';
import { quantityText } from '../../../domain/quantity.ts';
import { gramsOf, readingWords } from '../../devices/scale-words.ts';
import { useScale } from '../../devices/use-scale.ts';
import { devicesText } from '../../text/devices-text.ts';
import { deviceTermsText } from '../../text/device-terms-text.ts';
import { settingsDevicesText } from '../../text/settings-devices-text.ts';
import { useText } from '../../text/use-text.ts';
import { CheckField, SelectField } from '../fields.tsx';
import { ConnectionFields, usualLine } from './connection-fields.tsx';
import { prove } from './device-edit.ts';
import { SeenQuestion, TestButton, TestPanel, useDeviceTest } from './test-panel.tsx';

const KINDS = ['serial', 'simulated'] as const;
/** Retail scales come with even parity and seven bits, as the 8217 does from its factory; CAS and Yaohua with eight. */
const usualScale: ScaleSettings = {
  protocol: 'toledo-8217',
  connection: { kind: 'serial', ...usualLine, dataBits: 7, parity: 'even' },
};

interface ScaleFormProps {
  readonly scale: ScaleSettings | null;
  readonly onChange: (scale: ScaleSettings | null) => void;
}

/** The scale that weighed articles are asked of. */
export function ScaleForm({ scale, onChange }: ScaleFormProps) {
  const t = useText(settingsDevicesText);
  const terms = useText(deviceTermsText);
  return (
    <div className="sheet settings-sheet">
      <section className="form-section">
        <CheckField
          label={t('hasScale')}
          hint={t('hasScaleHint')}
          isChecked={scale !== null}
          onChange={(has) => onChange(has ? usualScale : null)}
        />
        {scale && (
          <>
            <div className="form-grid">
              <SelectField
                label={t('protocol')}
                hint={t('protocolHint')}
                value={scale.protocol}
                onChange={(protocol) => onChange({ ...scale, protocol })}
                options={scaleProtocols.map((value) => ({ value, label: terms(`protocol-${value}`) }))}
              />
            </div>
            <ConnectionFields
              kinds={KINDS}
              connection={scale.connection}
              onChange={(connection) => onChange({ ...scale, connection })}
            />
          </>
        )}
      </section>
    </div>
  );
}

interface ScaleTestProps {
  readonly scale: ScaleSettings;
  /** Whether the till weighs with it already: then its weight is shown as it changes. */
  readonly isSaved: boolean;
  readonly isSound: () => boolean;
}

/** Asks a scale as it stands on the page for a weight, and whether that is what lies on it. */
export function ScaleTest({ scale, isSaved, isSound }: ScaleTestProps) {
  const t = useText(settingsDevicesText);
  const test = useDeviceTest<ScaleReading>();
  const weigh = () => isSound() && void test.run((service) => service.device.testScale({ scale }));
  return (
    <TestPanel title={t('test')} hint={t('scaleTestHint')}>
      {isSaved && <LiveReading />}
      <TestButton test={test} label={t('weigh')} onPress={weigh} />
      {test.now.state === 'answered' && (
        <>
          <Reading reading={test.now.value} />
          {gramsOf(test.now.value) > 0 && (
            <SeenQuestion
              question={t('isRight')}
              advice={t('notRight')}
              onSeen={() => prove({ kind: 'scale', scale })}
            />
          )}
        </>
      )}
    </TestPanel>
  );
}

function LiveReading() {
  const t = useText(settingsDevicesText);
  const scale = useScale();
  return (
    <div className="live-reading">
      <span className="meta">{t('live')}</span>
      {scale?.reading ? <Reading reading={scale.reading} /> : <p>…</p>}
    </div>
  );
}

function Reading({ reading }: { readonly reading: ScaleReading }) {
  const t = useText(settingsDevicesText);
  const words = useText(devicesText);
  const grams = gramsOf(reading);
  return grams > 0 ? (
    <p className="weight">{t('kilograms', { weight: quantityText(grams) })}</p>
  ) : (
    <p>{words(readingWords(reading))}</p>
  );
}
