import manifest from '../../package.json' with { type: 'json' };
import { fail, ok } from '../../domain/result.ts';
import type { SessionView } from '../contract/session.ts';
import type { TillStatus } from '../contract/till.ts';
import { xDocument, zDocument } from '../receipt/till-documents.ts';
import { actorOf, roleOf, type Register } from '../register.ts';
import { authorize } from '../use-cases/authorize.ts';
import { changeSettings } from '../use-cases/change-settings.ts';
import { addFirstManager, isWithoutStaff } from '../use-cases/first-manager.ts';
import { listStaff, saveStaff, setPin } from '../use-cases/manage-staff.ts';
import { clockJumpMs, closeShift, moveCash, openDrawer, openShift, readX } from '../use-cases/shifts.ts';
import { signIn, signOut } from '../use-cases/sign-in.ts';
import { answer, answerSignedOut, procedures } from './procedures.ts';

const { session, till, staff, shift } = procedures;

/** Who is at the till. */
export const sessionProcedures = {
  signIn: session.signIn.handler(
    answerSignedOut((register, { staffCode, pin }) => {
      const signedIn = signIn(register, staffCode, pin);
      return signedIn.ok ? ok(viewSession(register)!) : signedIn;
    }),
  ),
  signOut: session.signOut.handler(
    answerSignedOut((register) => {
      signOut(register);
      return ok(null);
    }),
  ),
  who: session.who.handler(answerSignedOut((register) => ok(viewSession(register)))),
};

/** The till itself. */
export const tillProcedures = {
  status: till.status.handler(answerSignedOut((register) => ok(readStatus(register)))),
  changeSettings: till.changeSettings.handler(
    answer((register, { approval, ...change }) => changeSettings(register, change, approval)),
  ),
};

export const staffProcedures = {
  list: staff.list.handler(answer((register) => ok(listStaff(register)))),
  save: staff.save.handler(
    answer((register, { approval, ...person }) => saveStaff(register, person, approval)),
  ),
  setPin: staff.setPin.handler(
    answer((register, { staffId, pin, approval }) => setPin(register, staffId, pin, approval)),
  ),
  addFirstManager: staff.addFirstManager.handler(answerSignedOut(addFirstManager)),
};

export const shiftProcedures = {
  open: shift.open.handler(
    answer((register, { floatMinor, confirmClock = false }) =>
      openShift(register, floatMinor, { confirmClock }),
    ),
  ),
  moveCash: shift.moveCash.handler(
    answer((register, { kind, amountMinor, approval }) => moveCash(register, kind, amountMinor, approval)),
  ),
  openDrawer: shift.openDrawer.handler(answer((register, { approval }) => openDrawer(register, approval))),
  readX: shift.readX.handler(
    answer((register, { language, approval }) => {
      const read = readX(register, approval);
      if (!read.ok) return read;
      const by = { atUtcMs: register.clock.nowUtcMs(), actor: actorOf(register) };
      const document = xDocument(register, read.value.shift, read.value.figures, by, language);
      return ok({ ...read.value, document });
    }),
  ),
  close: shift.close.handler(
    answer((register, { language, approval, ...counted }) => {
      const closed = closeShift(register, counted, approval);
      if (!closed.ok) return closed;
      const stored = register.store.shifts.z(closed.value.zNumber)!;
      return ok({ stored, document: zDocument(register, stored, null, language) });
    }),
  ),
  readZ: shift.readZ.handler(
    answer((register, { zNumber, language, approval }) => {
      const authorized = authorize(register, 'report-x', {}, approval);
      if (!authorized.ok) return authorized;
      const stored = register.store.shifts.z(zNumber);
      if (!stored) return fail({ code: 'z-unknown', zNumber });
      return ok({ stored, document: zDocument(register, stored, 1, language) });
    }),
  ),
};

function viewSession(register: Register): SessionView | null {
  if (!register.session) return null;
  return { ...register.session, role: roleOf(register, register.session.member) };
}

function readStatus(register: Register): TillStatus {
  const { identity, settings, store } = register;
  return {
    identity,
    settings,
    shift: store.shifts.open(),
    isWithoutStaff: isWithoutStaff(register),
    clockJumpMs: clockJumpMs(register),
    versions: {
      program: manifest.version,
      node: process.versions.node,
      sqlite: store.db.prepare<[], string>('SELECT sqlite_version()').pluck().get()!,
    },
  };
}
