import type { DeviceConnection, DeviceSettings } from '../../domain/devices/device-settings.ts';
import { deviceFaultText, deviceText } from '../../domain/text/device-text.ts';
import { fillTemplate, type Language } from '../../domain/text/language.ts';
import type { DeviceState } from '../contract/device.ts';
import { layoutTable } from './text-table.ts';

/** The devices of a till as a table; `state` is null where no service runs that knows how they are. */
export function devicesTable(
  settings: DeviceSettings,
  state: DeviceState | null,
  language: Language,
): string {
  const words = deviceText[language];
  const rows = [
    ...settings.printers.map(({ id, name, connection }) => {
      const isForReceipts = id === settings.receiptPrinterId;
      const known = state?.printers.find((printer) => printer.id === id);
      const what = isForReceipts ? words.receiptPrinter : words.printer;
      return [
        what,
        `${id} ${name}`,
        describeConnection(connection, language),
        describePrinter(known, language),
      ];
    }),
    ...(settings.scanner
      ? [
          [
            words.scanner,
            '',
            describeConnection(settings.scanner.connection, language),
            describeState(state?.scanner, language),
          ],
        ]
      : []),
    ...(settings.scale
      ? [
          [
            words.scale,
            settings.scale.protocol,
            describeConnection(settings.scale.connection, language),
            describeState(state?.scale, language),
          ],
        ]
      : []),
    ...(settings.poleDisplay
      ? [
          [
            words.poleDisplay,
            settings.poleDisplay.dialect,
            describeConnection(settings.poleDisplay.connection, language),
            describeState(state?.poleDisplay, language),
          ],
        ]
      : []),
  ];
  if (rows.length === 0) return words.none;
  const titles = [words.device, words.name, words.connection, words.state];
  return layoutTable(
    titles.map((title) => ({ title, align: 'left' })),
    rows,
  );
}

/** Where a device is: an address, a port, a queue. */
function describeConnection(connection: DeviceConnection, language: Language): string {
  switch (connection.kind) {
    case 'tcp':
      return `${connection.host}:${connection.port}`;
    case 'serial':
      return `${connection.path} ${connection.baud}`;
    case 'file':
      return connection.path;
    case 'spooler':
      return connection.queue;
    case 'simulated':
      return deviceText[language].simulated;
  }
}

function describePrinter(known: DeviceState['printers'][number] | undefined, language: Language): string {
  if (!known) return deviceText[language].notKnown;
  const state = describeState(known, language);
  if (known.waitingCount === 0) return state;
  return `${state}; ${fillTemplate(deviceText[language].waits, { count: known.waitingCount })}`;
}

function describeState(
  known: Pick<DeviceState['printers'][number], 'fault'> | null | undefined,
  language: Language,
) {
  if (!known) return deviceText[language].notKnown;
  return known.fault === null ? deviceText[language].isWell : deviceFaultText[language][known.fault];
}
