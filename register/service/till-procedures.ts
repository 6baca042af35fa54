import manifest from '../../package.json' with { type: 'json' };
import { ok } from '../../domain/result.ts';
import type { PersonView, SessionView } from '../contract/session.ts';
import type { OpenShift, TillStatus } from '../contract/till.ts';
import { roleOf, type Register } from '../register.ts';
import { changeSettings } from '../use-cases/change-settings.ts';
import { addFirstManager, isWithoutStaff } from '../use-cases/first-manager.ts';
import { listStaff, saveStaff, setBadge, setPin } from '../use-cases/manage-staff.ts';
import { readLastRestore } from '../use-cases/restore-note.ts';
import { clockJumpMs } from '../use-cases/shifts.ts';
import { lockTill, signIn, signInByBadge, signOut } from '../use-cases/sign-in.ts';
import { answer, answerSignedOut, procedures } from './procedures.ts';

const { session, till, staff } = procedures;

/** Who is at the till. */
export const sessionProcedures = {
  signIn: session.signIn.handler(
    answerSignedOut((register, { staffCode, pin }) => {
      const signedIn = signIn(register, staffCode, pin);
      return signedIn.ok ? ok(viewSession(register)!) : signedIn;
    }),
  ),
  signInByBadge: session.signInByBadge.handler(
    answerSignedOut((register, { badge }) => {
      const signedIn = signInByBadge(register, badge);
      return signedIn.ok ? ok(viewSession(register)!) : signedIn;
    }),
  ),
  signOut: session.signOut.handler(
    answerSignedOut((register) => {
      signOut(register);
      return ok(null);
    }),
  ),
  lock: session.lock.handler(
    answerSignedOut((register) => {
      lockTill(register);
      return ok(viewSession(register));
    }),
  ),
  startTraining: session.startTraining.handler(({ context: { keeper, devices } }) => {
    const begun = keeper.startTraining();
    if (!begun.ok) return begun;
    devices.beginPractice(begun.value);
    return ok(viewSession(begun.value)!);
  }),
  endTraining: session.endTraining.handler(({ context: { keeper, devices } }) => {
    devices.endPractice();
    return keeper.endTraining();
  }),
  people: session.people.handler(answerSignedOut((register) => ok(listPeople(register)))),
  who: session.who.handler(answerSignedOut((register) => ok(viewSession(register)))),
};

/** The till itself. */
export const tillProcedures = {
  status: till.status.handler(answerSignedOut((register) => ok(readStatus(register)))),
  changeSettings: till.changeSettings.handler(({ context: { keeper, caller, devices }, input }) => {
    const { approval, ...change } = input;
    const changed = keeper.run(caller, (register) => changeSettings(register, change, approval));
    if (changed.ok) devices.settingsChanged();
    return changed;
  }),
};

export const staffProcedures = {
  list: staff.list.handler(answer((register) => ok(listStaff(register)))),
  save: staff.save.handler(
    answer((register, { approval, ...person }) => saveStaff(register, person, approval)),
  ),
  setPin: staff.setPin.handler(
    answer((register, { staffId, pin, approval }) => setPin(register, staffId, pin, approval)),
  ),
  setBadge: staff.setBadge.handler(
    answer((register, { staffId, badge, approval }) => setBadge(register, staffId, badge, approval)),
  ),
  addFirstManager: staff.addFirstManager.handler(answerSignedOut(addFirstManager)),
};

function viewSession(register: Register): SessionView | null {
  const current = register.session ?? register.lockedSession;
  if (!current) return null;
  return { ...current, role: roleOf(register, current.member), isLocked: register.session === null };
}

function listPeople(register: Register): PersonView[] {
  const current = (register.session ?? register.lockedSession)?.member.id;
  const people = listStaff(register).filter(
    ({ isActive, hasPin, hasBadge }) => isActive && (hasPin || hasBadge),
  );
  const views = people.map((member) => ({
    code: member.code,
    name: member.name,
    roleName: roleOf(register, member)?.name ?? null,
    hasPin: member.hasPin,
    hasBadge: member.hasBadge,
    isSignedIn: member.id === current,
  }));
  return views.toSorted((a, b) => Number(b.isSignedIn) - Number(a.isSignedIn));
}

function viewShift({ store }: Register): OpenShift | null {
  const shift = store.shifts.open();
  return shift && { ...shift, openedByName: store.staff.byId(shift.openedBy)?.name ?? null };
}

function readStatus(register: Register): TillStatus {
  const { identity, settings, store } = register;
  return {
    identity,
    settings,
    shift: viewShift(register),
    isWithoutStaff: isWithoutStaff(register),
    clockJumpMs: clockJumpMs(register),
    lastRestore: readLastRestore(store.folder, identity.epoch),
    versions: {
      program: manifest.version,
      node: process.versions.node,
      sqlite: store.db.prepare<[], string>('SELECT sqlite_version()').pluck().get()!,
    },
  };
}
