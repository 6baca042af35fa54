import { implement } from '@orpc/server';
import type { Result } from '../../domain/result.ts';
import { contract } from '../contract/contract.ts';
import type { Register } from '../register.ts';
import type { ServiceLog } from './service-log.ts';
import type { Caller, TillKeeper } from './till-keeper.ts';

/** What every call is answered with: the till, and who calls. */
export interface CallContext {
  readonly keeper: TillKeeper;
  readonly caller: Caller;
  readonly log: ServiceLog;
  readonly folder: string;
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

/** A handler that runs a use case before anybody is signed in. */
export function answerSignedOut<Input, Value>(work: (register: Register, input: Input) => Result<Value>) {
  return ({ context, input }: Call<Input>): Result<Value> =>
    context.keeper.runSignedOut(context.caller, (register) => work(register, input));
}
