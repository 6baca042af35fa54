import { useState } from 'react';
import type { Shop } from '../../chain.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import { Field } from '../parts/basics.tsx';
import { useText } from '../state/language.ts';
import { ask } from '../state/office.ts';
import { registersText } from '../text/registers-text.ts';
import { TextField } from '../parts/text-field.tsx';

interface ShopDialogProps {
  readonly shops: readonly Shop[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

const zones = Intl.supportedValuesOf('timeZone');

/** A new shop. Currency and zone begin as the first shop's. */
export function ShopDialog({ shops, onDone, onClose }: ShopDialogProps) {
  const t = useText(registersText);
  const [first] = shops;
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [zone, setZone] = useState(first?.zone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [currency, setCurrency] = useState(first?.currency ?? 'CNY');
  const [cutOver, setCutOver] = useState('04:00');
  const [hours = 0, minutes = 0] = cutOver.split(':').map(Number);
  const shop = { code: code.trim(), name, zone, currency, cutOverMinutes: hours * 60 + minutes };
  return (
    <ActDialog
      title={t('shopTitle')}
      act={t('add')}
      onAct={() => ask('shops.add', shop)}
      onDone={onDone}
      onClose={onClose}
    >
      <TextField
        label={t('shopCode')}
        hint={t('shopCodeHint')}
        required
        autoFocus
        pattern="[A-Za-z0-9]{1,8}"
        value={code}
        onChange={setCode}
      />
      <TextField label={t('shopName')} required maxLength={60} value={name} onChange={setName} />
      <div className="form-grid">
        <Field label={t('zone')}>
          {(ids) => (
            <select {...ids} value={zone} onChange={(event) => setZone(event.target.value)}>
              {(zones.includes(zone) ? zones : [zone, ...zones]).map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          )}
        </Field>
        <TextField label={t('cutOver')} type="time" required value={cutOver} onChange={setCutOver} />
        <TextField
          label={t('currency')}
          required
          readOnly={first !== undefined}
          pattern="[A-Z]{3}"
          value={currency}
          onChange={(text) => setCurrency(text.toUpperCase())}
        />
      </div>
    </ActDialog>
  );
}
