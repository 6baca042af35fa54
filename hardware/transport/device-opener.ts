import type { DeviceConnection } from '../../domain/devices/device-settings.ts';
import type { PrinterSimulator } from '../simulator/printer-simulator.ts';
import { simulatedOpener } from '../simulator/printer-port.ts';
import type { OpenChannel } from './channel.ts';
import { deviceFileOpener } from './device-file.ts';
import { serialOpener } from './serial.ts';
import { tcpOpener } from './tcp.ts';

/** How a connection is opened; null for a queue, with which nobody converses, and for a simulation that is not there. */
export function deviceOpener(
  connection: DeviceConnection,
  simulator: PrinterSimulator | undefined,
): OpenChannel | null {
  switch (connection.kind) {
    case 'tcp':
      return tcpOpener(connection.host, connection.port);
    case 'serial':
      return serialOpener(connection);
    case 'file':
      return deviceFileOpener(connection.path);
    case 'simulated':
      return simulator === undefined ? null : simulatedOpener(simulator);
    case 'spooler':
      return null;
  }
}
