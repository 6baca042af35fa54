import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mod10CheckDigit } from '../../../../domain/barcode/check-digit.ts';
import {
  numberFor,
  takeInMembers,
  type MemberRow,
} from '../../../../sync/central/project/member-duplicates.ts';
import { runsOf } from './runs.ts';

const TILL = '11111111-0000-4000-8000-000000000000';

function memberRow(place: number, changes: Partial<MemberRow> = {}): MemberRow {
  const id = `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`;
  return {
    id,
    number: String(place),
    sealed: Buffer.alloc(0),
    salt: null,
    phoneHash: null,
    namesakeHash: null,
    cards: [],
    consents: [],
    joinedAtUtcMs: place,
    words: null,
    intoId: null,
    toldAt: { atUtcMs: place, registerId: TILL, epoch: 1, seq: place, place: 0 },
    ...changes,
  };
}

const always = () => true;

describe('members who are told of twice', () => {
  test('one who became a third follows to whoever the third became', () => {
    const [a, b, c] = [1, 2, 3].map((place) => memberRow(place, { phoneHash: 'p' }));
    const first = takeInMembers([], [b!, c!], always);
    expect(first.merged).toEqual([{ fromId: c!.id, intoId: b!.id }]);
    const { changed, merged } = takeInMembers(first.changed, [a!], always);
    expect(merged).toEqual([{ fromId: b!.id, intoId: a!.id }]);
    expect(changed.filter(({ intoId }) => intoId === a!.id)).toHaveLength(2);
  });

  test('consents of who stays win, what only the other was asked is kept', () => {
    const consent = (kind: 'messages' | 'wechat', isGiven: boolean) => ({ kind, isGiven, atUtcMs: 0 });
    const a = memberRow(1, { phoneHash: 'p', consents: [consent('messages', false)] });
    const b = memberRow(2, {
      phoneHash: 'p',
      consents: [consent('messages', true), consent('wechat', true)],
    });
    const { changed } = takeInMembers([], [a, b], always);
    expect(changed.find(({ id }) => id === a.id)?.consents).toEqual([
      consent('messages', false),
      consent('wechat', true),
    ]);
  });

  test('a card that two say is theirs is whose who joined first, and both are shown to a person', () => {
    const [a, b] = [memberRow(1, { cards: ['X', 'Y'] }), memberRow(2, { cards: ['X'] })];
    const { changed, duplicates } = takeInMembers(
      [b],
      [{ ...a, toldAt: { ...a.toldAt, atUtcMs: 9 } }],
      always,
    );
    expect(changed.map(({ id, cards }) => [id, cards])).toEqual([
      [b.id, []],
      [a.id, ['X', 'Y']],
    ]);
    expect(duplicates.map(({ subject }) => subject)).toEqual(['X']);
  });

  test('a number that is given instead of another’s has a check digit, and is the same everywhere', () => {
    const number = numberFor('00000000-0000-4000-8000-000000000001', 0);
    expect(number).toBe(numberFor('00000000-0000-4000-8000-000000000001', 0));
    expect(number).toMatch(/^[2-9]\d{9}$/);
    expect(mod10CheckDigit(number.slice(0, -1))).toBe(Number(number.at(-1)));
  });

  test('in whatever order they come, whoever joined first has the phone, the number and the card, and nobody else', () => {
    const anyMember = fc.record({
      phone: fc.option(fc.constantFrom('p', 'q', 'r')),
      number: fc.constantFrom('1', '2', '3', '4', '5', '6'),
      cards: fc.subarray(['X', 'Y']),
      order: fc.nat(),
      batch: fc.nat(3),
    });
    fc.assert(
      fc.property(fc.array(anyMember, { minLength: 2, maxLength: 8 }), (members) => {
        const rows = members.map(({ phone, number, cards }, index) =>
          memberRow(index + 1, { phoneHash: phone, number, cards }),
        );
        const shuffled = rows
          .map((row, index) => ({ row, ...members[index]! }))
          .sort((a, b) => a.batch - b.batch || a.order - b.order);
        const book = new Map<string, MemberRow>();
        for (const batch of Map.groupBy(shuffled, (each) => each.batch).values()) {
          const told = batch.map(({ row }) => row);
          for (const row of takeInMembers([...book.values()], told, always).changed) book.set(row.id, row);
        }
        const current = [...book.values()].filter(({ intoId }) => intoId === null);
        for (const phone of ['p', 'q', 'r']) {
          const those = rows.filter(({ phoneHash }) => phoneHash === phone);
          for (const { id } of those) expect(book.get(id)?.intoId ?? id).toBe(those[0]!.id);
        }
        for (const values of [current.map(({ number }) => number), current.flatMap(({ cards }) => cards)]) {
          expect(new Set(values).size).toBe(values.length);
        }
        expect(book.size).toBe(rows.length);
      }),
      runsOf(300),
    );
  });
});
