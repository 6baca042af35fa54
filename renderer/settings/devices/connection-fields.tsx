import { useId } from 'react';
import type { DeviceConnection, SerialLine } from '../../../domain/devices/device-settings.ts';
import type { FoundDevice } from '../../../register/contract/device.ts';
import { Icon } from '../../parts/icon.tsx';
import { deviceTermsText } from '../../text/device-terms-text.ts';
import { settingsDevicesText } from '../../text/settings-devices-text.ts';
import { useText } from '../../text/use-text.ts';
import { checkLabel, countForm } from '../field-checks.ts';
import { ChoiceField, NumberField, SelectField, TextField } from '../fields.tsx';
import { useFoundDevices } from './use-found-devices.ts';

type Kind = DeviceConnection['kind'];
type Connection<K extends Kind> = Extract<DeviceConnection, { kind: K }>;

const HOST_MAX_LENGTH = 253;
const PATH_MAX_LENGTH = 260;
const QUEUE_MAX_LENGTH = 127;
const portForm = countForm(1, 65_535);
const BAUDS = [1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200] as const;

/** The line that most serial devices come with. */
export const usualLine: SerialLine = { path: '', baud: 9_600, dataBits: 8, parity: 'none', stopBits: 1 };

const blank: { readonly [K in Kind]: Connection<K> } = {
  tcp: { kind: 'tcp', host: '', port: 9_100 },
  serial: { kind: 'serial', ...usualLine },
  file: { kind: 'file', path: '' },
  spooler: { kind: 'spooler', queue: '' },
  simulated: { kind: 'simulated' },
};

interface ConnectionFieldsProps<K extends Kind> {
  /** The ways in which this kind of device can hang on the till. */
  readonly kinds: readonly K[];
  readonly connection: Connection<K>;
  readonly onChange: (connection: Connection<K>) => void;
}

/** How a device hangs on the till. */
export function ConnectionFields<K extends Kind>({ kinds, connection, onChange }: ConnectionFieldsProps<K>) {
  const t = useText(settingsDevicesText);
  const terms = useText(deviceTermsText);
  const known: DeviceConnection = connection;
  // What a field gives back is of the kind that was given to it.
  const change = (changed: DeviceConnection) => onChange(changed as Connection<K>);
  return (
    <>
      <ChoiceField<Kind>
        label={t('connection')}
        value={known.kind}
        onChange={(kind) => kind !== known.kind && change(blank[kind])}
        options={kinds.map((kind) => ({ value: kind, label: terms(`by-${kind}`) }))}
      />
      {known.kind === 'tcp' && <NetworkFields connection={known} onChange={change} />}
      {known.kind === 'serial' && (
        <SerialFields line={known} onChange={(line) => change({ kind: 'serial', ...line })} />
      )}
      {known.kind === 'file' && (
        <FoundField
          kind="file"
          label={t('file')}
          value={known.path}
          maxLength={PATH_MAX_LENGTH}
          onChange={(path) => change({ kind: 'file', path })}
        />
      )}
      {known.kind === 'spooler' && (
        <FoundField
          kind="spooler"
          label={t('queue')}
          hint={t('queueHint')}
          value={known.queue}
          maxLength={QUEUE_MAX_LENGTH}
          onChange={(queue) => change({ kind: 'spooler', queue })}
        />
      )}
      {known.kind === 'simulated' && <p className="meta">{t('simulatedHint')}</p>}
    </>
  );
}

interface NetworkFieldsProps {
  readonly connection: Connection<'tcp'>;
  readonly onChange: (connection: Connection<'tcp'>) => void;
}

function NetworkFields({ connection, onChange }: NetworkFieldsProps) {
  const t = useText(settingsDevicesText);
  return (
    <div className="form-grid">
      <TextField
        label={t('host')}
        hint={t('hostHint')}
        value={connection.host}
        maxLength={HOST_MAX_LENGTH}
        fault={checkLabel(connection.host)}
        onChange={(host) => onChange({ ...connection, host })}
      />
      <NumberField
        label={t('port')}
        hint={t('portHint')}
        value={connection.port}
        form={portForm}
        onChange={(port) => onChange({ ...connection, port })}
      />
    </div>
  );
}

interface SerialFieldsProps {
  readonly line: SerialLine;
  readonly onChange: (line: SerialLine) => void;
}

/** A serial line, or a USB device that acts as one. */
function SerialFields({ line, onChange }: SerialFieldsProps) {
  const t = useText(settingsDevicesText);
  const terms = useText(deviceTermsText);
  const { path, baud, dataBits, parity, stopBits } = line;
  const change = (part: Partial<SerialLine>) => onChange({ path, baud, dataBits, parity, stopBits, ...part });
  return (
    <>
      <FoundField
        kind="serial"
        label={t('serialPort')}
        hint={t('serialPortHint')}
        value={path}
        maxLength={PATH_MAX_LENGTH}
        onChange={(chosen) => change({ path: chosen })}
      />
      <div className="form-grid serial-grid">
        <SelectField<number>
          label={t('baud')}
          value={baud}
          onChange={(chosen) => change({ baud: chosen })}
          options={BAUDS.map((value) => ({ value, label: String(value) }))}
        />
        <ChoiceField
          label={t('dataBits')}
          value={dataBits}
          onChange={(chosen) => change({ dataBits: chosen })}
          options={([7, 8] as const).map((value) => ({ value, label: String(value) }))}
        />
        <SelectField
          label={t('parity')}
          value={parity}
          onChange={(chosen) => change({ parity: chosen })}
          options={(['none', 'even', 'odd'] as const).map((value) => ({
            value,
            label: terms(`parity-${value}`),
          }))}
        />
        <ChoiceField
          label={t('stopBits')}
          value={stopBits}
          onChange={(chosen) => change({ stopBits: chosen })}
          options={([1, 2] as const).map((value) => ({ value, label: String(value) }))}
        />
      </div>
    </>
  );
}

interface FoundFieldProps {
  readonly kind: FoundDevice['kind'];
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly maxLength: number;
  readonly onChange: (address: string) => void;
}

/** An address on this machine: typed, or picked from those that it found. */
function FoundField({ kind, value, onChange, ...field }: FoundFieldProps) {
  const t = useText(settingsDevicesText);
  const list = useId();
  const { found, refresh } = useFoundDevices(kind);
  return (
    <div className="found-devices">
      <TextField {...field} value={value} list={list} fault={checkLabel(value)} onChange={onChange} />
      <datalist id={list}>
        {found.map(({ address, label }) => (
          <option key={address} value={address}>
            {label ?? address}
          </option>
        ))}
      </datalist>
      <div className="row-buttons" role="group" aria-label={t('found')}>
        {found.map(({ address, label }) => (
          <button
            key={address}
            type="button"
            className="plain found-device"
            aria-pressed={address === value}
            onClick={() => onChange(address)}
          >
            {address}
            {label !== null && <span className="meta">{label}</span>}
          </button>
        ))}
        {found.length === 0 && <span className="meta">{t('noneFound')}</span>}
        <button type="button" className="link" onClick={refresh}>
          <Icon name="refresh" isSmall />
          {t('lookAgain')}
        </button>
      </div>
    </div>
  );
}
