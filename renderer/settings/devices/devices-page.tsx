import { useState } from 'react';
import { PRINTERS_MAX } from '../../../domain/devices/device-settings.ts';
import { openCustomerDisplay } from '../../display/tell-customer.ts';
import { Icon } from '../../parts/icon.tsx';
import { settingsDevicesText } from '../../text/settings-devices-text.ts';
import { useText } from '../../text/use-text.ts';
import { useSettings } from '../draft.ts';
import { CheckField, ChoiceField, SelectField } from '../fields.tsx';
import { areFieldsSound } from '../save-bar.tsx';
import { SettingsPage } from '../settings-page.tsx';
import { useDeviceEdit, type DeviceEdit } from './device-edit.ts';
import { DeviceList, type DeviceChoice } from './device-list.tsx';
import { DevicePart } from './device-part.tsx';
import { newPrinter } from './printer-presets.ts';
import './devices.css';

/** What hangs on this till: a list of it, then one device with its settings and its test. */
export function DevicesPage() {
  const t = useText(settingsDevicesText);
  const deviceEdit = useDeviceEdit();
  const [chosen, choose] = useState<DeviceChoice | null>(null);
  const { devices, edit } = deviceEdit;
  const isThere = chosen?.kind !== 'printer' || devices.printers.some(({ id }) => id === chosen.id);
  if (chosen && isThere) {
    return <DevicePart {...deviceEdit} choice={chosen} onBack={() => areFieldsSound() && choose(null)} />;
  }
  return (
    <SettingsPage
      page="devices"
      subtitle={t('hint')}
      edit={edit}
      actions={<AddPrinter {...deviceEdit} onChoose={choose} />}
    >
      <div className="sheet settings-sheet">
        <DeviceList devices={devices} onChoose={choose} />
        <ReceiptFields {...deviceEdit} />
        <CustomerFields {...deviceEdit} />
      </div>
    </SettingsPage>
  );
}

interface AddPrinterProps extends Pick<DeviceEdit, 'devices' | 'change'> {
  readonly onChoose: (choice: DeviceChoice) => void;
}

/** The first printer prints the receipts, unless somebody says otherwise. */
function AddPrinter({ devices: { printers, receiptPrinterId }, change, onChoose }: AddPrinterProps) {
  const t = useText(settingsDevicesText);
  const { shop } = useSettings();
  const add = () => {
    const name =
      printers.length === 0 ? t('firstPrinter') : t('nextPrinter', { number: printers.length + 1 });
    const printer = newPrinter(printers, name, shop.language);
    change({ printers: [...printers, printer], receiptPrinterId: receiptPrinterId ?? printer.id });
    onChoose({ kind: 'printer', id: printer.id });
  };
  return (
    <button type="button" className="plain" disabled={printers.length >= PRINTERS_MAX} onClick={add}>
      <Icon name="plus" isSmall />
      {t('addPrinter')}
    </button>
  );
}

type FieldsProps = Pick<DeviceEdit, 'devices' | 'change'>;

function ReceiptFields({ devices, change }: FieldsProps) {
  const t = useText(settingsDevicesText);
  const { printers, receiptPrinterId, printsEachSale } = devices;
  if (printers.length === 0) return null;
  return (
    <section className="form-section">
      <h2>{t('receipts')}</h2>
      <div className="form-grid">
        <SelectField
          label={t('receiptPrinter')}
          hint={t('receiptPrinterHint')}
          value={receiptPrinterId ?? ''}
          onChange={(id) => change({ receiptPrinterId: id === '' ? null : id })}
          options={[
            { value: '', label: t('noReceipts') },
            ...printers.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        {receiptPrinterId !== null && (
          <ChoiceField<boolean>
            label={t('prints')}
            value={printsEachSale}
            onChange={(isEach) => change({ printsEachSale: isEach })}
            options={[
              { value: true, label: t('eachSale') },
              { value: false, label: t('onRequest') },
            ]}
          />
        )}
      </div>
    </section>
  );
}

function CustomerFields({ devices: { customerDisplay }, change }: FieldsProps) {
  const t = useText(settingsDevicesText);
  return (
    <section className="form-section">
      <h2>{t('customerDisplay')}</h2>
      <CheckField
        label={t('hasCustomerDisplay')}
        hint={t('hasCustomerDisplayHint')}
        isChecked={customerDisplay}
        onChange={(has) => change({ customerDisplay: has })}
      />
      <div className="row-buttons">
        <button type="button" className="plain" onClick={openCustomerDisplay}>
          {t('openDisplay')}
        </button>
      </div>
    </section>
  );
}
