import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { emptyProfile, type MaskedMember, type MemberProfile } from '../../../domain/members/member.ts';
import { maskMember } from '../../../domain/members/masked-member.ts';
import type { Tier } from '../../../domain/loyalty/loyalty-settings.ts';
import type { LocalText } from '../../../domain/promotions/promotion.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { WireAccount } from '../../protocol/member.ts';
import type { Queryable } from '../database.ts';
import { readHistory } from '../project/member-history.ts';
import { eraseMember, recordOfficeEvent } from '../project/office-members.ts';
import { noteAudit } from './audit.ts';
import { readLoyalty } from './chain-facts.ts';
import { findMember, searchMembers, type KnownMember } from './member-search.ts';
import { mergeByHand } from './merge-members.ts';
import { change, procedure } from './procedure.ts';
import { readReferences } from './references.ts';

/** A member in a list, masked. */
export interface MemberHit extends MaskedMember {
  readonly cards: readonly string[];
  /** What the tier is called; null without one. */
  readonly tier: LocalText | null;
  /** Null until something was booked. */
  readonly account: WireAccount | null;
}

/** What moved points, the newest first. */
export interface StatementRow {
  readonly atUtcMs: number;
  readonly kind: 'opening' | 'earn' | 'redeem' | 'unearn' | 'return' | 'adjust' | 'expire';
  readonly points: number;
  readonly balance: number;
  readonly receiptNumber: string | null;
}

const HITS_MAX = 50;
const STATEMENT_MAX = 200;
const POINTS_MAX = 1_000_000_000;
const reason = z.string().trim().max(200);

const search = procedure(
  'members-find',
  z.strictObject({ text: z.string().max(100) }),
  async (office, _caller, { text }) => {
    const found = await searchMembers(office, text, HITS_MAX + 1);
    const accounts = await accountsOf(office.pool, found);
    const tiers = await readTiers(office.pool);
    const hits = found.slice(0, HITS_MAX).map((member) => hitOf(member, accounts, tiers));
    const { rows } = await office.pool.query<{ count: number }>(
      'SELECT count(*) AS count FROM member WHERE into_id IS NULL',
    );
    return ok({ total: rows[0]!.count, hits, isMore: found.length > HITS_MAX });
  },
);

const show = procedure(
  'members-find',
  z.strictObject({ memberId: z.uuid() }),
  async (office, _caller, { memberId }) => {
    const member = await findMember(office, office.pool, memberId);
    if (!member) return fail({ code: 'gone' });
    const accounts = await accountsOf(office.pool, [member]);
    const statement = await readStatement(office.pool, member.memberId);
    const tiers = await readTiers(office.pool);
    return ok({ member: hitOf(member, accounts, tiers), statement });
  },
);

/** The whole profile, which takes a right, and the audit says who looked. */
const reveal = procedure(
  'members-see',
  z.strictObject({ memberId: z.uuid() }),
  (office, caller, { memberId }) =>
    change<MemberProfile>(office, async (client) => {
      const member = await findMember(office, client, memberId);
      if (!member) return fail({ code: 'gone' });
      if (!member.profile) return fail({ code: 'member-sealed' });
      await noteAudit(client, caller, { action: 'member-seen', subject: member.number });
      return ok({ ...emptyProfile, ...member.profile });
    }),
);

/** Gives points, which end as earned ones do, or takes some away, no more than may be spent. */
const adjust = procedure(
  'points-adjust',
  z.strictObject({ memberId: z.uuid(), points: z.int().min(-POINTS_MAX).max(POINTS_MAX), reason }),
  (office, caller, { memberId, points, reason: why }) =>
    change(office, async (client) => {
      if (points === 0) return fail({ code: 'points-invalid' });
      if (why === '') return fail({ code: 'reason-missing' });
      const member = await findMember(office, client, memberId);
      if (!member) return fail({ code: 'gone' });
      // Whoever books for the member waits for this, and this for them: what may be taken is what there is.
      await client.query('SELECT 1 FROM member_state WHERE member = $1 FOR UPDATE', [member.memberId]);
      const before = (await accountsOf(client, [member])).get(member.memberId);
      const available = before?.availablePoints ?? 0;
      if (-points > available) return fail({ code: 'points-not-there', available });
      const body = {
        kind: 'adjustment' as const,
        points,
        lotId: uuidv7(),
        reason: why,
        actor: caller.login,
      };
      await recordOfficeEvent(client, member.memberId, body, office.nowUtcMs());
      const after = (await accountsOf(client, [member])).get(member.memberId);
      await noteAudit(client, caller, {
        action: 'points-adjusted',
        subject: member.number,
        before: { points: before?.points ?? 0 },
        after: { points: after?.points ?? 0, reason: why },
      });
      return ok({ points: after?.points ?? 0 });
    }),
);

