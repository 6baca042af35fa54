import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entryOf, type JournalRow } from '../../db/journal.ts';
import { balanceOf } from '../../domain/loyalty/points-lots.ts';
import { addArticle } from '../../register/use-cases/add-lines.ts';
import { addReturn, findReturnable } from '../../register/use-cases/add-returns.ts';
import { setMember, setPoints } from '../../register/use-cases/basket-membership.ts';
import { holdWish, noteHold } from '../../register/use-cases/central-hold.ts';
import { loyaltyMoment, memberLoyalty } from '../../register/use-cases/member-loyalty.ts';
import { nobodysAccount, openJoinedTill, pullMembers, sealedMember } from './chain-till.ts';
import { expectBooksHold, okOf, payAll, setSection, type TestTill } from './till.ts';

const wang = { memberId: '01a00000-0000-7000-8000-000000000001', number: '2000000015', name: '王小芳' };

type Step =
  | { readonly kind: 'sell'; readonly redeemsBlocks: number }
  | { readonly kind: 'refund'; readonly of: number }
  /** Another till or a person at central gives points, or takes some. */
  | { readonly kind: 'elsewhere'; readonly points: number }
  /** Entries reach central; how many of those on the way. */
  | { readonly kind: 'push'; readonly share: number }
  /** Central counts what it has; how many of those that wait. */
  | { readonly kind: 'count'; readonly share: number }
  | { readonly kind: 'pull' }
  | { readonly kind: 'restart' };

const share = fc.integer({ min: 0, max: 4 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('sell' as const), redeemsBlocks: fc.nat({ max: 2 }) }),
  fc.record({ kind: fc.constant('refund' as const), of: fc.nat({ max: 5 }) }),
  fc.record({ kind: fc.constant('elsewhere' as const), points: fc.integer({ min: -300, max: 300 }) }),
  fc.record({ kind: fc.constant('push' as const), share }),
  fc.record({ kind: fc.constant('count' as const), share }),
  fc.constant({ kind: 'pull' as const }),
  fc.constant({ kind: 'restart' as const }),
);

/** Central, as far as points go: a list of entries, how many of them are counted, and what else it knows. */
interface Central {
  readonly entries: JournalRow[];
  counted: number;
  points: number;
}

/** What an entry did to the member's points, read from its payload and nothing else. */
function netOf(row: JournalRow): number {
  const entry = entryOf(row);
  if (entry.type !== 'sale.completed') return 0;
  const { loyalty, reversals } = entry.payload;
  const back = reversals.reduce(
    (sum, { unearned, returned }) => sum - (unearned?.points ?? 0) + (returned?.points ?? 0),
    0,
  );
  return back + (loyalty?.points.earned?.points ?? 0) - (loyalty?.points.redeemed?.points ?? 0);
}

function take(till: TestTill, central: Central, receipts: string[], change: Step): void {
  const { register } = till;
  const { chain } = register.store;
  switch (change.kind) {
    case 'sell': {
      okOf(addArticle(register, 'book', {}));
      okOf(setMember(register, wang.memberId));
      const wish = change.redeemsBlocks === 0 ? null : holdWish(register, 100 * change.redeemsBlocks);
      if (wish) {
        okOf(noteHold(register, wish, { kind: 'granted' }));
        okOf(setPoints(register, wish.points));
      }
      receipts.push(payAll(register).receiptNumber);
      return;
    }
    case 'refund': {
      const receiptNumber = receipts[change.of];
      const left = receiptNumber ? okOf(findReturnable(register, receiptNumber)).lines[0]! : null;
      if (!left || left.returnedThousandths > 0) return;
      okOf(addReturn(register, receiptNumber!, 1, 1_000));
      payAll(register);
      return;
    }
    case 'elsewhere':
      central.points += change.points;
      return;
    case 'push': {
      const { rows } = chain.entriesAfter(chain.state().acknowledged, 100, 1_000_000);
      const sent = rows.slice(0, Math.ceil((rows.length * change.share) / 4));
      central.entries.push(...sent);
      const last = sent.at(-1);
      if (last) register.store.commit((writer) => writer.chain.saveState({ acknowledged: last }));
      return;
    }
    case 'count': {
      const waiting = central.entries.slice(central.counted);
      const counted = waiting.slice(0, Math.ceil((waiting.length * change.share) / 4));
      central.counted += counted.length;
      central.points += counted.reduce((sum, row) => sum + netOf(row), 0);
      return;
    }
    case 'pull': {
      const { points } = central;
      const applied = central.entries[central.counted - 1] ?? null;
      register.store.commit((writer) => {
        const availablePoints = Math.max(0, points);
        writer.chain.saveAccount(wang.memberId, { ...nobodysAccount, points, availablePoints });
        writer.chain.saveState({ applied: applied && { epoch: applied.epoch, seq: applied.seq } });
      });
      return;
    }
    case 'restart':
      till.reopen();
  }
}

test('a balance is central’s with what was done here since, in whatever order entries go and figures come', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
      const till = openJoinedTill();
      try {
        const { loyalty } = till.register.settings;
        const earning = { ...loyalty.earning, points: 1, perMinor: 100 };
        const redemption = {
          ...loyalty.redemption,
          isOn: true,
          blockPoints: 100,
          blockMinor: 100,
          minPoints: 100,
        };
        setSection(till.register, 'loyalty', { ...loyalty, isOn: true, earning, redemption });
        pullMembers(till.register, [sealedMember(till.register, wang)]);
        const central: Central = { entries: [], counted: 0, points: 0 };
        const receipts: string[] = [];
        let pulledPoints = 0;
        for (const change of steps) {
          take(till, central, receipts, change);
          // What central would say had it counted everything of this till, and what it has not told yet.
          if (change.kind === 'pull') {
            pulledPoints = central.points;
            const counted = central.entries.slice(0, central.counted);
            pulledPoints -= counted.reduce((sum, row) => sum + netOf(row), 0);
          }
          const own = [...till.register.store.journal.rows(1)].reduce((sum, row) => sum + netOf(row), 0);
          const { member } = memberLoyalty(till.register, wang.memberId, loyaltyMoment(till.register));
          expect(balanceOf(member.account)).toBe(pulledPoints + own);
        }
        expectBooksHold(till.register);
      } finally {
        till.remove();
      }
    }),
    { numRuns: process.env['GUITAI_LONG'] === '1' ? 500 : 10 },
  );
});
