import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SerialLine } from '../../../domain/devices/device-settings.ts';
import { serialPortOpener } from '../../../hardware/serial/serial-port.ts';
import type { OpenedPort } from '../../../hardware/serial/device-line.ts';
import type { SimulatedDevice } from '../../../hardware/simulator/simulated-port.ts';
import { must } from '../../must.ts';

export const hasSocat = spawnSync('socat', ['-V']).status === 0;
export const noSocat = 'no socat on this machine';

/** Two serial ports that are joined by a cable: real pseudo-terminals, which can be pulled out and plugged in again. */
export interface PtyPair {
  readonly till: SerialLine;
  readonly device: SerialLine;
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
  remove(): Promise<void>;
}

export async function startPtyPair(line: Partial<SerialLine> = {}): Promise<PtyPair> {
  const folder = mkdtempSync(join(tmpdir(), 'guitai-pty-'));
  const shape = { baud: 9_600, dataBits: 8, parity: 'none', stopBits: 1, ...line } as const;
  const till = { ...shape, path: join(folder, 'till') };
  const device = { ...shape, path: join(folder, 'device') };
  let socat: ChildProcess | null = null;
  const plugIn = async (): Promise<void> => {
    for (const { path } of [till, device]) rmSync(path, { force: true });
    const ends = [till, device].map(({ path }) => `pty,raw,echo=0,link=${path}`);
    const started = spawn('socat', ['-d', '-d', ...ends], { stdio: ['ignore', 'ignore', 'pipe'] });
    socat = started;
    let said = '';
    for await (const chunk of started.stderr) {
      said += String(chunk);
      if (said.includes('starting data transfer loop')) return;
    }
    throw new Error(`socat did not start: ${said}`);
  };
  const unplug = async (): Promise<void> => {
    const running = socat;
    socat = null;
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    const exited = once(running, 'exit');
    running.kill('SIGKILL');
    await exited;
  };
  await plugIn();
  return {
    till,
    device,
    unplug,
    plugIn,
    remove: async () => {
      await unplug();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The device at the other end: what it hears, and a way to say something. */
export interface FarEnd {
  readonly port: OpenedPort;
  heard(): Buffer;
  say(bytes: Uint8Array | string): Promise<void>;
}

export async function openFarEnd(line: SerialLine, onBytes?: (bytes: Uint8Array) => void): Promise<FarEnd> {
  let heard = Buffer.alloc(0);
  const opened = await serialPortOpener(line)({
    onBytes: (bytes) => {
      heard = Buffer.concat([heard, bytes]);
      onBytes?.(bytes);
    },
    onBroken: () => undefined,
  });
  const port = must(opened);
  return {
    port,
    heard: () => heard,
    say: async (bytes) => {
      must(await port.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes));
    },
  };
}

/** Puts a simulated device at the far end of the cable. */
export async function plugSimulator(device: SimulatedDevice, line: SerialLine): Promise<FarEnd> {
  const send = (bytes: Uint8Array): void => void far.say(bytes).catch(() => undefined);
  const far = await openFarEnd(line, (bytes) => device.receive(bytes, send));
  const detach = device.attach(send);
  const { port } = far;
  return {
    ...far,
    port: {
      ...port,
      close: async () => {
        detach();
        await port.close();
      },
    },
  };
}

/** Waits until something is so. */
export async function until(isSo: () => boolean, withinMs = 5_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`not so within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.replaceAll(' ', ''), 'hex');
}
