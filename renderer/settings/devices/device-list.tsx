import type {
  DeviceConnection,
  DeviceSettings,
  PrinterSettings,
} from '../../../domain/devices/device-settings.ts';
import { useDevices } from '../../devices/device-events.ts';
import { useTroubleWords } from '../../devices/trouble-words.ts';
import { findTroubles, type Trouble } from '../../devices/troubles.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import type { DeviceState } from '../../../register/contract/device.ts';
import { deviceTermsText } from '../../text/device-terms-text.ts';
import { settingsDevicesText } from '../../text/settings-devices-text.ts';
import { useText } from '../../text/use-text.ts';
import { useSettings } from '../draft.ts';

/** What a page is open for. */
export type DeviceChoice =
  { readonly kind: 'printer'; readonly id: string } | { readonly kind: 'scanner' | 'scale' | 'poleDisplay' };

interface DeviceListProps {
  readonly devices: DeviceSettings;
  readonly onChoose: (choice: DeviceChoice) => void;
}

/** Every device that is set up, how it is, and those that are not. */
export function DeviceList({ devices, onChoose }: DeviceListProps) {
  const t = useText(settingsDevicesText);
  const terms = useText(deviceTermsText);
  const state = useDevices((known) => known.state);
  const { printers, scanner, scale, poleDisplay } = devices;
  const describe = useDescriptions();
  return (
    <ul className="device-list" aria-label={t('list')}>
      {printers.map((printer) => (
        <DeviceRow
          key={printer.id}
          icon="printer"
          name={printer.name}
          about={describe.printer(printer)}
          trouble={troubleOf(state, 'printer', printer.id)}
          isKnown={state?.printers.some(({ id }) => id === printer.id) ?? false}
          onChoose={() => onChoose({ kind: 'printer', id: printer.id })}
        />
      ))}
      <DeviceRow
        icon="scan"
        name={t('scanner')}
        about={scanner ? describe.connection(scanner.connection) : t('keyboardScanner')}
        trouble={troubleOf(state, 'scanner')}
        isKnown={isThere(state?.scanner)}
        onChoose={() => onChoose({ kind: 'scanner' })}
      />
      <DeviceRow
        icon="scale"
        name={t('scale')}
        about={
          scale
            ? `${terms(`protocol-${scale.protocol}`)} · ${describe.connection(scale.connection)}`
            : t('notSetUp')
        }
        trouble={troubleOf(state, 'scale')}
        isKnown={isThere(state?.scale)}
        onChoose={() => onChoose({ kind: 'scale' })}
      />
      <DeviceRow
        icon="register"
        name={t('poleDisplay')}
        about={
          poleDisplay
            ? `${terms(`pole-${poleDisplay.dialect}`)} · ${describe.connection(poleDisplay.connection)}`
            : t('notSetUp')
        }
        trouble={troubleOf(state, 'poleDisplay')}
        isKnown={isThere(state?.poleDisplay)}
        onChoose={() => onChoose({ kind: 'poleDisplay' })}
      />
    </ul>
  );
}

interface DeviceRowProps {
  readonly icon: IconName;
  readonly name: string;
  readonly about: string;
  readonly trouble: Trouble | null;
  /** Whether the till works with it already, so that no trouble means that it is well. */
  readonly isKnown: boolean;
  readonly onChoose: () => void;
}

function DeviceRow({ icon, name, about, trouble, isKnown, onChoose }: DeviceRowProps) {
  const t = useText(settingsDevicesText);
  const words = useTroubleWords();
  return (
    <li>
      <Icon name={icon} />
      <div className="device-about">
        <p className="device-name">
          <b>{name}</b>
          {trouble && (
            <span className="chip">
              <Icon name="warning" isSmall />
              {words(trouble)}
            </span>
          )}
          {!trouble && isKnown && (
            <span className="ready">
              <Icon name="check" isSmall />
              {t('ready')}
            </span>
          )}
        </p>
        <p className="meta">{about}</p>
      </div>
      <button type="button" className="plain" aria-label={t('setUpNamed', { name })} onClick={onChoose}>
        {t('setUp')}
      </button>
    </li>
  );
}

/** Whether the till works with a device, as its state says. */
function isThere(known: object | null | undefined): boolean {
  return Boolean(known);
}

function troubleOf(state: DeviceState | null, device: Trouble['device'], printerId?: string): Trouble | null {
  if (!state) return null;
  if (device === 'printer') {
    const printers = state.printers.filter(({ id }) => id === printerId);
    return findTroubles({ printers, scanner: null, scale: null, poleDisplay: null })[0] ?? null;
  }
  return findTroubles(state).find((trouble) => trouble.device === device) ?? null;
}

function useDescriptions() {
  const t = useText(settingsDevicesText);
  const terms = useText(deviceTermsText);
  const { devices: stored } = useSettings();
  const connection = (by: DeviceConnection): string => {
    switch (by.kind) {
      case 'tcp':
        return `${by.host}:${by.port}`;
      case 'serial':
        return `${by.path} · ${by.baud}`;
      case 'file':
        return by.path;
      case 'spooler':
        return by.queue;
      case 'simulated':
        return terms('by-simulated');
    }
  };
  const printer = (each: PrinterSettings): string =>
    [
      t('columnsOf', { columns: each.columns }),
      terms(`dialect-${each.dialect}`),
      terms(`encoding-${each.encoding}`),
      connection(each.connection),
      ...(stored.receiptPrinterId === each.id ? [t('printsReceipts')] : []),
    ].join(' · ');
  return { connection, printer };
}
