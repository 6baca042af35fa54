import { balanceOf } from '../../domain/loyalty/points-lots.ts';
import { maskMember } from '../../domain/members/masked-member.ts';
import type { MaskedMember, Member, MemberProfile } from '../../domain/members/member.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { DocumentFile } from '../contract/answer.ts';
import type { Register } from '../register.ts';
import { authorize, type Approval } from './authorize.ts';
import { walletOf } from './coupons.ts';
import { readMember } from './member-entry.ts';
import { loyaltyMoment, memberLoyalty } from './member-loyalty.ts';

/** A member as anybody at the till may see them. */
export function showMember({ store }: Pick<Register, 'store'>, memberId: string): Result<MaskedMember> {
  const member = store.members.byId(memberId);
  return member ? ok(maskMember(member)) : fail({ code: 'member-unknown', member: memberId });
}

/** Everything that is known of a member, for whoever has the right. */
export function revealMember(register: Register, memberId: string, approval: Approval = {}): Result<Member> {
  const allowed = authorize(register, 'member-see', {}, approval);
  if (!allowed.ok) return allowed;
  return readMember(register, memberId);
}

/** For the till itself, which must know a birthday to price an offer: never shown. Null where it cannot be read. */
export function profileOf({ store }: Pick<Register, 'store'>, memberId: string): MemberProfile | null {
  return store.members.byId(memberId)?.profile ?? null;
}

/** One purchase, as its receipt named it. Money in minor units of the shop's currency. */
interface ExportedSale {
  readonly receiptNumber: string;
  readonly at: string;
  readonly totalMinor: number;
}

const FORMAT = 'guitai-member';
/** More bookings than a life of shopping makes. */
const STATEMENT_MAX = 100_000;

/** A copy of what the shop knows of one member, to be handed to them: JSON that other programs read. */
export function exportMember(
  register: Register,
  memberId: string,
  approval: Approval = {},
): Result<DocumentFile> {
  const allowed = authorize(register, 'member-manage', {}, approval);
  if (!allowed.ok) return allowed;
  const found = readMember(register, memberId);
  if (!found.ok) return found;
  const { number, profile, cards, consents, joinedAtUtcMs, opening } = found.value;
  const content = {
    format: FORMAT,
    version: 1,
    exportedAt: isoOf(register.clock.nowUtcMs()),
    shop: register.settings.shop.name,
    currency: register.settings.shop.currency,
    memberId: found.value.memberId,
    number,
    ...profile,
    cards,
    consents: consents.map(({ kind, isGiven, atUtcMs }) => ({ kind, isGiven, at: isoOf(atUtcMs) })),
    joinedAt: isoOf(joinedAtUtcMs),
    opening,
    ...loyaltyOf(register, found.value.memberId),
    purchases: purchasesOf(register, found.value.memberId),
  };
  const bytes = Buffer.from(`${JSON.stringify(content, null, 2)}\n`);
  return ok({
    fileName: `member-${number.replaceAll(/[^A-Z0-9-]/g, '_')}.json`,
    mediaType: 'application/json',
    bytes: bytes.length,
    base64: bytes.toString('base64'),
  });
}

/** Tier, points lot by lot with every booking of them (the newest first), and coupons. */
function loyaltyOf(register: Register, memberId: string) {
  const moment = loyaltyMoment(register);
  const { account, standing } = memberLoyalty(register, memberId, moment).member;
  const statement = register.store.loyalty.statement(memberId, STATEMENT_MAX);
  return {
    tier: standing.tier,
    points: {
      balance: balanceOf(account),
      owed: account.debt,
      // Of a chain's member central alone knows the lots.
      lots: (register.store.chain.link() ? [] : account.lots)
        .filter(({ remaining }) => remaining > 0)
        .map(({ lotId, points, remaining, earnedAtUtcMs, activeFromUtcMs, expiresAtUtcMs }) => ({
          lotId,
          points,
          remaining,
          earnedAt: isoOf(earnedAtUtcMs),
          activeFrom: isoOf(activeFromUtcMs),
          expiresAt: expiresAtUtcMs === null ? null : isoOf(expiresAtUtcMs),
        })),
      held: account.holds.map(({ lotId, points }) => ({ lotId, points })),
      statement: statement.map(
        ({ atUtcMs, kind, points, balance, heldPoints, heldLotId, reason, receiptNumber }) => ({
          at: isoOf(atUtcMs),
          kind,
          points,
          balance,
          heldPoints,
          heldLotId,
          reason,
          receiptNumber,
        }),
      ),
    },
    coupons: walletOf(register, memberId).map(({ code, promotionId, expiresOn }) => ({
      code,
      rule: promotionId,
      expiresOn,
    })),
  };
}

function purchasesOf({ store }: Register, memberId: string): ExportedSale[] {
  return store.members.salesOf(memberId).map(({ receiptNumber, atUtcMs, totalMinor }) => ({
    receiptNumber,
    at: isoOf(atUtcMs),
    totalMinor,
  }));
}

function isoOf(atUtcMs: number): string {
  return new Date(atUtcMs).toISOString();
}
