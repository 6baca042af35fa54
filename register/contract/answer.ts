import { eventIterator, oc, type, type Schema } from '@orpc/contract';
import { z } from 'zod';
import type { Result } from '../../domain/result.ts';

/** How far a long task is, and how it ended. The last event is always `ended`. */
export type TaskEvent<Step extends string, Value> =
  | { readonly state: 'running'; readonly step: Step; readonly done: number; readonly total: number }
  | { readonly state: 'ended'; readonly result: Result<Value> };

/** A small file to be shown, printed or saved. */
export interface DocumentFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** Its bytes in base64: a frame is text. */
  readonly base64: string;
}

/** The one error that every call may throw: a bug. Its number finds it in the service's log. */
const guarded = oc.errors({
  INTERNAL: {
    status: 500,
    message: 'The service failed; what was confirmed is kept.',
    data: z.object({ incident: z.string() }),
  },
});

/** A call that answers with what its use case returns: the value, or the `RegisterError` that somebody must act on. */
export function answers<Value>() {
  return guarded.output(type<Result<Value>>());
}

/** A call that answers with events until it is done; ending the iteration early cancels what can be cancelled. */
export function streams<Event>(event: Schema<Event, Event>) {
  return guarded.output(eventIterator(event));
}
