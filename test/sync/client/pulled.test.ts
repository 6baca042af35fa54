import { scryptSync } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { canonicalJson } from '../../../domain/facts/canonical-json.ts';
import { promotionSchema } from '../../../domain/promotions/promotion-schema.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { beginCheckout, leaveCheckout } from '../../../register/use-cases/checkout.ts';
import { closeShift } from '../../../register/use-cases/close-shift.ts';
import { openShift } from '../../../register/use-cases/shifts.ts';
import { signIn } from '../../../register/use-cases/sign-in.ts';
import { publish, type Published } from '../../../sync/central/changes.ts';
import { startTestCentral, type TestCentral } from '../central/test-central.ts';
import { okOf } from '../../register/till.ts';
import { startTill, type JoinedTill } from './joined-till.ts';
import { sellCrisps } from './scripted-central.ts';

const starting = startTestCentral();
let central: TestCentral;
let till: JoinedTill;

const article = {
  name: 'Crisps',
  priceE4: 12_500,
  floorPriceE4: null,
  department: 'general',
  taxCode: null,
  unit: 'each' as const,
  brand: '',
  packSize: '',
  minimumAge: null,
  depositCode: null,
  isActive: true,
  barcodes: ['05000112637922'],
};
const tell = (...changes: Published[]) => publish(central.pool, changes, Date.now());

beforeAll(async () => {
  central = await starting;
  await tell({ scope: 'article', key: 'crisps', shop: null, value: article });
});
beforeEach(async () => {
  till = startTill();
  const input = { url: central.url, code: await central.makeCode(), tillCode: null, caFile: null };
  okOf(await till.sync.enrol('command', input));
  await till.until('the articles are there', ({ store }) => store.catalogue.byCode('crisps') !== null);
});
afterEach(() => till.stop());

test('a price that central changes waits until the sale that is being paid is over', async () => {
  till.do((register) => openShift(register, 10_000));
  till.do((register) => {
    okOf(addArticle(register, 'crisps'));
    return beginCheckout(register);
  });
  await tell({ scope: 'article', key: 'crisps', shop: null, value: { ...article, priceE4: 20_000 } });
  await till.sync.syncNow();
  await till.sync.syncNow();
  const price = () => till.read(({ store }) => store.catalogue.byCode('crisps')?.priceE4);
  expect(price()).toBe(12_500);
  till.do(leaveCheckout);
  await till.until('the price is new', () => price() === 20_000);
  await tell({ scope: 'article', key: 'crisps', shop: null, value: article });
  till.verify();
});

test('people and settings of central are the till’s; a setting that makes no sense is not', async () => {
  const id = uuidv7();
  const salt = Buffer.alloc(16, 7);
  await till.until('the pull is in', ({ store }) => store.chain.state().cursor !== null);
  const code = till.read(({ settings }) => settings.roles[0]!.code);
  const receipt = till.read(({ settings }) => settings.receipt);
  await tell(
    { scope: 'setting', key: 'lockAfterMinutes', shop: null, value: { value: 7 } },
    { scope: 'setting', key: 'receipt', shop: null, value: { value: { ...receipt, nonsense: 1 } } },
    {
      scope: 'staff',
      key: id,
      shop: 'S1',
      value: { code: '77', name: 'Cho', roleCode: code, isActive: true, pin: null },
    },
  );
  await till.until('the setting is there', ({ settings }) => settings.lockAfterMinutes === 7);
  expect(till.read(({ settings }) => settings.receipt)).toEqual(receipt);
  expect(till.read(({ store }) => store.staff.byCode('77'))).toMatchObject({ id, name: 'Cho' });
  const hash = scryptSync('4321', salt, 32, { N: 16_384, r: 8, p: 1 });
  const pin = { salt: salt.toString('base64'), hash: hash.toString('base64') };
  await tell({
    scope: 'staff',
    key: id,
    shop: 'S1',
    value: { code: '77', name: 'Cho', roleCode: code, isActive: true, pin },
  });
  await till.until('the PIN is there', ({ store }) => store.staff.credential(id) !== null);
  till.do((register) => signIn(register, '77', '4321'));
  // Who is taken away is nobody at the counter from then on.
  await tell({ scope: 'staff', key: id, shop: 'S1', value: null });
  await till.until('they are gone', ({ store }) => store.staff.byId(id)?.isActive === false);
  expect(till.read(({ session }) => session)).toBeNull();
  till.verify();
});

test('digests agree; what is not as central has it is sent again and heals', async () => {
  const rule = promotionSchema.parse({
    id: 'tenth',
    name: { en: 'A tenth off', 'zh-CN': '九折' },
    offer: { kind: 'order-percent', rateBp: 1_000 },
  });
  const [couponId, memberId] = [uuidv7(), uuidv7()];
  const account = {
    points: 120,
    availablePoints: 100,
    expiring: [{ points: 20, atUtcMs: 1_900_000_000_000 }],
    pending: [{ points: 20, atUtcMs: 1_800_000_000_000 }],
    tier: null,
    reviewOn: null,
    isInGrace: false,
    measured: 5,
    spentMinor: 900,
    visits: 2,
  };
  await tell(
    {
      scope: 'promotion',
      key: rule.id,
      shop: null,
      value: { place: 0, isOn: true, body: canonicalJson(rule) },
    },
    { scope: 'account', key: memberId, shop: null, value: account },
    {
      scope: 'coupon',
      key: couponId,
      shop: null,
      value: {
        code: 'C-1',
        ruleId: rule.id,
        memberId,
        expiresOn: '2030-01-31',
        useCount: 0,
        isVoided: false,
      },
    },
    { scope: 'rule-use', key: `${rule.id}|${memberId}|`, shop: null, value: { uses: 2, amountMinor: 30 } },
  );
  await till.until('the account is there', ({ store }) => store.chain.account(memberId)?.points === 120);
  const check = async () => {
    for (;;) {
      const checked = okOf(await till.sync.checkDigests());
      if (checked.isCurrent) return checked;
      await till.sync.syncNow();
    }
  };
  const first = await check();
  expect(first.differing).toEqual([]);
  expect(first.equal).toEqual(
    expect.arrayContaining(['article', 'promotion', 'account', 'coupon', 'rule-use']),
  );
  till.do((register) => {
    register.store.commit((writer) => {
      writer.chain.saveAccount(memberId, { ...account, points: 9_999 });
      const stray = writer.catalogue.begin();
      stray.save({ ...article, code: 'stray', barcodes: [] });
      const payload = { cursor: '', changedCount: 1, removedCount: 0, digest: stray.finish() };
      const context = {
        id: uuidv7(),
        atUtcMs: Date.now(),
        utcOffsetMinutes: 0,
        businessDate: '2026-11-22',
        shift: 0,
        actor: 'system',
      };
      writer.record({ type: 'catalogue.pulled', payload }, context);
    });
    return { ok: true, value: null };
  });
  expect([...(await check()).differing].sort()).toEqual(['account', 'article']);
  await till.until('the account is healed', ({ store }) => store.chain.account(memberId)?.points === 120);
  await till.until('the stray is gone', ({ store }) => store.catalogue.byCode('stray') === null);
  expect((await check()).differing).toEqual([]);
  till.verify();
});

test('a shift that is closed is compared with what central has of it', async () => {
  till.do((register) => openShift(register, 10_000));
  sellCrisps(till);
  sellCrisps(till);
  till.do((register) => closeShift(register, { countedMinor: 10_000 + 250 }));
  await expect.poll(() => till.sync.status().day, { timeout: 15_000 }).toMatchObject({ status: 'equal' });
});
