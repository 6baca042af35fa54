import { create } from 'zustand';
import type { DeviceSettings } from '../../../domain/devices/device-settings.ts';
import { settingsDevicesText } from '../../text/settings-devices-text.ts';
import { useLanguage, useText } from '../../text/use-text.ts';
import { useSection, useSectionsEdit, useSettings, type Edit } from '../draft.ts';
import { findUnproven, proofKey, type TestedDevice } from './proof.ts';

/** Settings that somebody saw work since the page was loaded. */
const useProven = create<{ readonly keys: ReadonlySet<string> }>(() => ({ keys: new Set() }));

/** Somebody saw this device do what it should. */
export function prove(device: TestedDevice): void {
  useProven.setState(({ keys }) => ({ keys: new Set([...keys, proofKey(device)]) }));
}

export interface DeviceEdit {
  readonly devices: DeviceSettings;
  readonly change: (part: Partial<DeviceSettings>) => void;
  readonly edit: Edit;
}

const sections = ['devices'] as const;

/** The devices as they are on the page. What was changed and not tested is saved only by a button that says so. */
export function useDeviceEdit(): DeviceEdit {
  const t = useText(settingsDevicesText);
  const language = useLanguage();
  const edit = useSectionsEdit(sections);
  const [devices, setDevices] = useSection('devices');
  const stored = useSettings().devices;
  const proven = useProven(({ keys }) => keys);
  const unproven = findUnproven(stored, devices, proven);
  const nameOf = (device: TestedDevice) => (device.kind === 'printer' ? device.printer.name : t(device.kind));
  const names = new Intl.ListFormat(language).format(unproven.map(nameOf));
  return {
    devices,
    change: (part) => setDevices({ ...devices, ...part }),
    edit: {
      ...edit,
      ...(unproven.length > 0 && {
        caution: { text: t('untested', { names }), saveLabel: t('saveUntested') },
      }),
    },
  };
}
