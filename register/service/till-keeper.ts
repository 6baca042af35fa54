import { fail, ok, type Result } from '../../domain/result.ts';
import type { Register } from '../register.ts';
import { openGuardedTill } from './guarded-till.ts';
import type { ServiceLog } from './service-log.ts';
import { createTaskQueue } from './task-queue.ts';

/**
 * Who calls: the counter, where a person must be signed in, or a command of IT's on this machine, which acts for the
 * till itself and never as the person who happens to be signed in.
 */
export type Caller = 'counter' | 'command';

type UseCase<T> = (register: Register) => Result<T>;

/** The one open till of the service, and the only way to it. The disk's refusals are values; what is thrown is a bug. */
export interface TillKeeper {
  /** Runs a use case for whoever is signed in, or for a command. */
  run<T>(caller: Caller, work: UseCase<T>): Result<T>;
  /** The same for what may be asked before anybody signs in. */
  runSignedOut<T>(caller: Caller, work: UseCase<T>): Result<T>;
  /**
   * Runs a task that goes on over several turns: whoever is signed in when it begins stays its actor, whatever happens
   * at the counter meanwhile. Tasks run one after the other.
   */
  runTask<T>(caller: Caller, task: (register: Register) => Promise<Result<T>>): Promise<Result<T>>;
  close(): void;
}

export interface KeeperOptions {
  /** How long the till must be idle before the write-ahead log is folded in. */
  readonly checkpointAfterMs: number;
}

/** Opens the till of a data folder and keeps it open. */
export function keepTill(
  folder: string,
  log: ServiceLog,
  { checkpointAfterMs }: KeeperOptions,
): Result<TillKeeper> {
  const opened = openGuardedTill(folder, log);
  if (!opened.ok) return opened;
  const till = opened.value;
  const idle = setTimeout(() => till.checkpoint(), checkpointAfterMs).unref();
  const queue = createTaskQueue();

  function runSignedOut<T>(caller: Caller, work: UseCase<T>): Result<T> {
    idle.refresh();
    return till.call((register) => (caller === 'command' ? runAsTill(register, work) : work(register)));
  }

  function run<T>(caller: Caller, work: UseCase<T>): Result<T> {
    return runSignedOut(caller, (register) =>
      caller === 'counter' && !register.session ? fail({ code: 'not-signed-in' }) : work(register),
    );
  }

  return ok({
    run,
    runSignedOut,
    runTask: (caller, task) =>
      queue(async () => {
        const begun = run(caller, (register) => ok({ ...register }));
        if (!begun.ok) return begun;
        try {
          return await task(begun.value);
        } catch (error) {
          return fail(till.refusalOf(error));
        }
      }),
    close() {
      clearTimeout(idle);
      till.checkpoint();
      till.close();
    },
  });
}

/** With nobody signed in the till acts for itself; whoever is at the counter stays signed in. */
function runAsTill<T>(register: Register, work: UseCase<T>): Result<T> {
  const { session } = register;
  register.session = null;
  try {
    return work(register);
  } finally {
    register.session = session;
  }
}
