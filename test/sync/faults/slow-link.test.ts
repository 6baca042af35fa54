import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTransport, type Transport } from '../../../sync/client/transport.ts';
import { createRandom } from '../../faults/random.ts';
import { sendJson, startScripted, type ScriptedServer } from '../client/scripted-server.ts';
import { openFaultProxy, type FaultProxy } from './fault-proxy.ts';

/** What lies in the buffers of this machine for three seconds before a network of a kilobyte a second has it. */
const body = Buffer.alloc(3_000, 'x');
const PROGRESS_MS = 1_000;

let server: ScriptedServer;
let network: FaultProxy;
let transport: Transport;

beforeAll(async () => {
  server = await startScripted((_, response) => sendJson(response, {}));
  network = await openFaultProxy(Number(new URL(server.url).port), createRandom(1));
  network.set({ bytesPerSecond: 1_000 });
  const url = new URL(`http://127.0.0.1:${network.port}`);
  transport = openTransport({ url, ca: null, progressTimeoutMs: PROGRESS_MS });
});
afterAll(async () => {
  transport.close();
  await network.close();
  await server.close();
});

const send = (isIndivisible: boolean) =>
  transport.send({ method: 'POST', target: '/x', headers: {}, body, answerBytesMax: 1_000, isIndivisible });

test('a body that can be made smaller is given up, so that it is; one that cannot has the time that it takes', async () => {
  expect(await send(false)).toMatchObject({ ok: false, error: { kind: 'unreachable', isSlow: true } });
  expect(await send(true)).toMatchObject({ ok: true, value: { status: 200 } });
});
