import { ask } from '../service/connection.ts';
import { refuse } from '../state/counter.ts';

/**
 * Has nothing printed that still waits for a printer; what may be on paper already is asked about as before. Returns how many
 * documents that were, null where that was refused.
 */
export async function giveUpWaiting(): Promise<number | null> {
  const jobs = await ask((service) => service.device.jobs());
  if (!jobs.ok) {
    await refuse(jobs.error);
    return null;
  }
  let givenUp = 0;
  for (const { id, state } of jobs.value) {
    if (state !== 'queued' && state !== 'failed') continue;
    const settled = await ask((service) => service.device.settleJob({ id, as: 'given-up' }));
    // One that has begun to print meanwhile is no fault.
    if (settled.ok) givenUp += 1;
  }
  return givenUp;
}
