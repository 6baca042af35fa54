import { type } from '@orpc/contract';
import type { VerifyReport } from '../../db/verify.ts';
import { streams, type TaskEvent } from './answer.ts';
import { nothing } from './fields.ts';

export type VerifyEvent = TaskEvent<string, VerifyReport>;

export const maintenanceContract = {
  /** Proves the books in a process of its own, so that selling never waits. Ending the iteration cancels it. */
  verify: streams(type<VerifyEvent>()).input(nothing),
};
