import type { PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { businessDateAt } from '../../../domain/business-date.ts';
import { tierOf } from '../../../domain/loyalty/tiers.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { WireAccount } from '../../protocol/member.ts';
import { freePoints, readPoints } from '../member-points.ts';
import { lockNames, memberName } from '../name-locks.ts';
import { readHistory } from '../project/member-history.ts';
import { lockMembers } from '../project/member-registry.ts';
import { CENTRAL_ID, recordOfficeEvent, type OfficeEvent } from '../project/office-members.ts';
import { noteAudit, type AuditNote } from './audit.ts';
import { chainHome, readLoyalty } from './chain-facts.ts';
import { findMember, type KnownMember } from './member-search.ts';
import { readAccounts } from './member-shown.ts';
import type { OfficeError } from './office-error.ts';
import { change, procedure, type Office } from './procedure.ts';
import type { Caller } from './rights.ts';

const POINTS_MAX = 1_000_000_000;
const reason = z.string().trim().max(200);

/** Gives points, which end as earned ones do, or takes some away: no more than may be spent and are kept for nobody. */
const adjust = procedure(
  'points-adjust',
  z.strictObject({ memberId: z.uuid(), points: z.int().min(-POINTS_MAX).max(POINTS_MAX), reason }),
  (office, caller, input) =>
    decide(office, caller, input, async (client, { member, before }) => {
      const { points } = input;
      if (points === 0) return fail({ code: 'points-invalid' });
      const available = points < 0 ? await freeNow(office, client, member) : 0;
      if (-points > available) return fail({ code: 'points-not-there', available });
      return ok({
        event: { kind: 'adjustment', points, lotId: uuidv7() },
        note: (after) => ({
          action: 'points-adjusted',
          before: { points: before?.points ?? 0 },
          after: { points: after?.points ?? 0 },
        }),
      });
    }),
);

/** What is kept for no sale and no till; nobody has any of it kept until the transaction ends. */
async function freeNow({ nowUtcMs }: Office, client: PoolClient, { memberId }: KnownMember): Promise<number> {
  await lockNames(client, [memberName(memberId)]);
  const asking = { registerId: CENTRAL_ID, saleId: null, nowUtcMs: nowUtcMs() };
  const points = (await readPoints(client, [memberId], asking)).get(memberId);
  return points === undefined ? 0 : Math.max(freePoints(points), 0);
}

/** Freezes so many points, or with null all that there are and will be: they are not spent until they are released. */
const hold = procedure(
  'points-adjust',
  z.strictObject({ memberId: z.uuid(), points: z.int().min(1).max(POINTS_MAX).nullable(), reason }),
  (office, caller, input) =>
    decide(office, caller, input, async (_client, { before }) =>
      ok({
        event: { kind: 'hold', holdId: uuidv7(), points: input.points },
        note: (after) => ({
          action: 'points-held',
          before: { availablePoints: before?.availablePoints ?? 0 },
          after: { points: input.points ?? 'all', availablePoints: after?.availablePoints ?? 0 },
        }),
      }),
    ),
);

const release = procedure(
  'points-adjust',
  z.strictObject({ memberId: z.uuid(), holdId: z.uuid(), reason }),
  (office, caller, input) =>
    decide(office, caller, input, async (client, { member, before }) => {
      const { state } = await readHistory(client, member.memberId);
      const held = state.account.holds.find(({ holdId }) => holdId === input.holdId);
      if (!held) return fail({ code: 'gone' });
      return ok({
        event: { kind: 'release', holdId: held.holdId },
        note: (after) => ({
          action: 'points-released',
          before: { points: held.points ?? 'all', availablePoints: before?.availablePoints ?? 0 },
          after: { availablePoints: after?.availablePoints ?? 0 },
        }),
      });
    }),
);

/** Gives a tier by hand. It is reviewed on the day that is given, else as one that was reached today would be. */
const giveTier = procedure(
  'members-manage',
  z.strictObject({ memberId: z.uuid(), tier: z.string().max(64), reviewOn: z.iso.date().nullable(), reason }),
  (office, caller, input) =>
    decide(office, caller, input, async (client, { before }) => {
      const { tier: code, reviewOn } = input;
      const tier = tierOf((await readLoyalty(client)).settings.tiers, code);
      if (!tier) return fail({ code: 'member-entry', fault: { code: 'tier-unknown', tier: code } });
      const today = businessDateAt(office.nowUtcMs(), (await chainHome(client)).zone, 0);
      if (reviewOn !== null && reviewOn <= today) return fail({ code: 'day-over' });
      return ok({
        event: { kind: 'tier', tier: code, ...(reviewOn !== null && { reviewOn }) },
        note: (after) => ({
          action: 'tier-given',
          before: { tier: before?.tier ?? null, reviewOn: before?.reviewOn ?? null },
          after: { tier: after?.tier ?? null, reviewOn: after?.reviewOn ?? null },
        }),
      });
    }),
);

/** The tiers that there are, for whoever chooses one. */
const tiers = procedure('members-manage', z.strictObject({}), async ({ pool }) => {
  const { list } = (await readLoyalty(pool)).settings.tiers;
  return ok(list.map(({ code, name, from }) => ({ code, name, isReviewed: from > 0 })));
});

export const standingProcedures = {
  'members.adjust': adjust,
  'members.hold': hold,
  'members.release': release,
  'members.give-tier': giveTier,
  'members.tiers': tiers,
};

interface Standing {
  readonly member: KnownMember;
  readonly before: WireAccount | null;
}

type Without<Event, Keys extends string> = Event extends unknown ? Omit<Event, Keys> : never;

interface Decided {
  readonly event: Without<OfficeEvent, 'reason' | 'actor'>;
  /** What the audit keeps of it, beside the reason. */
  readonly note: (after: WireAccount | null) => Omit<AuditNote, 'subject'> & { readonly after: object };
}

/** Carries out what somebody decides about a member's points or tier, with a reason. Returns the points after it. */
function decide(
  office: Office,
  caller: Caller,
  { memberId, reason: why }: { readonly memberId: string; readonly reason: string },
  judge: (client: PoolClient, standing: Standing) => Promise<Result<Decided, OfficeError>>,
): Promise<Result<{ readonly points: number; readonly availablePoints: number }, OfficeError>> {
  return change(office, async (client) => {
    if (why === '') return fail({ code: 'reason-missing' });
    await lockMembers(client, 'read');
    const member = await findMember(office, client, memberId);
    if (!member) return fail({ code: 'gone' });
    // Whoever books for the member waits for this, and this for them: what is decided on is what there is.
    await client.query('SELECT 1 FROM member_state WHERE member = $1 FOR UPDATE', [member.memberId]);
    const accountNow = async () => (await readAccounts(client, [member])).get(member.memberId) ?? null;
    const decided = await judge(client, { member, before: await accountNow() });
    if (!decided.ok) return decided;
    const body = { ...decided.value.event, reason: why, actor: caller.login };
    await recordOfficeEvent(client, member.memberId, body, office.nowUtcMs());
    const after = await accountNow();
    const note = decided.value.note(after);
    await noteAudit(client, caller, {
      ...note,
      subject: member.number,
      after: { ...note.after, reason: why },
    });
    return ok({ points: after?.points ?? 0, availablePoints: after?.availablePoints ?? 0 });
  });
}
