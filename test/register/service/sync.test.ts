import { beforeAll, describe, expect, test } from 'vitest';
import { aloneStatus } from '../../../register/service/sync-status.ts';
import {
  codeOf,
  createFolder,
  openCounter,
  startServiceProcess,
  valueOf,
  type ServiceProcess,
} from './service-process.ts';

const folder = createFolder();
/** Nothing listens there. */
const nowhere = { url: 'https://127.0.0.1:9', code: 'ABCD-EFGH', tillCode: null, caFile: null };
let service: ServiceProcess;

beforeAll(async () => {
  service = await startServiceProcess(folder);
});

describe('a till of no chain', () => {
  test('says so before anybody signs in', async () => {
    expect(valueOf(await service.client.sync.status())).toEqual(aloneStatus);
    for await (const status of await service.client.sync.watch()) {
      expect(status).toEqual(aloneStatus);
      break;
    }
  });

  test('joins and leaves by the hand of somebody only', async () => {
    const { sync } = service.client;
    expect(codeOf(await sync.enrol(nowhere))).toBe('not-signed-in');
    expect(codeOf(await sync.leave({}))).toBe('not-signed-in');
    expect(codeOf(await sync.now())).toBe('not-signed-in');
  });

  test('cannot join what does not answer, and stays as it was', async () => {
    const { sync } = service.client;
    await openCounter(service.client);
    expect(codeOf(await sync.enrol(nowhere))).toBe('central-unreachable');
    expect(codeOf(await sync.leave({}))).toBe('chain-none');
    expect(codeOf(await sync.checkDigests())).toBe('chain-none');
    expect(valueOf(await sync.exceptions({ limit: 20 }))).toEqual({ open: 0, rows: [] });
    expect(valueOf(await sync.now())).toEqual(aloneStatus);
  });

  test('practises without reaching anybody', async () => {
    const { session, sync } = service.client;
    valueOf(await session.startTraining());
    expect(codeOf(await sync.enrol(nowhere))).toBe('not-in-training');
    expect(codeOf(await sync.now())).toBe('not-in-training');
    valueOf(await session.endTraining());
  });
});
