import { randomBytes } from 'node:crypto';
import type { CentralAccount } from '../../domain/chain/central-account.ts';
import type { OfflinePolicy } from '../../domain/chain/offline-policy.ts';
import type { CouponLease } from '../../domain/chain/coupon-lease.ts';
import type { PointsLease } from '../../domain/chain/points-lease.ts';
import type { Promotion } from '../../domain/promotions/promotion.ts';
import type { PulledMember } from '../../db/pulled-member.ts';
import { fingerprintOf, readDataKey } from '../../db/data-key.ts';
import { openSeal } from '../../db/member-vault.ts';
import { bytesOfId } from '../../db/member-row.ts';
import { emptyProfile, type MemberProfile } from '../../domain/members/member.ts';
import { entryContext, type Register } from '../../register/register.ts';
import { joinChain } from '../../register/use-cases/join-chain.ts';
import { cashier, okOf, openSellingTill, type TestTill } from './till.ts';

/** What central answers to a till that joins. */
export const joining = {
  chainId: '01a00000-0000-7000-8000-00000000c4a1',
  chainName: '好邻居',
  shopCode: 'BATH',
  tillCode: '07',
  centralKey: 'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=',
  dataKey: Buffer.alloc(32, 7),
  url: 'https://central.test',
  caFile: null,
};

/** A till with a shift open that belongs to a chain. */
export function openJoinedTill(person: typeof cashier | null = null): TestTill {
  const till = openSellingTill(person);
  okOf(joinChain(till.register, joining));
  return till;
}

export const nobodysAccount: CentralAccount = {
  points: 0,
  availablePoints: 0,
  expiring: [],
  pending: [],
  tier: null,
  reviewOn: null,
  isInGrace: false,
  measured: 0,
  spentMinor: 0,
  visits: 0,
};

/** A member as central would send one, sealed under the key of the till's folder. */
export function sealedMember(
  { store }: Register,
  member: { readonly memberId: string; readonly number: string } & Partial<MemberProfile> &
    Partial<Pick<PulledMember, 'cards' | 'words'>>,
): PulledMember {
  const { memberId, number, cards = [], words = null, ...rest } = member;
  const profile = { ...emptyProfile, ...rest };
  const seal = openSeal(store.folder, fingerprintOf(readDataKey(store.folder)!))!;
  const salt = randomBytes(16);
  return {
    memberId,
    number,
    salt,
    sealed: seal.seal({ id: bytesOfId(memberId), salt }, profile, true),
    phoneHash: profile.phone === null ? null : seal.hashPhone(profile.phone),
    namesakeHash: null,
    cards,
    consents: [],
    joinedAtUtcMs: 1_760_000_000_000,
    words,
  };
}

/** Applies a page of members as a till does that pulls one: in one commit, with the entry that says so. */
export function pullMembers(
  register: Register,
  members: readonly PulledMember[],
  dropped: readonly string[] = [],
): readonly string[] {
  return register.store.commit((writer) => {
    const batch = writer.members.begin();
    const outcomes = members.map((member) => batch.put(member));
    for (const memberId of dropped) batch.drop(memberId);
    const payload = {
      cursor: 'c1',
      changedCount: members.length,
      removedCount: dropped.length,
      digest: batch.finish(),
    };
    writer.record({ type: 'members.pulled', payload }, entryContext(register));
    return outcomes;
  });
}

export function pullPromotions(register: Register, promotions: readonly Promotion[]): void {
  register.store.commit((writer) => {
    const changes = new Map(
      promotions.map((promotion, place) => [promotion.id, { promotion, place, isOn: true }]),
    );
    const { changed, removed, digest } = writer.promotions.apply(changes);
    const payload = { cursor: 'c1', changedCount: changed, removedCount: removed, digest };
    writer.record({ type: 'promotions.pulled', payload }, entryContext(register));
  });
}

/** Central's figures of a member, which include this till's journal as far as it goes now. */
export function tellAccount(register: Register, memberId: string, account: Partial<CentralAccount>): void {
  const points = account.points ?? 0;
  register.store.commit((writer) => {
    writer.chain.saveAccount(memberId, {
      ...nobodysAccount,
      availablePoints: Math.max(0, points),
      ...account,
    });
    writer.chain.saveState({ applied: headOf(register), pulledAtUtcMs: register.clock.nowUtcMs() });
  });
}

export function headOf({ store }: Register): { readonly epoch: number; readonly seq: number } {
  const { epoch, seq } = store.journal.head()!;
  return { epoch, seq };
}

export function tellPolicy(register: Register, policy: OfflinePolicy): void {
  register.store.commit((writer) => writer.chain.savePolicy(policy));
}

/** Points that central keeps for this till from now on, for a day unless they end otherwise. */
export function tellLease(
  register: Register,
  memberId: string,
  points: number,
  given: Partial<PointsLease> = {},
): void {
  const endsAtUtcMs = register.clock.nowUtcMs() + 24 * 3_600_000;
  const lease = { memberId, points, place: headOf(register), endsAtUtcMs, ...given };
  register.store.commit((writer) => writer.chain.saveLease(lease));
}

/** A coupon that central keeps for this till from now on, as `tellLease`. */
export function tellCouponLease(
  register: Register,
  couponId: string,
  given: Partial<CouponLease> = {},
): void {
  const endsAtUtcMs = register.clock.nowUtcMs() + 24 * 3_600_000;
  const lease = { couponId, place: headOf(register), endsAtUtcMs, ...given };
  register.store.commit((writer) => writer.chain.saveCouponLease(lease));
}
