import { expect, test } from 'vitest';
import type { PrinterSettings } from '../../../domain/devices/device-settings.ts';
import { deviceSettings } from '../../../register/contract/device-settings.ts';
import {
  createFolder,
  openCounter,
  startServiceProcess,
  valueOf,
  type ServiceProcess,
} from '../service/service-process.ts';
import { devicesWith, printerAt } from './printer-settings.ts';

const isLong = process.env['GUITAI_LONG'] === '1';
const SALES = isLong ? 1_000 : 150;
/** A machine that does other things too is measured again; a till that waits for its printer is slow each time. */
const ATTEMPTS = 4;
const SHARE = 1.1;
const ALLOWANCE_MS = 0.3;

/** A till whose printer is as given, or that has none. */
async function openTill(printer: PrinterSettings | null): Promise<ServiceProcess> {
  const service = await startServiceProcess(createFolder());
  await openCounter(service.client);
  const value = deviceSettings.parse(printer ? devicesWith(printer) : devicesWith());
  valueOf(await service.client.till.changeSettings({ section: 'devices', value }));
  return service;
}

/** How long paying a sale takes, until it is on the disk and answered; in milliseconds. */
async function sell({ client }: ServiceProcess): Promise<number> {
  valueOf(await client.basket.addDepartmentSale({ department: 'general', unitPriceE4: 10_000 }));
  valueOf(await client.checkout.begin());
  const startedAtMs = performance.now();
  valueOf(await client.checkout.takeTender({ tenderCode: 'cash', amountMinor: 100 }));
  return performance.now() - startedAtMs;
}

function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)]!;
}

/** The p95 of two tills that sell in turn, so that both meet the same machine. */
async function measure(withPrinter: ServiceProcess, without: ServiceProcess): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let sale = 0; sale < SALES; sale += 1) {
    times[0].push(await sell(withPrinter));
    times[1].push(await sell(without));
  }
  return [percentile(times[0], 0.95), percentile(times[1], 0.95)];
}

test.each([
  // Nothing listens there.
  ['refuses', printerAt(1)],
  // A network that nobody answers from: RFC 5737 keeps it for documents.
  ['does not answer', printerAt(9100, { connection: { kind: 'tcp', host: '192.0.2.1', port: 9100 } })],
])(
  'a sale takes as long with a printer that %s as without one',
  { timeout: 240_000 },
  async (name, printer) => {
    const [dead, none] = await Promise.all([openTill(printer), openTill(null)]);
    await measure(dead, none);
    let isSame = false;
    const figures: string[] = [];
    for (let attempt = 0; attempt < ATTEMPTS && !isSame; attempt += 1) {
      const [deadMs, noneMs] = await measure(dead, none);
      figures.push(`${deadMs.toFixed(2)} against ${noneMs.toFixed(2)} ms`);
      isSame = deadMs <= noneMs * SHARE + ALLOWANCE_MS;
    }
    console.info(`p95 of a sale, printer ${name}: ${figures.join(', ')}`);
    expect(isSame, figures.join(', ')).toBe(true);
  },
);
