import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createScopeDigester } from '../../seal/scope-digest.ts';
import { createChangeApplier } from '../../sync/client/change-applier.ts';
import { change, type Change } from '../../sync/protocol/feed.ts';
import { listMemberIds } from '../../db/member-history.ts';
import { openJoinedTill } from '../register/chain-till.ts';

const text = fc.string({ maxLength: 12 });
const code = fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom(...'ABC123-_') });
const count = fc.nat({ max: 10 ** 9 });
const integer = fc.integer({ min: -(10 ** 9), max: 10 ** 9 });
const moment = fc.oneof(
  fc.nat({ max: 10 ** 13 }),
  fc.nat({ max: 10 ** 8 }).map((minutes) => minutes * 60_000),
);
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const base64 = (length: number) => bytes(length).map((piece) => Buffer.from(piece).toString('base64'));
const hex = (length: number) => bytes(length).map((piece) => Buffer.from(piece).toString('hex'));
const day = fc.constantFrom('2026-11-02', '2027-01-31');
const uuid = fc
  .nat({ max: 4_000 })
  .map((place) => `01a00000-0000-7000-8000-${place.toString(16).padStart(12, '0')}`);
const dated = fc.array(fc.record({ points: count, atUtcMs: moment }), { maxLength: 5 });

const values = {
  article: fc.record({
    name: text,
    priceE4: count,
    floorPriceE4: fc.option(count),
    department: code,
    taxCode: fc.option(code),
    unit: fc.constantFrom('each' as const, 'kg' as const),
    brand: text,
    packSize: text,
    minimumAge: fc.option(fc.nat({ max: 99 })),
    depositCode: fc.option(code),
    isActive: fc.boolean(),
    barcodes: fc.constant([]),
  }),
  account: fc.record({
    points: integer,
    availablePoints: count,
    expiring: dated,
    pending: dated,
    tier: fc.option(text),
    reviewOn: fc.option(day),
    isInGrace: fc.boolean(),
    measured: count,
    spentMinor: integer,
    visits: count,
  }),
  coupon: fc.record({
    ruleId: code,
    memberId: fc.option(uuid),
    expiresOn: fc.option(day),
    useCount: count,
    isVoided: fc.boolean(),
  }),
  'rule-use': fc.record({ uses: count, amountMinor: integer }),
  exception: fc.record({
    kind: fc.constantFrom('member-unknown' as const, 'fork' as const),
    registerId: uuid,
    till: text,
    epoch: fc.integer({ min: 1, max: 9 }),
    seq: count,
    atUtcMs: moment,
    subject: text,
    amountMinor: integer,
    points: integer,
    isResolved: fc.boolean(),
    note: fc.option(text),
  }),
};
const consent = fc.record({ isGiven: fc.boolean(), atUtcMs: moment });
const member = fc.record({
  salt: base64(16),
  sealed: base64(40),
  phoneHash: fc.option(hex(8)),
  namesakeHash: fc.option(hex(4)),
  consents: fc
    .tuple(fc.option(consent), fc.option(consent))
    .map(([messages, wechat]) => [
      ...(messages ? [{ kind: 'messages' as const, ...messages }] : []),
      ...(wechat ? [{ kind: 'wechat' as const, ...wechat }] : []),
    ]),
  joinedAtUtcMs: moment,
});

/** Changes of different keys, as a page of the feed has them; numbers, cards and codes are nobody else's. */
const anyPage: fc.Arbitrary<Change[]> = fc
  .record({
    article: fc.dictionary(code, values.article, { maxKeys: 5 }),
    member: fc.dictionary(uuid, member, { maxKeys: 6 }),
    account: fc.dictionary(uuid, values.account, { maxKeys: 6 }),
    coupon: fc.dictionary(uuid, values.coupon, { maxKeys: 6 }),
    'rule-use': fc.dictionary(
      fc
        .tuple(code, fc.constantFrom('', 'm'), fc.constantFrom('', '2026-11-02'))
        .map((parts) => parts.join('|')),
      values['rule-use'],
      { maxKeys: 6 },
    ),
    exception: fc.dictionary(uuid, values.exception, { maxKeys: 6 }),
  })
  .map(({ member: members, coupon: coupons, ...rest }) => {
    const plain = Object.entries(rest).flatMap(([scope, all]) =>
      Object.entries(all).map(([key, value]) => ({ scope, key, value })),
    );
    const people = Object.entries(members).map(([key, value]) => {
      const formerIds = [`02a${key.slice(3)}`, `03a${key.slice(3)}`];
      const kept = {
        ...value,
        number: `N${key.slice(-4)}`,
        cards: [`A${key.slice(-4)}`, `B${key.slice(-4)}`],
        formerIds,
      };
      return { scope: 'member', key, value: { ...kept, words: null } };
    });
    const codes = Object.entries(coupons).map(([key, value]) => {
      return { scope: 'coupon', key, value: { ...value, code: `K${key.slice(-4)}` } };
    });
    return [...plain, ...people, ...codes].map((each) => change.parse(each));
  });

test('what a till keeps of the wire has the digest that central makes of it, and so has what it took out again', () => {
  const till = openJoinedTill();
  const { store, identity } = till.register;
  const apply = (changes: readonly Change[]) =>
    store.commit((writer) => {
      const applier = createChangeApplier(store, writer, identity.registerId);
      for (const each of changes) applier.apply(each);
      return applier.finish();
    });
  fc.assert(
    fc.property(anyPage, (page) => {
      store.commit((writer) => {
        writer.catalogue.clear();
        const batch = writer.members.begin();
        for (const { memberId } of listMemberIds(store.db, 'newest', null, 100)) batch.drop(memberId);
        batch.finish();
        writer.chain.forget();
      });
      const known = page.filter(
        ({ scope, value }) =>
          scope !== 'member' ||
          page.every(
            (other) =>
              other.scope !== 'member' ||
              other.value === value ||
              other.value?.phoneHash === null ||
              other.value?.phoneHash !== value?.phoneHash,
          ),
      );
      expect(apply(known).refused).toEqual([]);
      for (const scope of ['article', 'member', 'account', 'coupon', 'rule-use', 'exception'] as const) {
        const digester = createScopeDigester(scope);
        for (const each of known) if (each.scope === scope) digester.add(each.key, each.value);
        expect(store.chain.digest(scope), scope).toEqual(digester.result());
      }
      apply(known.map((each) => ({ ...each, value: null })));
      for (const scope of ['member', 'account', 'coupon', 'rule-use'] as const)
        expect(store.chain.digest(scope)).toEqual(createScopeDigester(scope).result());
    }),
    { numRuns: process.env['GUITAI_LONG'] === '1' ? 1_000 : 25 },
  );
  till.remove();
});
