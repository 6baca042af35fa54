import type { Store } from '../../db/open-store.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { RegisterError } from '../../domain/errors.ts';
import type { Register } from '../register.ts';
import { updateInsight } from '../use-cases/insight-update.ts';
import { keepSession } from '../use-cases/keep-session.ts';
import { createLoyaltyTending } from '../use-cases/tend-loyalty.ts';
import { openGuardedTill, type GuardedTill } from './guarded-till.ts';
import { createIdleWork, type IdleWork } from './idle-work.ts';
import { createPractice } from './practice.ts';
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
  /** Does something with the real till for nobody, such as a device: neither the counter nor a command is any busier for it. */
  tend<T>(work: UseCase<T>): Result<T>;
  /** Puts the counter on a till for practice until it ends; the real one is locked meanwhile, and commands go on with it. */
  startTraining(): Result<Register>;
  endTraining(): Result<null>;
  /** Puts other books in place of those that are open; see `GuardedTill`. */
  exchange(work: () => void): Result<null>;
  /** Tells, once the call that did it is answered, that the books may have grown. */
  onGrowth(tell: () => void): void;
  /** For how long nobody has used the till, and no task was at work. */
  idleForMs(): number;
  /** From now on every call is refused with this. */
  readonly retire: (refusal: RegisterError) => void;
  close(): void;
}

export interface KeeperOptions {
  /** How long the till must be idle before the write-ahead log is folded in. */
  readonly checkpointAfterMs: number;
}

/** What is counted of sales at once: a few milliseconds. */
const INSIGHT_STEPS_MAX = 50;

/** Opens the till of a data folder and keeps it open. */
export function keepTill(
  folder: string,
  log: ServiceLog,
  { checkpointAfterMs }: KeeperOptions,
): Result<TillKeeper> {
  const opened = openGuardedTill(folder, log);
  if (!opened.ok) return opened;
  const till = opened.value;
  const idleWork = createWork(till, log);
  let usedAtUtcMs: number | null = null;
  let calledAtMs = Number.NEGATIVE_INFINITY;
  let taskCount = 0;
  const growth = watchGrowth(till);
  const idle = setTimeout(() => {
    tidy(till, usedAtUtcMs);
    idleWork.start();
  }, checkpointAfterMs).unref();
  const queue = createTaskQueue();
  const practice = createPractice();

  /** Does something for the counter, after which somebody else may be at it. */
  function atCounter<T>(work: UseCase<T>): Result<T> {
    const result = till.call(work);
    growth.look();
    till.tend((register) => keepSession(register, null));
    return result;
  }

  function runSignedOut<T>(caller: Caller, work: UseCase<T>): Result<T> {
    calledAtMs = performance.now();
    idle.refresh();
    idleWork.stop();
    if (caller === 'command') {
      const result = till.call((register) => runAsTill(register, work));
      growth.look();
      return result;
    }
    return atCounter((register) => work(practice.tillOf(register)));
  }

  function run<T>(caller: Caller, work: UseCase<T>): Result<T> {
    return runSignedOut(caller, (register) => {
      const refusal = caller === 'counter' ? refuseNobody(register) : null;
      if (refusal) return fail(refusal);
      if (caller === 'counter') usedAtUtcMs = register.clock.nowUtcMs();
      return work(register);
    });
  }

  return ok({
    startTraining: () => atCounter((register) => practice.begin(register)),
    endTraining: () => atCounter(() => ok(practice.end())),
    run,
    runSignedOut,
    runTask: (caller, task) =>
      queue(async () => {
        const begun = run(caller, (register) => ok({ ...register }));
        if (!begun.ok) return begun;
        taskCount += 1;
        try {
          return await guardTill(till, task(begun.value));
        } finally {
          taskCount -= 1;
          growth.look();
          calledAtMs = performance.now();
        }
      }),
    tend: (work) => till.call(work),
    exchange: (work) => till.exchange(work),
    onGrowth: growth.tell,
    idleForMs: () => (taskCount > 0 ? 0 : performance.now() - calledAtMs),
    retire: till.retire,
    close() {
      clearTimeout(idle);
      idleWork.stop();
      tidy(till, usedAtUtcMs);
      practice.end();
      till.close();
    },
  });
}

/** Sees whether the books are another version than when it looked last: a comparison of two numbers, for the selling path. */
function watchGrowth(till: GuardedTill) {
  const listeners: (() => void)[] = [];
  let seen: { readonly store: Store; readonly version: number | null } | null = null;
  return {
    tell: (listener: () => void) => void listeners.push(listener),
    look(): void {
      till.tend(({ store }) => {
        const version = store.booksVersion();
        if (seen?.version === version && seen.store === store) return;
        seen = { store, version };
        for (const listener of listeners) setImmediate(listener);
      });
    },
  };
}

/** What waits until nobody uses the till: a write of when the counter was last used must not make a scan slower. */
function tidy(till: GuardedTill, usedAtUtcMs: number | null): void {
  till.tend((register) => keepSession(register, usedAtUtcMs));
  till.tend((register) => register.store.checkpoint());
}

/** What waits longer, as it takes longer. */
function createWork(till: GuardedTill, log: ServiceLog): IdleWork {
  const loyalty = createLoyaltyTending();
  // Points end and tiers are reviewed as the till's own doing.
  const members = createIdleWork('loyalty', till, log, (register) => {
    const tended = runAsTill(register, (asTill) => ok(loyalty.tend(asTill)));
    return tended.ok && tended.value;
  });
  const sales = createIdleWork('insight', till, log, (register) => {
    const isBehind = register.store.insight.left() > 0;
    if (isBehind && updateInsight(register, { stepsMax: INSIGHT_STEPS_MAX }).left > 0) return true;
    if (isBehind) register.store.checkpoint();
    return false;
  });
  return {
    start() {
      members.start();
      sales.start();
    },
    stop() {
      members.stop();
      sales.stop();
    },
  };
}

/** What a task's refusal by the disk means. */
async function guardTill<T>(till: GuardedTill, task: Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await task;
  } catch (error) {
    return fail(till.refusalOf(error));
  }
}

function refuseNobody({ session, lockedSession }: Register): RegisterError | null {
  if (session) return null;
  return lockedSession ? { code: 'till-locked', name: lockedSession.member.name } : { code: 'not-signed-in' };
}

/** With nobody signed in the till acts for itself; whoever is at the counter stays as they are. */
function runAsTill<T>(register: Register, work: UseCase<T>): Result<T> {
  const { session, lockedSession } = register;
  Object.assign(register, { session: null, lockedSession: null });
  try {
    return work(register);
  } finally {
    Object.assign(register, { session, lockedSession });
  }
}
