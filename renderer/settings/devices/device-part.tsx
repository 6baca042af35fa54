import type { ReactNode } from 'react';
import { Icon } from '../../parts/icon.tsx';
import { settingsDevicesText } from '../../text/settings-devices-text.ts';
import { useText } from '../../text/use-text.ts';
import { useSettings } from '../draft.ts';
import { areFieldsSound } from '../save-bar.tsx';
import { SettingsPage } from '../settings-page.tsx';
import type { DeviceEdit } from './device-edit.ts';
import type { DeviceChoice } from './device-list.tsx';
import { PoleForm, PoleTest } from './pole-form.tsx';
import { PrinterForm } from './printer-form.tsx';
import { withoutPrinter } from './printer-presets.ts';
import { PrinterTest } from './printer-test.tsx';
import { proofKey } from './proof.ts';
import { ScaleForm, ScaleTest } from './scale-form.tsx';
import { ScannerForm, ScannerTest } from './scanner-form.tsx';

interface DevicePartProps extends DeviceEdit {
  readonly choice: DeviceChoice;
  readonly onBack: () => void;
}

/** One device: its settings, and at the right its test, which begins afresh when they change. */
export function DevicePart({ choice, ...rest }: DevicePartProps) {
  switch (choice.kind) {
    case 'printer':
      return <PrinterPart {...rest} id={choice.id} />;
    case 'scanner':
      return <ScannerPart {...rest} />;
    case 'scale':
      return <ScalePart {...rest} />;
    case 'poleDisplay':
      return <PolePart {...rest} />;
  }
}

type PartProps = Omit<DevicePartProps, 'choice'>;

interface PartFrameProps extends Pick<PartProps, 'edit' | 'onBack'> {
  readonly name: string;
  readonly aside: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

function PartFrame({ name, edit, onBack, aside, actions, children }: PartFrameProps) {
  const t = useText(settingsDevicesText);
  return (
    <SettingsPage
      page="devices"
      subtitle={name}
      edit={edit}
      aside={aside}
      actions={
        <>
          {actions}
          <button type="button" className="plain" onClick={onBack}>
            <Icon name="back" isSmall />
            {t('allDevices')}
          </button>
        </>
      }
    >
      {children}
    </SettingsPage>
  );
}

function PrinterPart({ id, devices, change, edit, onBack }: PartProps & { readonly id: string }) {
  const t = useText(settingsDevicesText);
  const printer = devices.printers.find((each) => each.id === id);
  if (!printer) return null;
  return (
    <PartFrame
      name={printer.name}
      edit={edit}
      onBack={onBack}
      aside={
        <PrinterTest
          key={proofKey({ kind: 'printer', printer })}
          printer={printer}
          isSound={areFieldsSound}
        />
      }
      actions={
        <button type="button" className="plain danger" onClick={() => change(withoutPrinter(devices, id))}>
          <Icon name="bin" isSmall />
          {t('remove')}
        </button>
      }
    >
      <PrinterForm
        printer={printer}
        others={devices.printers.filter((each) => each.id !== id)}
        onChange={(changed) =>
          change({ printers: devices.printers.map((each) => (each.id === id ? changed : each)) })
        }
      />
    </PartFrame>
  );
}

function ScannerPart({ devices: { scanner }, change, edit, onBack }: PartProps) {
  const t = useText(settingsDevicesText);
  const stored = useSettings().devices.scanner;
  return (
    <PartFrame
      name={t('scanner')}
      edit={edit}
      onBack={onBack}
      aside={<ScannerTest isSaved={isSame(scanner, stored)} />}
    >
      <ScannerForm scanner={scanner} onChange={(changed) => change({ scanner: changed })} />
    </PartFrame>
  );
}

function ScalePart({ devices: { scale }, change, edit, onBack }: PartProps) {
  const t = useText(settingsDevicesText);
  const stored = useSettings().devices.scale;
  return (
    <PartFrame
      name={t('scale')}
      edit={edit}
      onBack={onBack}
      aside={
        scale && (
          <ScaleTest
            key={proofKey({ kind: 'scale', scale })}
            scale={scale}
            isSaved={isSame(scale, stored)}
            isSound={areFieldsSound}
          />
        )
      }
    >
      <ScaleForm scale={scale} onChange={(changed) => change({ scale: changed })} />
    </PartFrame>
  );
}

function PolePart({ devices: { poleDisplay }, change, edit, onBack }: PartProps) {
  const t = useText(settingsDevicesText);
  return (
    <PartFrame
      name={t('poleDisplay')}
      edit={edit}
      onBack={onBack}
      aside={
        poleDisplay && (
          <PoleTest
            key={proofKey({ kind: 'poleDisplay', poleDisplay })}
            poleDisplay={poleDisplay}
            isSound={areFieldsSound}
          />
        )
      }
    >
      <PoleForm poleDisplay={poleDisplay} onChange={(changed) => change({ poleDisplay: changed })} />
    </PartFrame>
  );
}

function isSame(drafted: unknown, stored: unknown): boolean {
  return JSON.stringify(drafted) === JSON.stringify(stored);
}
