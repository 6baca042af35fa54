import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { quickCheck } from '../../../sync/client/quick-check.ts';
import { change } from '../../../sync/protocol/feed.ts';

const isQuickly = quickCheck(change);
const id = fc.uuid();
const dated = fc.record({ points: fc.nat(), atUtcMs: fc.nat() });
const hex = fc.stringMatching(/^[0-9a-f]{8,16}$/);

const members = fc.record({
  scope: fc.constant('member'),
  key: id,
  value: fc.record({
    number: fc.string({ minLength: 1, maxLength: 64 }),
    salt: fc.base64String({ maxLength: 32 }),
    sealed: fc.base64String({ maxLength: 200 }),
    phoneHash: fc.option(hex),
    namesakeHash: fc.option(hex),
    cards: fc.array(fc.string({ maxLength: 64 }), { maxLength: 3 }),
    consents: fc.array(
      fc.record({
        kind: fc.constantFrom('messages', 'wechat', 'personal-offers', 'partners'),
        isGiven: fc.boolean(),
        atUtcMs: fc.nat(),
      }),
      { maxLength: 4 },
    ),
    joinedAtUtcMs: fc.nat(),
    formerIds: fc.array(id, { maxLength: 2 }),
    words: fc.option(fc.string()),
  }),
});

const accounts = fc.record({
  scope: fc.constant('account'),
  key: id,
  value: fc.record({
    points: fc.integer(),
    availablePoints: fc.nat(),
    expiring: fc.array(dated, { maxLength: 5 }),
    pending: fc.array(dated, { maxLength: 5 }),
    tier: fc.option(fc.string({ maxLength: 64 })),
    reviewOn: fc.option(fc.constant('2027-11-30')),
    isInGrace: fc.boolean(),
    measured: fc.nat(),
    spentMinor: fc.integer(),
    visits: fc.nat(),
  }),
});

/** Nearly what a field may be, and far from it. */
const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.double(),
  fc.constantFrom<unknown>(null, '', 'x'.repeat(5_000), '=A=', -1, 2 ** 53, [], {}, [null]),
);

/** Something that was put in the place of a field, at any depth, or beside all of them. */
interface Change {
  readonly picks: readonly number[];
  readonly put: unknown;
  readonly act: 'replace' | 'remove' | 'add';
}

const changes = fc.record({
  picks: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
  put: strange,
  act: fc.constantFrom('replace' as const, 'remove' as const, 'add' as const),
});

function changed(whole: unknown, { picks, put, act }: Change): unknown {
  const copy: unknown = structuredClone(whole);
  let at = copy as Record<string, unknown>;
  for (const [depth, pick] of picks.entries()) {
    const names = Object.keys(at);
    const name = names[pick % Math.max(1, names.length)];
    if (name === undefined) break;
    const inner = at[name];
    if (depth < picks.length - 1 && typeof inner === 'object' && inner !== null) {
      at = inner as Record<string, unknown>;
      continue;
    }
    if (act === 'remove') delete at[name];
    else at[act === 'add' ? `${name}s` : name] = put;
    break;
  }
  return copy;
}

test('the quick check takes every member and account that the schema takes', () => {
  fc.assert(
    fc.property(fc.oneof(members, accounts), (whole) => {
      expect(change.safeParse(whole).success).toBe(true);
      expect(isQuickly(whole)).toBe(true);
    }),
  );
});

test('what the quick check takes the schema takes as well, and gives back as it is', () => {
  let [takenCount, leftCount] = [0, 0];
  fc.assert(
    fc.property(fc.oneof(members, accounts), fc.array(changes, { maxLength: 2 }), (whole, acts) => {
      const value: unknown = JSON.parse(JSON.stringify(acts.reduce(changed, whole as unknown)));
      if (!isQuickly(value)) {
        leftCount += 1;
        return;
      }
      takenCount += 1;
      const read = change.safeParse(value);
      expect(read.success, JSON.stringify(value)).toBe(true);
      expect(read.data).toStrictEqual(value);
    }),
    { numRuns: 2_000 },
  );
  expect(takenCount).toBeGreaterThan(100);
  expect(leftCount).toBeGreaterThan(100);
});

test('of what it does not know the quick check says nothing', () => {
  const article = {
    name: 'Crisps',
    priceE4: 1,
    floorPriceE4: null,
    department: 'd',
    taxCode: null,
    unit: 'each',
  };
  const rest = { brand: '', packSize: '', minimumAge: null, depositCode: null, isActive: true, barcodes: [] };
  const setting = { scope: 'setting', key: 'shop', value: { value: 1 } };
  expect(isQuickly({ scope: 'article', key: 'a', value: { ...article, ...rest } })).toBe(true);
  expect(isQuickly(setting)).toBe(false);
  expect(change.safeParse(setting).success).toBe(true);
  expect(isQuickly({ scope: 'toString', key: 'a', value: null })).toBe(false);
  const more = [z.string().refine((text) => text !== 'a'), z.email(), z.string().trim(), z.number().max(1)];
  for (const schema of more) {
    expect(quickCheck(schema)('a')).toBe(false);
    expect(quickCheck(z.object({ field: schema }).refine(() => false))({ field: 'a' })).toBe(false);
  }
  expect(quickCheck(z.object({}).refine(() => false))({})).toBe(false);
  expect(quickCheck(z.looseObject({}))({})).toBe(false);
});
