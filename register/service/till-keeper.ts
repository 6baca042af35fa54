import { storeErrorOf } from '../../db/store-error.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { guardStore, hasTill, openTill } from '../open-till.ts';
import type { Register } from '../register.ts';
import type { ServiceLog } from './service-log.ts';

/**
 * Who calls: the counter, where a person must be signed in, or a command of IT's on this machine, which acts for the
 * till itself and never as the person who happens to be signed in.
 */
export type Caller = 'counter' | 'command';

/** The one open till of the service, and the only way to it. */
export interface TillKeeper {
  /** Runs a use case. The disk's refusals come back as values; what is thrown is a bug. */
  run<T>(caller: Caller, work: (register: Register) => Result<T>): Result<T>;
  /** The same for what may be asked before anybody signs in. */
  runSignedOut<T>(caller: Caller, work: (register: Register) => Result<T>): Result<T>;
  /**
   * The till for a task that goes on over several turns: whoever is signed in when it begins stays its actor, whatever
   * happens at the counter meanwhile.
   */
  runTask<T>(caller: Caller, task: (register: Register) => Promise<Result<T>>): Promise<Result<T>>;
  close(): void;
}

export interface KeeperOptions {
  /** How long the till must be idle before the write-ahead log is folded in. */
  readonly checkpointAfterMs: number;
}

/** Opens the till of a data folder and keeps it open. */
export function keepTill(folder: string, log: ServiceLog, { checkpointAfterMs }: KeeperOptions): Result<TillKeeper> {
  const opened = openTill(folder);
  if (!opened.ok) return opened;
  let register = opened.value;
  let isBroken = false;
  const idle = setTimeout(checkpoint, checkpointAfterMs).unref();

  function checkpoint(): void {
    if (isBroken) return;
    const done = guardStore(folder, () => register.store.checkpoint());
    if (!done.ok) noteFailure(done.error.code);
  }

  /** A connection that met an I/O error is not trusted again; a full disk alone leaves it as it was. */
  function noteFailure(code: string): void {
    isBroken = code !== 'store-full' || register.store.db.inTransaction;
    log.note('store-failed', { code });
  }

  function reopen(): Result<Register> {
    if (!isBroken) return ok(register);
    const { session, store } = register;
    if (store.db.open) guardStore(folder, () => store.close());
    // Where the disk is gone, opening would make a new till in its place.
    if (!hasTill(folder)) return fail({ code: 'store-missing', folder });
    const again = openTill(folder);
    if (!again.ok) return again;
    register = again.value;
    register.session = session;
    isBroken = false;
    log.note('store-reopened');
    return again;
  }

  function runGuarded<T>(caller: Caller, work: (register: Register) => Result<T>): Result<T> {
    const ready = reopen();
    if (!ready.ok) return ready;
    idle.refresh();
    const { session } = register;
    if (caller === 'command') register.session = null;
    try {
      const result = work(register);
      if (caller === 'command') register.session = session;
      return result;
    } catch (error) {
      // What failed did not happen, a signing in included.
      register.session = session;
      const known = storeErrorOf(error, folder);
      if (!known) throw error;
      noteFailure(known.code);
      return fail(known);
    }
  }

  function run<T>(caller: Caller, work: (register: Register) => Result<T>): Result<T> {
    return runGuarded(caller, (till) =>
      caller === 'counter' && !till.session ? fail({ code: 'not-signed-in' }) : work(till),
    );
  }

  async function runTask<T>(caller: Caller, task: (register: Register) => Promise<Result<T>>): Promise<Result<T>> {
    const ready = run(caller, (till) => ok({ ...till }));
    if (!ready.ok) return ready;
    try {
      return await task(ready.value);
    } catch (error) {
      const known = storeErrorOf(error, folder);
      if (!known) throw error;
      noteFailure(known.code);
      return fail(known);
    }
  }

  function close(): void {
    clearTimeout(idle);
    checkpoint();
    if (register.store.db.open) register.store.close();
  }

  return ok({ run, runSignedOut: runGuarded, runTask, close });
}
