import { beforeAll, describe, expect, test } from 'vitest';
import {
  codeOf,
  createFolder,
  MANAGER,
  openCounter,
  startServiceProcess,
  valueOf,
  type ServiceProcess,
} from './service-process.ts';

const folder = createFolder();
const sale = { department: 'general', unitPriceE4: 10_000 };
let service: ServiceProcess;

beforeAll(async () => {
  service = await startServiceProcess(folder);
  await openCounter(service.client);
});

describe('practice at the counter', () => {
  test('leaves the real sale as it is, behind the lock', async () => {
    const { client } = service;
    const real = valueOf(await client.basket.addDepartmentSale(sale));
    expect(valueOf(await client.session.startTraining())).toMatchObject({
      member: { name: 'Trainee' },
      isLocked: false,
    });
    expect(valueOf(await client.till.status()).identity.isTraining).toBe(true);
    expect(valueOf(await client.basket.read())).toMatchObject({ basket: null, isTraining: true });
    valueOf(await client.basket.addDepartmentSale(sale));
    valueOf(await client.checkout.begin());
    valueOf(await client.checkout.takeTender({ tenderCode: 'cash', amountMinor: 100 }));

    valueOf(await client.session.endTraining());
    expect(valueOf(await client.till.status()).identity.isTraining).toBe(false);
    expect(codeOf(await client.basket.read())).toBe('till-locked');
    valueOf(await client.session.signIn({ staffCode: MANAGER.code, pin: MANAGER.pin }));
    expect(valueOf(await client.basket.read()).basket).toEqual(real.basket);
    expect(valueOf(await client.sale.listLast({ limit: 10 }))).toEqual([]);
  });

  test('needs nobody to be signed in, and gives nobody the rights of somebody real', async () => {
    const { client } = service;
    valueOf(await client.session.signOut());
    valueOf(await client.session.startTraining());
    valueOf(await client.session.signIn({ staffCode: '9', pin: '9999' }));
    const backUp = await client.maintenance.backUp({ path: `${folder}/leak.backup` });
    expect(codeOf(backUp)).toBe('not-in-training');
    const real = { staffCode: MANAGER.code, pin: MANAGER.pin };
    expect(codeOf(await client.session.signIn(real))).toBe('sign-in-wrong');
    valueOf(await client.session.endTraining());
    expect(valueOf(await client.session.who())).toBeNull();
  });

  test('goes on once however often it is begun, and ends once', async () => {
    const { client } = service;
    valueOf(await client.session.startTraining());
    valueOf(await client.basket.addDepartmentSale(sale));
    valueOf(await client.session.startTraining());
    expect(valueOf(await client.basket.read()).basket?.lines).toHaveLength(1);
    valueOf(await client.session.endTraining());
    valueOf(await client.session.endTraining());
  });

  test('is not what a command of IT reads or writes', async () => {
    const command = await service.connect('command');
    valueOf(await service.client.session.startTraining());
    expect(valueOf(await command.client.till.status()).identity.isTraining).toBe(false);
    valueOf(await service.client.session.endTraining());
    command.close();
  });

  test('is over when the service is killed: the next one is the real till', async () => {
    valueOf(await service.client.session.startTraining());
    await service.end('SIGKILL');
    const { client } = await startServiceProcess(folder);
    expect(valueOf(await client.till.status()).identity.isTraining).toBe(false);
    const begun = performance.now();
    valueOf(await client.session.startTraining());
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
});
