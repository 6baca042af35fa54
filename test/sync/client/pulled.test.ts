import { scryptSync } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { verifyStore } from '../../../db/verify.ts';
import { canonicalJson } from '../../../domain/facts/canonical-json.ts';
import { promotionSchema } from '../../../domain/promotions/promotion-schema.ts';
import { entryContext } from '../../../register/register.ts';
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
  // There is nobody here who brings journals into the accounts.
  const { registerId } = till.read(({ identity }) => identity);
  await central.pool.query('UPDATE applied SET seq = 1000000 WHERE register = $1', [registerId]);
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

const rule = promotionSchema.parse({
  id: 'tenth',
  name: { en: 'A tenth off', 'zh-CN': '九折' },
  offer: { kind: 'order-percent', rateBp: 1_000 },
});
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
const member = {
  salt: Buffer.alloc(16, 7).toString('base64'),
  sealed: Buffer.from('shut').toString('base64'),
  phoneHash: null,
  namesakeHash: null,
  cards: [],
  consents: [],
  joinedAtUtcMs: 1,
  formerIds: [],
  words: null,
};
const promotion = { place: 0, isOn: false, body: canonicalJson(rule) };

/** One of each scope that is compared. */
async function tellOneOfEach() {
  const [couponId, memberId] = [uuidv7(), uuidv7()];
  const useKey = `${rule.id}|${memberId}|`;
  const coupon = {
    code: couponId,
    ruleId: rule.id,
    memberId,
    expiresOn: '2030-01-31',
    useCount: 0,
    isVoided: false,
  };
  const use = { uses: 2, amountMinor: 30 };
  await tell(
    { scope: 'promotion', key: rule.id, shop: null, value: promotion },
    { scope: 'member', key: memberId, shop: null, value: { ...member, number: memberId } },
    { scope: 'account', key: memberId, shop: null, value: account },
    { scope: 'coupon', key: couponId, shop: null, value: coupon },
    { scope: 'rule-use', key: useKey, shop: null, value: use },
  );
  await till.until('the account is there', ({ store }) => store.chain.account(memberId)?.points === 120);
  return { couponId, memberId, useKey, coupon, use };
}

const COMPARED = ['account', 'article', 'coupon', 'member', 'promotion', 'rule-use'] as const;

/** Makes something of each scope another than central has. */
function damage({
  couponId,
  memberId,
  useKey,
  coupon,
  use,
}: Awaited<ReturnType<typeof tellOneOfEach>>): void {
  till.do((register) => {
    register.store.commit((writer) => {
      writer.chain.saveAccount(memberId, { ...account, points: 9_999 });
      writer.chain.saveCoupon(couponId, { ...coupon, useCount: 1 });
      writer.chain.saveRuleUse(useKey, { ...use, uses: 9 });
      writer.chain.saveRuleUse(`${rule.id}|${memberId}|2026-01-01`, use);
      const stray = writer.catalogue.begin();
      stray.save({ ...article, code: 'stray', barcodes: [] });
      const counts = { cursor: '', changedCount: 1, removedCount: 0 };
      const context = () => ({ ...entryContext(register), actor: 'system' });
      writer.record({ type: 'catalogue.pulled', payload: { ...counts, digest: stray.finish() } }, context());
      const members = writer.members.begin();
      members.drop(memberId);
      writer.record({ type: 'members.pulled', payload: { ...counts, digest: members.finish() } }, context());
      const { digest } = writer.promotions.apply(new Map([[rule.id, null]]));
      writer.record({ type: 'promotions.pulled', payload: { ...counts, digest } }, context());
    });
    return { ok: true, value: null };
  });
}

const digestsHere = (but: string | null = null) =>
  till.read(({ store }) => {
    const scopes = COMPARED.filter((scope) => scope !== but);
    return canonicalJson(scopes.map((scope) => ({ ...store.chain.digest(scope) })));
  });

test('digests agree; what is not as central has it is sent again and heals', async () => {
  const things = await tellOneOfEach();
  await till.sync.syncNow();
  const first = okOf(await till.sync.checkDigests());
  expect([first.isCurrent, first.differing, [...first.equal].sort()]).toEqual([true, [], COMPARED]);
  const before = digestsHere();
  damage(things);
  expect([...okOf(await till.sync.checkDigests()).differing].sort()).toEqual(COMPARED);
  await till.until('all is healed', () => digestsHere() === before);
  expect(okOf(await till.sync.checkDigests())).toMatchObject({ isCurrent: true, differing: [] });
  till.verify();
});

test('a day that is closed heals every scope, in a chain where accounts change without end', async () => {
  const things = await tellOneOfEach();
  till.do((register) => openShift(register, 10_000));
  sellCrisps(till);
  const before = digestsHere('account');
  damage(things);
  const others = Array.from({ length: 5 }, () => uuidv7());
  const working = new AbortController();
  const changing = (async () => {
    for (let points = 0; !working.signal.aborted; points += 1) {
      const change = { key: others[points % 5]!, shop: null, value: { ...account, points } };
      await tell({ scope: 'account', ...change });
    }
  })();
  till.do((register) => closeShift(register, { countedMinor: 10_000 + 125 }));
  try {
    const pointsNow = () => till.read(({ store }) => store.chain.account(things.memberId)?.points);
    const now = () => [digestsHere('account'), pointsNow()];
    await expect.poll(now, { timeout: 15_000 }).toEqual([before, 120]);
    // What is on its way is no difference.
    const differing = new Set<string>();
    for (let round = 0; round < 10; round += 1) {
      for (const scope of okOf(await till.sync.checkDigests()).differing) differing.add(scope);
    }
    expect(differing).toEqual(new Set());
  } finally {
    working.abort();
    await changing;
  }
  till.verify();
});

test('members who register elsewhere make no entry here, and the books prove who is here all the same', async () => {
  await till.sync.syncNow();
  const head = () => till.read(({ store }) => store.journal.head()?.seq);
  const before = head();
  const ids = Array.from({ length: 5 }, () => uuidv7());
  for (const memberId of ids) {
    await tell({ scope: 'member', key: memberId, shop: null, value: { ...member, number: memberId } });
    await till.sync.syncNow();
  }
  expect(till.read(({ store }) => ids.filter((id) => store.members.byId(id) === null))).toEqual([]);
  expect(head()).toBe(before);
  till.verify();
  const fault = till.read(({ store }) => {
    store.db.prepare(`UPDATE member SET joined_at_utc = joined_at_utc + 1 WHERE number = ?`).run(ids[0]);
    return verifyStore(store).fault;
  });
  expect(fault).toMatchObject({ kind: 'reference' });
});

test('a shift that is closed is compared with what central has of it', async () => {
  till.do((register) => openShift(register, 10_000));
  sellCrisps(till);
  sellCrisps(till);
  till.do((register) => closeShift(register, { countedMinor: 10_000 + 250 }));
  await expect.poll(() => till.sync.status().day, { timeout: 15_000 }).toMatchObject({ status: 'equal' });
});
