import { describe, expect, test } from 'vitest';
import type { ServiceClient } from '../../../register/service/client.ts';
import { createFolder, MANAGER, openCounter, startServiceProcess, valueOf } from './service-process.ts';

/** A sale of three things, one taken back again, and the close of the day. */
async function sellAndClose(client: ServiceClient): Promise<void> {
  const added = valueOf(
    await client.basket.addDepartmentSale({
      department: 'general',
      unitPriceE4: 19_900,
      quantityThousandths: 3_000,
    }),
  );
  expect(added.basket?.totalMinor).toBe(597);
  const lineId = added.touchedLineId!;
  const cheaper = valueOf(await client.basket.setLineDiscount({ lineId, discount: { amountMinor: 97 } }));
  expect(cheaper.dueMinor).toBe(500);

  valueOf(await client.checkout.begin());
  const part = valueOf(await client.checkout.takeTender({ tenderCode: 'card', amountMinor: 100 }));
  expect(part).toMatchObject({ state: 'due', snapshot: { dueMinor: 400 } });
  const paid = valueOf(await client.checkout.takeTender({ tenderCode: 'cash', amountMinor: 1_000 }));
  if (paid.state !== 'finished') throw new Error('ten pounds settle four');
  expect(paid.sale).toMatchObject({ totalMinor: 500, changeMinor: 600 });

  const { receiptNumber } = paid.sale;
  const receipt = valueOf(await client.sale.readReceipt({ receiptNumber, language: 'zh-CN' }));
  expect(JSON.stringify(receipt)).toContain(MANAGER.name);
  const copy = valueOf(await client.sale.reprint({ receiptNumber, language: 'en' }));
  expect(copy.copyNo).toBe(1);
  expect(valueOf(await client.sale.find({ receiptNumber })).sale.totalMinor).toBe(500);

  valueOf(await client.basket.addReturn({ receiptNumber, lineNo: 1, quantityThousandths: 1_000 }));
  const refund = valueOf(await client.checkout.begin());
  expect(refund.dueMinor).toBeLessThan(0);
  valueOf(await client.checkout.takeTender({ tenderCode: 'cash', amountMinor: refund.dueInCashMinor }));

  const x = valueOf(await client.shift.readX({ language: 'en' }));
  expect(x.figures).toMatchObject({ saleCount: 1, refundCount: 1, totalMinor: 500 + refund.dueMinor });
  const countedMinor = x.figures.expectedCashMinor;
  const z = valueOf(await client.shift.close({ countedMinor, language: 'en' }));
  expect(z.stored.closed).toMatchObject({ zNumber: 1, overShortMinor: 0 });
  expect(valueOf(await client.shift.readZ({ zNumber: 1, language: 'en' })).stored).toEqual(z.stored);
}

describe('the contract', () => {
  test('sells, refunds and closes over the message channel of a child process', async () => {
    const service = await startServiceProcess(createFolder());
    const before = valueOf(await service.client.till.status());
    expect(before).toMatchObject({ isWithoutStaff: true, shift: null, clockJumpMs: null });
    await openCounter(service.client);
    await sellAndClose(service.client);
    expect(await service.end('SIGTERM')).toBe(0);
  });

  test('sells, refunds and closes over the WebSocket', async () => {
    const service = await startServiceProcess(createFolder());
    const screen = await service.connect('counter');
    await openCounter(screen.client);
    await sellAndClose(screen.client);
    screen.close();
    expect(await service.end('SIGINT')).toBe(0);
  });

  test('shows every screen the one sale, and answers calls that were sent at once in order', async () => {
    const service = await startServiceProcess(createFolder());
    const screen = await service.connect('counter');
    await openCounter(service.client);
    const prices = Array.from({ length: 20 }, (_, place) => (place + 1) * 10_000);
    const answers = await Promise.all(
      prices.map((unitPriceE4) =>
        service.client.basket.addDepartmentSale({ department: 'general', unitPriceE4 }),
      ),
    );
    expect(answers.map((answer) => valueOf(answer).basket?.lines.at(-1)?.listPriceE4)).toEqual(prices);
    expect(valueOf(await screen.client.basket.read()).basket).toEqual(valueOf(answers.at(-1)!).basket);
    screen.close();
  });
});

describe('who may call', () => {
  test('the counter does nothing before somebody signs in, and nothing after they sign out', async () => {
    const { client } = await startServiceProcess(createFolder());
    expect(await client.basket.read()).toEqual({ ok: false, error: { code: 'not-signed-in' } });
    expect(await client.shift.open({ floatMinor: 0 })).toEqual({
      ok: false,
      error: { code: 'not-signed-in' },
    });
    await openCounter(client);
    expect(valueOf(await client.session.who())?.member.name).toBe(MANAGER.name);
    expect(valueOf(await client.till.status()).shift).toMatchObject({
      number: 1,
      openedByName: MANAGER.name,
      floatMinor: 10_000,
    });
    valueOf(await client.session.signOut());
    expect(valueOf(await client.session.who())).toBeNull();
    expect(await client.basket.listHeld()).toEqual({ ok: false, error: { code: 'not-signed-in' } });
  });

  test('the first manager is added only while nobody can sign in', async () => {
    const { client } = await startServiceProcess(createFolder());
    const refused = await client.staff.addFirstManager({ ...MANAGER, pin: '12' });
    expect(refused).toEqual({ ok: false, error: { code: 'pin-invalid' } });
    valueOf(await client.staff.addFirstManager(MANAGER));
    const again = await client.staff.addFirstManager({ ...MANAGER, code: '2' });
    expect(again).toEqual({ ok: false, error: { code: 'not-signed-in' } });
  });

  test('a command of IT acts for the till and leaves the person at the counter signed in', async () => {
    const service = await startServiceProcess(createFolder());
    const command = await service.connect('command');
    valueOf(await command.client.shift.open({ floatMinor: 0 }));
    expect(valueOf(await command.client.shift.readX({ language: 'en' })).shift.openedBy).toBe('system');
    await service.client.staff.addFirstManager(MANAGER);
    valueOf(await service.client.session.signIn({ staffCode: MANAGER.code, pin: MANAGER.pin }));
    expect(valueOf(await command.client.session.who())).toBeNull();
    expect(valueOf(await service.client.session.who())?.member.code).toBe(MANAGER.code);
    command.close();
  });
});
