import type { StoredZ } from '../../db/shifts.ts';
import type { ShiftClosed } from '../../domain/facts/shift-facts.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Language } from '../../domain/text/language.ts';
import { printDocument } from '../printing/queue-document.ts';
import { xDocument, Z_COPY, zDocument } from '../receipt/till-documents.ts';
import { actorOf, type Register } from '../register.ts';
import { authorize, type Approval } from '../use-cases/authorize.ts';
import { closeShift } from '../use-cases/close-shift.ts';
import { closeWithLastCount, submitCount } from '../use-cases/count-drawer.ts';
import { listShifts, readCloseBlockers, readShiftStatus } from '../use-cases/shift-status.ts';
import { moveCash, openDrawer, openShift, readX } from '../use-cases/shifts.ts';
import { answer, answerPaper, procedures, type CallContext } from './procedures.ts';

const { shift } = procedures;

/** The shift, its cash and its Z. */
export const shiftProcedures = {
  open: shift.open.handler(
    answer((register, { floatMinor, confirmClock = false }) =>
      openShift(register, floatMinor, { confirmClock }),
    ),
  ),
  status: shift.status.handler(answer(readShiftStatus)),
  list: shift.list.handler(answer(listShifts)),
  moveCash: shift.moveCash.handler(
    answer((register, { kind, amountMinor, approval }) => {
      const moved = moveCash(register, kind, amountMinor, approval);
      if (!moved.ok) return moved;
      const status = readShiftStatus(register);
      return status.ok ? ok(status.value!) : status;
    }),
  ),
  openDrawer: shift.openDrawer.handler(answer((register, { approval }) => openDrawer(register, approval))),
  readX: shift.readX.handler(
    answer((register, { language, approval }) => {
      const read = readX(register, approval);
      if (!read.ok) return read;
      const by = { atUtcMs: register.clock.nowUtcMs(), actor: actorOf(register) };
      const inLanguage = (paper: Language) =>
        xDocument(register, read.value.shift, read.value.figures, by, paper);
      printDocument(register, { kind: 'document', document: inLanguage(register.settings.shop.language) });
      return ok({ ...read.value, document: inLanguage(language) });
    }),
  ),
  blockers: shift.blockers.handler(answer(readCloseBlockers)),
  submitCount: shift.submitCount.handler(
    answer((register, { approval, ...counted }) => submitCount(register, counted, approval)),
  ),
  closeCounted: shift.closeCounted.handler(({ context, input: { language, reason, approval } }) =>
    close(context, language, (register) => closeWithLastCount(register, reason, approval)),
  ),
  close: shift.close.handler(({ context, input: { language, approval, ...counted } }) =>
    close(context, language, (register) => closeShift(register, counted, approval)),
  ),
  readZ: shift.readZ.handler(
    answer((register, { zNumber, language, approval }) => {
      const stored = findZ(register, zNumber, approval);
      if (!stored.ok) return stored;
      return ok({ stored: stored.value, document: zDocument(register, stored.value, Z_COPY, language) });
    }),
  ),
  zPdf: shift.zPdf.handler(({ context, input: { zNumber, language, approval } }) =>
    answerPaper(context, (register) => findZ(register, zNumber, approval), { kind: 'z', zNumber, language }),
  ),
};

/** Closes, and answers with the Z and the one original of its document. A backup follows. */
function close(
  { keeper, caller, backups }: CallContext,
  language: Language,
  work: (register: Register) => Result<ShiftClosed>,
) {
  const answered = keeper.run(caller, (register) => {
    const closed = work(register);
    if (!closed.ok) return closed;
    const stored = register.store.shifts.z(closed.value.zNumber)!;
    return ok({ stored, document: zDocument(register, stored, null, language) });
  });
  if (answered.ok) backups.closed();
  return answered;
}

function findZ(register: Register, zNumber: number, approval: Approval | undefined): Result<StoredZ> {
  const authorized = authorize(register, 'report-x', {}, approval);
  if (!authorized.ok) return authorized;
  const stored = register.store.shifts.z(zNumber);
  return stored ? ok(stored) : fail({ code: 'z-unknown', zNumber });
}
