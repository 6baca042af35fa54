import {
  poleDialects,
  textEncodings,
  type PoleDisplaySettings,
} from '../../../domain/devices/device-settings.ts';
import { deviceTermsText } from '../../text/device-terms-text.ts';
import { settingsDevicesText } from '../../text/settings-devices-text.ts';
import { useText } from '../../text/use-text.ts';
import { CheckField, ChoiceField, SelectField } from '../fields.tsx';
import { ConnectionFields, usualLine } from './connection-fields.tsx';
import { prove } from './device-edit.ts';
import { SeenQuestion, TestButton, TestPanel, useDeviceTest } from './test-panel.tsx';

const KINDS = ['serial', 'tcp', 'simulated'] as const;
const usualPole: PoleDisplaySettings = {
  dialect: 'cd5220',
  connection: { kind: 'serial', ...usualLine },
  encoding: 'cp858',
};

interface PoleFormProps {
  readonly poleDisplay: PoleDisplaySettings | null;
  readonly onChange: (poleDisplay: PoleDisplaySettings | null) => void;
}

/** The two lines on a pole that the customer reads. */
export function PoleForm({ poleDisplay, onChange }: PoleFormProps) {
  const t = useText(settingsDevicesText);
  const terms = useText(deviceTermsText);
  return (
    <div className="sheet settings-sheet">
      <section className="form-section">
        <CheckField
          label={t('hasPole')}
          hint={t('hasPoleHint')}
          isChecked={poleDisplay !== null}
          onChange={(has) => onChange(has ? usualPole : null)}
        />
        {poleDisplay && (
          <>
            <div className="form-grid">
              <ChoiceField
                label={t('dialect')}
                value={poleDisplay.dialect}
                onChange={(dialect) => onChange({ ...poleDisplay, dialect })}
                options={poleDialects.map((value) => ({ value, label: terms(`pole-${value}`) }))}
              />
              <SelectField
                label={t('encoding')}
                hint={t('poleEncodingHint')}
                value={poleDisplay.encoding}
                onChange={(encoding) => onChange({ ...poleDisplay, encoding })}
                options={textEncodings.map((value) => ({ value, label: terms(`encoding-${value}`) }))}
              />
            </div>
            <ConnectionFields
              kinds={KINDS}
              connection={poleDisplay.connection}
              onChange={(connection) => onChange({ ...poleDisplay, connection })}
            />
          </>
        )}
      </section>
    </div>
  );
}

interface PoleTestProps {
  readonly poleDisplay: PoleDisplaySettings;
  readonly isSound: () => boolean;
}

/** Shows two lines on a display as it stands on the page, and asks whether they can be read. */
export function PoleTest({ poleDisplay, isSound }: PoleTestProps) {
  const t = useText(settingsDevicesText);
  const test = useDeviceTest<null>();
  const show = () => isSound() && void test.run((service) => service.device.testPoleDisplay({ poleDisplay }));
  return (
    <TestPanel title={t('test')} hint={t('poleTestHint')}>
      <TestButton test={test} label={t('showLines')} onPress={show} />
      {test.now.state === 'answered' && (
        <SeenQuestion
          question={t('didShow')}
          advice={t('notShown')}
          onSeen={() => prove({ kind: 'poleDisplay', poleDisplay })}
        />
      )}
    </TestPanel>
  );
}
