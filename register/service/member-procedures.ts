import { setImmediate as nextTurn } from 'node:timers/promises';
import { isAbsolute } from 'node:path';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Language } from '../../domain/text/language.ts';
import type { MemberImportCounts, MemberImportEvent } from '../contract/member.ts';
import type { Approval } from '../use-cases/authorize.ts';
import { addCard, changeMember, removeCard } from '../use-cases/change-member.ts';
import { eraseMember, sweepMembers } from '../use-cases/erase-member.ts';
import { findMembers } from '../use-cases/find-members.ts';
import type { NamesakeRow } from '../use-cases/import-member-row.ts';
import type { RejectedRow } from '../use-cases/import-products.ts';
import { exportMember, revealMember, showMember } from '../use-cases/member-data.ts';
import { mergeMembers } from '../use-cases/merge-members.ts';
import { enterRecoveryCode, makeRecoveryCode } from '../use-cases/recovery-code.ts';
import { registerMember } from '../use-cases/register-member.ts';
import { answer, guardTask, procedures, type CallContext } from './procedures.ts';
import { streamTask } from './task-stream.ts';

const { member } = procedures;

/** Who the shop's members are. */
export const memberProcedures = {
  find: member.find.handler(answer((register, { text, limit }) => ok(findMembers(register, text, limit)))),
  read: member.read.handler(answer((register, { memberId }) => showMember(register, memberId))),
  register: member.register.handler(
    answer((register, { approval, ...registration }) => registerMember(register, registration, approval)),
  ),
  change: member.change.handler(
    answer((register, { memberId, approval, ...change }) =>
      changeMember(register, memberId, change, approval),
    ),
  ),
  addCard: member.addCard.handler(
    answer((register, { memberId, card, approval }) => addCard(register, memberId, card, approval)),
  ),
  removeCard: member.removeCard.handler(
    answer((register, { memberId, card, approval }) => removeCard(register, memberId, card, approval)),
  ),
  merge: member.merge.handler(async ({ context, input: { fromMemberId, intoMemberId, approval } }) => {
    const merged = context.keeper.run(context.caller, (register) =>
      mergeMembers(register, fromMemberId, intoMemberId, approval),
    );
    if (merged.ok) await sweep(context);
    return merged;
  }),
  reveal: member.reveal.handler(
    answer((register, { memberId, approval }) => revealMember(register, memberId, approval)),
  ),
  export: member.export.handler(
    answer((register, { memberId, approval }) => exportMember(register, memberId, approval)),
  ),
  erase: member.erase.handler(async ({ context, input: { memberId, approval } }) => {
    const erased = context.keeper.run(context.caller, (register) =>
      eraseMember(register, memberId, approval),
    );
    if (erased.ok) await sweep(context);
    return erased;
  }),
  importMembers: member.importMembers.handler(({ context, input }) => streamImport(context, input)),
  makeRecoveryCode: member.makeRecoveryCode.handler(
    answer((register, { approval }) => makeRecoveryCode(register, approval)),
  ),
  enterRecoveryCode: member.enterRecoveryCode.handler(
    answer((register, { recoveryCode, approval }) => enterRecoveryCode(register, recoveryCode, approval)),
  ),
  keyState: member.keyState.handler(answer(({ store }) => ok(store.members.keyState()))),
};

/** Takes what was erased out of the last pages, piece by piece: between two of them whoever sells is served. */
async function sweep({ keeper, caller }: CallContext): Promise<void> {
  for (;;) {
    const swept = keeper.run(caller, (register) => ok(sweepMembers(register)));
    // What is left when the till cannot go on is done after the next erasure.
    if (!swept.ok || swept.value) return;
    await nextTurn();
  }
}

interface ImportRequest {
  readonly path: string;
  readonly language: Language;
  readonly approval?: Approval | undefined;
}

/** Members a commit of an import beside a selling till: some ten milliseconds, which a scan can wait. */
const SLICE_ROWS = 200;
/** How many rows one event carries. */
const PORTION = 200;

async function* streamImport(
  { keeper, caller, log }: CallContext,
  { path, language, approval }: ImportRequest,
): AsyncGenerator<MemberImportEvent, void> {
  if (!isAbsolute(path)) {
    // The service and whoever calls it may stand in different folders.
    yield { state: 'ended', result: fail({ code: 'file-unreadable', file: path, detail: 'ENOENT' }) };
    return;
  }
  let rejected: readonly RejectedRow[] = [];
  let namesakes: readonly NamesakeRow[] = [];
  const events = streamTask<'read' | 'write', MemberImportCounts>((report) =>
    guardTask(log, 'member.importMembers', () =>
      keeper.runTask(caller, async (register): Promise<Result<MemberImportCounts>> => {
        const pace = { sliceRows: SLICE_ROWS, onProgress: report };
        const { importMembers } = await import('../use-cases/import-members.ts');
        const imported = await importMembers(register, path, language, pace, approval);
        if (!imported.ok) return imported;
        ({ rejected, namesakes } = imported.value);
        const { rejected: _, namesakes: __, ...counts } = imported.value;
        return ok({ ...counts, rejectedCount: rejected.length, namesakeCount: namesakes.length });
      }),
    ),
  );
  for await (const event of events) {
    if (event.state === 'ended') {
      for (const rows of portions(rejected)) yield { state: 'rejected', rows };
      for (const rows of portions(namesakes)) yield { state: 'namesakes', rows };
    }
    yield event;
  }
}

function* portions<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < rows.length; from += PORTION) yield rows.slice(from, from + PORTION);
}
