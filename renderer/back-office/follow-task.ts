import { fail, type Result } from '../../domain/result.ts';
import type { TaskEvent } from '../../register/contract/answer.ts';
import { serviceForStream, type ScreenError } from '../service/connection.ts';
import type { Service } from './use-answer.ts';

/**
 * Follows a long task of the service to its end. Aborting the signal ends the following, which cancels what the service
 * can cancel. A connection that breaks on the way is `service-away`: nobody knows how far the task came.
 */
export async function followTask<Step extends string, Value>(
  begin: (service: Service, signal: AbortSignal) => Promise<AsyncIterable<TaskEvent<Step, Value>>>,
  signal: AbortSignal,
  onStep: (step: { readonly step: Step; readonly done: number; readonly total: number }) => void,
): Promise<Result<Value, ScreenError>> {
  const service = await serviceForStream();
  if (!service) return fail({ code: 'service-away' });
  try {
    for await (const event of await begin(service, signal)) {
      if (event.state === 'ended') return event.result;
      onStep(event);
    }
  } catch (error) {
    if (signal.aborted) return fail({ code: 'cancelled' });
    if (!(error instanceof Error)) throw error;
  }
  return fail(signal.aborted ? { code: 'cancelled' } : { code: 'service-away' });
}
