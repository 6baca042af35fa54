import { implement, ORPCError } from '@orpc/server';
import type { Result } from '../../domain/result.ts';
import type { DocumentFile } from '../contract/answer.ts';
import { contract } from '../contract/contract.ts';
import type { PaperRequest } from '../receipt/receipt-file.ts';
import type { Register } from '../register.ts';
import type { CounterSnapshot } from '../snapshot.ts';
import type { BackupSchedule } from './backup-schedule.ts';
import { makePaper } from './books-task.ts';
import type { Devices } from './devices.ts';
import { poleEventOf } from './pole-events.ts';
import type { RestoreRequest } from './restore-run.ts';
import type { ServiceLog } from './service-log.ts';
import type { ServiceSync } from './service-sync.ts';
import type { TaskQueue } from './task-queue.ts';
import type { Caller, TillKeeper } from './till-keeper.ts';

/** What every call is answered with: the till, and who calls. */
export interface CallContext {
  readonly keeper: TillKeeper;
  readonly caller: Caller;
  readonly log: ServiceLog;
  readonly folder: string;
  /** Fires when the service stops. */
  readonly closing: AbortSignal;
  /** Work over the books runs one process at a time: two would only fight for the disk. */
  readonly queueBooks: TaskQueue;
  /** Papers do not wait for a proof of the books. */
  readonly queuePapers: TaskQueue;
  readonly backups: BackupSchedule;
  readonly devices: Devices;
  readonly sync: ServiceSync;
  /** Refuses every later call, lets the answer to this one leave, and restores. */
  beginRestore(request: RestoreRequest): void;
}

/** The contract, to be implemented call by call. */
export const procedures = implement(contract).$context<CallContext>();

interface Call<Input> {
  readonly context: CallContext;
  readonly input: Input;
}

/** A handler that runs a use case for whoever is signed in. */
export function answer<Input, Value>(work: (register: Register, input: Input) => Result<Value>) {
  return ({ context, input }: Call<Input>): Result<Value> =>
    context.keeper.run(context.caller, (register) => work(register, input));
}

/** The same for one that changes the sale on the counter, which the customer is then shown. */
export function answerShown<Input>(work: (register: Register, input: Input) => Result<CounterSnapshot>) {
  return ({ context, input }: Call<Input>): Result<CounterSnapshot> =>
    context.keeper.run(context.caller, (register) => {
      const changed = work(register, input);
      const { settings } = register;
      if (changed.ok) context.devices.show(poleEventOf(changed.value, settings.shop.name), settings);
      return changed;
    });
}

/** A handler that runs a use case before anybody is signed in. */
export function answerSignedOut<Input, Value>(work: (register: Register, input: Input) => Result<Value>) {
  return ({ context, input }: Call<Input>): Result<Value> =>
    context.keeper.runSignedOut(context.caller, (register) => work(register, input));
}

/** Makes a paper's file beside the till that goes on selling, once whoever asks may have it. */
export async function answerPaper<Value>(
  { keeper, caller, folder, log, closing, queuePapers }: CallContext,
  allow: (register: Register) => Result<Value>,
  request: PaperRequest,
): Promise<Result<DocumentFile>> {
  const allowed = keeper.run(caller, allow);
  if (!allowed.ok) return allowed;
  return guardTask(log, `${request.kind} as PDF`, () =>
    queuePapers(() => makePaper(folder, request, closing)),
  );
}

/** Keeps a bug of a task in the log, also when whoever watched the task is gone, and hides it from the caller. */
export async function guardTask<T>(log: ServiceLog, where: string, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    throw internalError(log, where, error);
  }
}

/** What a caller is told of a bug: the number under which the log has it. */
export function internalError(log: ServiceLog, where: string, thrown: unknown): ORPCError<string, unknown> {
  return new ORPCError('INTERNAL', {
    status: 500,
    defined: true,
    data: { incident: log.fault(where, thrown) },
  });
}