const merge = procedure(
  'members-manage',
  z.strictObject({ fromMemberId: z.uuid(), intoMemberId: z.uuid(), reason }),
  (office, caller, { fromMemberId, intoMemberId, reason: why }) =>
    change(office, async (client) => {
      if (why === '') return fail({ code: 'reason-missing' });
      const merged = await mergeByHand(office, client, fromMemberId, intoMemberId);
      if (!merged.ok) return merged;
      const { from, into } = merged.value;
      await noteAudit(client, caller, {
        action: 'member-merged',
        subject: `${from.number} → ${into.number}`,
        after: { reason: why },
      });
      return ok({ memberId: into.memberId });
    }),
);

/** Central forgets who it was, and every till does at its next contact. It cannot be undone. */
const erase = procedure(
  'members-manage',
  z.strictObject({ memberId: z.uuid(), reason }),
  (office, caller, { memberId, reason: why }) =>
    change(office, async (client) => {
      if (why === '') return fail({ code: 'reason-missing' });
      const member = await findMember(office, client, memberId);
      if (!member) return fail({ code: 'gone' });
      await eraseMember(client, member.memberId, office.nowUtcMs());
      await noteAudit(client, caller, {
        action: 'member-erased',
        subject: member.number,
        after: { reason: why },
      });
      return ok(null);
    }),
);

export const memberProcedures = {
  'members.search': search,
  'members.show': show,
  'members.reveal': reveal,
  'members.adjust': adjust,
  'members.merge': merge,
  'members.erase': erase,
};

async function readTiers(client: Queryable): Promise<readonly Tier[]> {
  return (await readLoyalty(client)).settings.tiers.list;
}

async function accountsOf(
  client: Queryable,
  members: readonly Pick<KnownMember, 'memberId'>[],
): Promise<ReadonlyMap<string, WireAccount>> {
  const ids = members.map(({ memberId }) => memberId);
  const accounts = await readReferences(client, 'account', ids);
  return new Map(accounts.map(({ key, value }) => [key, value]));
}

function hitOf(
  member: KnownMember,
  accounts: ReadonlyMap<string, WireAccount>,
  tiers: readonly Tier[],
): MemberHit {
  const masked = maskMember({ ...member, consents: [], opening: null });
  const account = accounts.get(member.memberId) ?? null;
  const tier = tiers.find(({ code }) => code === account?.tier)?.name ?? null;
  return { ...masked, cards: member.cards, tier, account };
}

async function readStatement(client: Queryable, memberId: string): Promise<StatementRow[]> {
  const { bookings } = await readHistory(client, memberId);
  const newest = bookings.slice(-STATEMENT_MAX).reverse();
  const { rows } = await client.query<{ place: string; receipt: string }>(
    `SELECT sale.register || ' ' || sale.epoch || ' ' || sale.seq AS place, receipt_number AS receipt
     FROM sale JOIN unnest($1::uuid[], $2::integer[], $3::integer[]) AS booked (register, epoch, seq)
       ON sale.register = booked.register AND sale.epoch = booked.epoch AND sale.seq = booked.seq
       WHERE sale.member IS NOT NULL`,
    [newest.map(({ at }) => at.registerId), newest.map(({ at }) => at.epoch), newest.map(({ at }) => at.seq)],
  );
  const receipts = new Map(rows.map(({ place, receipt }) => [place, receipt]));
  return newest.map(({ at, kind, points, balance }) => {
    const receiptNumber = receipts.get(`${at.registerId} ${at.epoch} ${at.seq}`) ?? null;
    return { atUtcMs: at.atUtcMs, kind, points, balance, receiptNumber };
  });
}
