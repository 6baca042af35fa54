import { z } from 'zod';
import { emptyProfile, type MemberProfile } from '../../../domain/members/member.ts';
import { fail, ok } from '../../../domain/result.ts';
import { eraseMember } from '../project/office-members.ts';
import { noteAudit } from './audit.ts';
import { findMember, searchMembers } from './member-search.ts';
import { showMember, showMembers } from './member-shown.ts';
import { mergeByHand } from './merge-members.ts';
import { change, procedure } from './procedure.ts';

const PAGE_ROWS = 50;
const reason = z.string().trim().max(200);

const search = procedure(
  'members-find',
  z.strictObject({
    text: z.string().max(100),
    /** The last of the page before; null for the first page. */
    after: z.strictObject({ joinedAtUtcMs: z.int(), memberId: z.uuid() }).nullable(),
  }),
  async (office, _caller, { text, after }) => {
    const { rows, next } = await searchMembers(office, text, after, PAGE_ROWS);
    const { rows: counted } = await office.pool.query<{ count: number }>(
      'SELECT count(*) AS count FROM member WHERE into_id IS NULL',
    );
    return ok({ total: counted[0]!.count, rows: await showMembers(office.pool, rows), next });
  },
);

const show = procedure(
  'members-find',
  z.strictObject({ memberId: z.uuid() }),
  async (office, _caller, { memberId }) => {
    const member = await findMember(office, office.pool, memberId);
    return member ? ok(await showMember(office.pool, member, office.nowUtcMs())) : fail({ code: 'gone' });
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
  'members.merge': merge,
  'members.erase': erase,
};
