import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MemberDraft } from '../../domain/members/member.ts';
import { emptyProfile } from '../../domain/members/member.ts';
import type { Register } from '../../register/register.ts';
import { openTestTill } from '../register/till.ts';

const names = ['王伟', '王芳', '李伟', '张小明', 'Lin Yuqing', 'Ann Lee'];
const phones = ['+8613800138000', '+8613800138001', '+447700900123', null];

type Step =
  | {
      readonly kind: 'save';
      readonly who: number;
      readonly name: number;
      readonly phone: number;
      readonly card: number;
    }
  | { readonly kind: 'remove'; readonly who: number }
  | { readonly kind: 'visit'; readonly who: number }
  | { readonly kind: 'rank'; readonly who: number };

const who = fc.nat({ max: 5 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('save' as const),
      who,
      name: fc.nat({ max: names.length - 1 }),
      phone: fc.nat({ max: phones.length - 1 }),
      card: fc.nat({ max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('visit' as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rank' as const), who }) },
);

function idOf(person: number): string {
  return `01a00000-0000-7000-8000-00000000000${person}`;
}

function draftOf(change: Extract<Step, { kind: 'save' }>): MemberDraft {
  return {
    memberId: idOf(change.who),
    number: `M${change.who}`,
    profile: { ...emptyProfile, name: names[change.name]!, phone: phones[change.phone]! },
    cards: change.card === 0 ? [] : [`C${change.card}`],
    consents: [],
    joinedAtUtcMs: 0,
    opening: null,
  };
}

/** Does one step to the store and to what the test expects of it. */
function take(register: Register, expected: Map<string, MemberDraft>, change: Step): void {
  const known = expected.get(idOf(change.who));
  register.store.commit((writer) => {
    if (change.kind === 'visit') return writer.members.countVisit(idOf(change.who));
    if (change.kind === 'rank') return writer.members.rankByVisits(idOf(change.who));
    const batch = writer.members.begin();
    if (change.kind === 'remove') {
      if (!known) return;
      batch.remove(idOf(change.who));
      expected.delete(idOf(change.who));
    } else {
      const draft = draftOf(change);
      const saved = known ? batch.change(draft) : batch.add(draft);
      const isConflict = [...expected.values()].some(
        (other) =>
          other.memberId !== draft.memberId &&
          ((draft.profile.phone !== null && other.profile.phone === draft.profile.phone) ||
            draft.cards.some((card) => other.cards.includes(card))),
      );
      const isRefused = saved !== null && 'conflict' in saved;
      if (isRefused !== isConflict)
        throw new Error(`${JSON.stringify(saved)} where ${isConflict} was expected`);
      if (!isConflict) expected.set(draft.memberId, draft);
    }
    batch.finish();
  });
}

test('whatever happens to members, digest, lookups and search tell of those that are there', () => {
  const till = openTestTill();
  try {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const { members } = till.register.store;
        const expected = new Map<string, MemberDraft>();
        for (const change of steps) take(till.register, expected, change);
        expect(members.storedDigest()).toBe(members.computeDigest());
        expect(members.count()).toBe(expected.size);
        for (const name of names) {
          const found = members.search(name, 20).map(({ memberId }) => memberId);
          const wanted = [...expected.values()].filter(({ profile }) => profile.name === name);
          expect(found.toSorted()).toEqual(wanted.map(({ memberId }) => memberId).toSorted());
        }
        for (const draft of expected.values()) {
          expect(members.byId(draft.memberId)).toEqual(draft);
          const { phone } = draft.profile;
          expect(phone === null ? draft : members.byPhone(phone)).toEqual(draft);
          for (const card of draft.cards) expect(members.byCard(card)).toEqual(draft);
        }
        for (const memberId of expected.keys())
          take(till.register, expected, { kind: 'remove', who: Number(memberId.at(-1)) });
        expect(members.storedDigest()).toBe('0'.repeat(64));
      }),
      { numRuns: 60 },
    );
  } finally {
    till.remove();
  }
});
