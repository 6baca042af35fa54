import { noteErased, readErased } from '../../db/erased-members.ts';
import type { EntryContext } from '../../db/journal.ts';
import type { Store } from '../../db/open-store.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { entryContext, SYSTEM_ACTOR, type Register } from '../register.ts';
import { authorize, type Approval } from './authorize.ts';
import { centralDecides } from './central-decides.ts';

/**
 * Erases a member: key, row, cards and search words go in one commit with the entry that says so, and what is sealed in
 * earlier entries cannot be read any more. Sales stay, under an id that names nobody. `sweepMembers` must then run until it
 * answers true, which is when nothing is left in any page either.
 */
export function eraseMember(register: Register, memberId: string, approval: Approval = {}): Result<null> {
  const mayDecide = centralDecides(register);
  if (!mayDecide.ok) return mayDecide;
  const allowed = authorize(register, 'member-manage', {}, approval);
  if (!allowed.ok) return allowed;
  if (allowed.value.reason === null) return fail({ code: 'reason-missing' });
  const member = register.store.members.byId(memberId);
  if (!member) return fail({ code: 'member-unknown', member: memberId });
  register.store.commit((writer) => {
    const batch = writer.members.begin();
    batch.remove(member.memberId);
    const digest = batch.finish();
    const payload = { memberId: member.memberId, authorization: allowed.value, digest };
    writer.record({ type: 'member.erased', payload }, entryContext(register));
  });
  noteErased(register.store.folder, member.memberId);
  return ok(null);
}

/** Erases those once more whom a backup has that is older than their erasure, and leaves nothing of them in its pages. */
export function eraseAgain(restored: Store, folder: string, context: () => EntryContext): void {
  const isThere = (memberId: string) => restored.members.byId(memberId)?.memberId === memberId;
  const authorization = { by: SYSTEM_ACTOR, approvedBy: SYSTEM_ACTOR, reason: 'erased before the restore' };
  for (const memberId of readErased(folder).filter(isThere)) {
    restored.commit((writer) => {
      const batch = writer.members.begin();
      batch.remove(memberId);
      const payload = { memberId, authorization, digest: batch.finish() };
      writer.record({ type: 'member.erased', payload }, context());
    });
  }
  while (!sweepMembers({ store: restored }));
}

/**
 * One piece, some ten milliseconds, of taking what was erased out of the pages of the search index and the log. True when
 * nothing is left to do.
 */
export function sweepMembers({ store }: Pick<Register, 'store'>): boolean {
  if (!store.members.isSweepPending()) return true;
  const isDone = store.commit((writer) => writer.members.sweep());
  if (isDone) store.emptyLog();
  return isDone;
}
