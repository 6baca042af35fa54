import { readdir } from 'node:fs/promises';
import { runCommand } from './transport/command.ts';
import { loadSerialDriver } from './transport/serial.ts';
import { powershellArgs } from './transport/windows-spooler.ts';

/** A port, queue or device file that this machine has. */
export interface FoundDevice {
  readonly kind: 'serial' | 'spooler' | 'file';
  /** What the device's connection is set to. */
  readonly address: string;
  /** What the machine calls it, where it says. */
  readonly label: string | null;
}

const COMMAND_TIMEOUT_MS = 5_000;
/** Where Linux puts printers that speak for themselves on USB. */
const USB_PRINTERS = '/dev/usb';

/**
 * What this machine has that a device can hang on. Nothing is sent to any of it, and nothing is asked of the network; a kind
 * that the machine cannot list has none.
 */
export async function findDevices(): Promise<FoundDevice[]> {
  const found = await Promise.all([findSerialPorts(), findQueues(), findDeviceFiles()]);
  return found.flat();
}

async function findSerialPorts(): Promise<FoundDevice[]> {
  const driver = await loadSerialDriver();
  if (driver === null) return [];
  try {
    const ports = await driver.list();
    const named = ports.filter(({ path }) => path !== '');
    return named.map(({ path, manufacturer, ...more }) => {
      // Windows names its ports, and only the driver for Windows says so.
      const name = 'friendlyName' in more && typeof more.friendlyName === 'string' ? more.friendlyName : null;
      return { kind: 'serial', address: path, label: name ?? manufacturer ?? null };
    });
  } catch {
    // Linux lists them with a tool that is not everywhere; a path can still be typed in.
    return [];
  }
}

function findQueues(): Promise<FoundDevice[]> {
  return process.platform === 'win32' ? findWindowsQueues() : findCupsQueues();
}

/** The queues that are set up here: `lpstat -e` would look for others on the network. */
async function findCupsQueues(): Promise<FoundDevice[]> {
  const lines = await linesOf('lpstat', ['-v']);
  return lines.flatMap((line) => {
    const [, queue, device] = /^device for ([^:]+): (.+)$/.exec(line) ?? [];
    if (queue === undefined || device === undefined) return [];
    return [{ kind: 'spooler', address: queue, label: device }];
  });
}

async function findWindowsQueues(): Promise<FoundDevice[]> {
  const script = '[Console]::OutputEncoding = [Text.Encoding]::UTF8; (Get-Printer).Name';
  const queues = await linesOf('powershell.exe', powershellArgs(script));
  return queues.map((queue) => ({ kind: 'spooler', address: queue, label: null }));
}

async function findDeviceFiles(): Promise<FoundDevice[]> {
  try {
    const names = await readdir(USB_PRINTERS);
    return names
      .filter((name) => /^lp\d+$/.test(name))
      .sort()
      .map((name) => ({ kind: 'file', address: `${USB_PRINTERS}/${name}`, label: null }));
  } catch {
    return [];
  }
}

/** What a command lists, a line each; nothing where it fails or is not there. */
async function linesOf(command: string, args: readonly string[]): Promise<string[]> {
  const ended = await runCommand(command, args, { timeoutMs: COMMAND_TIMEOUT_MS });
  if (ended.kind !== 'ended' || ended.exitCode !== 0) return [];
  return ended.output
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
