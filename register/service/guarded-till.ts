import { storeErrorOf } from '../../db/store-error.ts';
import type { RegisterError } from '../../domain/errors.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { guardStore } from '../guard-store.ts';
import { hasTill, openTill } from '../open-till.ts';
import type { Register } from '../register.ts';
import { resumeSession } from '../use-cases/keep-session.ts';
import type { ServiceLog } from './service-log.ts';

/** An open till that turns the disk's refusals into values, and is opened again after one that it may not survive. */
export interface GuardedTill {
  /** Runs a use case. What it throws that is not the disk's is a bug, and thrown on. */
  call<T>(work: (register: Register) => Result<T>): Result<T>;
  /** What an error thrown by a task means; a bug is thrown on. */
  refusalOf(thrown: unknown): RegisterError;
  /** Does what concerns no call: where the disk refuses it, it is left for the next time. */
  tend(work: (register: Register) => void): void;
  /**
   * Closes the books, has `work` put others in their place, and opens those that are there then: the new ones, or, where the disk
   * refused, the old.
   */
  exchange(work: () => void): Result<null>;
  /** Refuses every call from now on with this. */
  readonly retire: (refusal: RegisterError) => void;
  close(): void;
}

/** Opens the till of a data folder, setting it up where the folder is new. */
export function openGuardedTill(folder: string, log: ServiceLog): Result<GuardedTill> {
  const opened = openTill(folder);
  if (!opened.ok) return opened;
  let register = opened.value;
  resumeSession(register);
  let isBroken = false;
  let retirement: RegisterError | null = null;

  /** A connection that met an I/O error is not trusted again; a full disk alone leaves it as it was. */
  function refusalOf(thrown: unknown): RegisterError {
    const refusal = storeErrorOf(thrown, folder);
    if (!refusal) throw thrown;
    isBroken ||= refusal.code !== 'store-full' || register.store.db.inTransaction;
    log.note('store-failed', { code: refusal.code });
    return refusal;
  }

  function ready(): Result<Register> {
    if (retirement) return fail(retirement);
    if (!isBroken) return ok(register);
    const again = reopenTill(folder, register);
    if (!again.ok) return again;
    register = again.value;
    isBroken = false;
    log.note('store-reopened');
    return again;
  }

  return ok({
    call(work) {
      const found = ready();
      if (!found.ok) return found;
      const { session, lockedSession } = register;
      try {
        return work(register);
      } catch (error) {
        // What failed did not happen, a signing in included.
        Object.assign(register, { session, lockedSession });
        return fail(refusalOf(error));
      }
    },
    refusalOf,
    tend(work) {
      if (isBroken) return;
      try {
        work(register);
      } catch (error) {
        refusalOf(error);
      }
    },
    exchange(work) {
      const found = ready();
      if (!found.ok) return found;
      let refusal: RegisterError | null = null;
      try {
        register.store.close();
        work();
      } catch (error) {
        refusal = refusalOf(error);
      } finally {
        // Opened at once, and where that fails, by the next call.
        isBroken = true;
      }
      const again = ready();
      if (refusal) return fail(refusal);
      return again.ok ? ok(null) : again;
    },
    retire(refusal) {
      retirement = refusal;
    },
    close() {
      if (register.store.db.open) register.store.close();
    },
  });
}

/** Closes what is left of a till and opens its folder again, for the same person at the counter. */
function reopenTill(folder: string, { store, session, lockedSession, devices }: Register): Result<Register> {
  if (store.db.open) guardStore(folder, () => store.close());
  // Where the disk is gone, opening would make a new till in its place.
  if (!hasTill(folder)) return fail({ code: 'store-missing', folder });
  const opened = openTill(folder);
  if (opened.ok) Object.assign(opened.value, { session, lockedSession, devices });
  return opened;
}
