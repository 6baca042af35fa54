import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { clientOfChild, connectToService, type ServiceClient } from '../../register/service/client.ts';
import { findService } from '../../register/service/service-file.ts';

// What the contract costs: a round trip through each transport, beside the bare message channel, and the start of the
// service. `node test/bench/contract.ts [CALLS]`.

const calls = Number(process.argv[2] ?? 3_000);
const program = resolve(import.meta.dirname, '../../register/service/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'guitai-contract-'));

interface Figure {
  readonly name: string;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

async function startChild(): Promise<ChildProcess> {
  const child = fork(program, ['--data', folder]);
  await once(child, 'message');
  return child;
}

async function stopChild(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function measure(name: string, count: number, call: () => Promise<unknown>): Promise<Figure> {
  for (let warm = 0; warm < count / 10; warm += 1) await call();
  const times: number[] = [];
  for (let done = 0; done < count; done += 1) {
    const startedMs = performance.now();
    await call();
    times.push(performance.now() - startedMs);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.floor(times.length * share)]! * 1_000) / 1_000;
  return { name, p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** A person signed in, a shift open, thirty lines on the counter. */
async function prepare(client: ServiceClient): Promise<void> {
  await client.staff.addFirstManager({ code: '1', name: 'Bench', pin: '1234' });
  await client.session.signIn({ staffCode: '1', pin: '1234' });
  await client.shift.open({ floatMinor: 0 });
  for (let line = 0; line < 30; line += 1) {
    await client.basket.addDepartmentSale({ department: 'general', unitPriceE4: 19_900 });
  }
}

const figures: Figure[] = [];
const first = await startChild();
await prepare(clientOfChild(first));
const overIpc = clientOfChild(first);
const socket = await connectToService(findService(folder)!, 'counter');
figures.push(await measure('who, child process', calls, () => overIpc.session.who()));
figures.push(await measure('who, WebSocket', calls, () => socket.client.session.who()));
figures.push(await measure('basket of 30 lines, child process', calls / 3, () => overIpc.basket.read()));
figures.push(await measure('basket of 30 lines, WebSocket', calls / 3, () => socket.client.basket.read()));
const lineId = await overIpc.basket.read().then((read) => (read.ok ? read.value.basket!.lines[0]!.id : ''));
let quantity = 0;
const change = (client: ServiceClient) => () =>
  client.basket.setQuantity({ lineId, quantityThousandths: (1 + (quantity++ % 9)) * 1_000 });
figures.push(await measure('quantity changed, durable, child process', calls / 10, change(overIpc)));
figures.push(await measure('quantity changed, durable, WebSocket', calls / 10, change(socket.client)));
socket.close();
await stopChild(first);

const starts: number[] = [];
for (let run = 0; run < 9; run += 1) {
  const startedMs = performance.now();
  const child = await startChild();
  starts.push(performance.now() - startedMs);
  await stopChild(child);
}
starts.sort((a, b) => a - b);
figures.push({ name: 'start to ready', p50Ms: Math.round(starts[4]!), p99Ms: Math.round(starts.at(-1)!) });
rmSync(folder, { recursive: true });
for (const { name, p50Ms, p99Ms } of figures) {
  process.stdout.write(`${name.padEnd(44)} p50 ${p50Ms} ms   p99 ${p99Ms} ms\n`);
}
