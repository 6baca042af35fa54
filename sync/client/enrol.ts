import type { Result } from '../../domain/result.ts';
import { enrolAnswer, type EnrolAnswer, type EnrolRequest } from '../protocol/enrolment.ts';
import { PROGRESS_TIMEOUT_MS } from '../protocol/limits.ts';
import type { CentralFault } from './central-fault.ts';
import { askPlainly, type SignText } from './central.ts';
import { openTransport } from './transport.ts';

/**
 * Asks central, with a one-time code, to take a till into its chain, or to know the till of its chain by another key. `ca` is PEM,
 * null for the authorities that Node knows. Asked again with the same code by the same till, as after an answer that was lost,
 * central says the same again.
 */
export async function askToJoin(
  url: URL,
  ca: string | null,
  request: EnrolRequest,
  sign: SignText,
): Promise<Result<EnrolAnswer, CentralFault>> {
  const transport = openTransport({ url, ca, progressTimeoutMs: PROGRESS_TIMEOUT_MS });
  try {
    return await askPlainly(transport, {
      method: 'POST',
      target: '/v1/enrol',
      body: request,
      answer: enrolAnswer,
      sign,
    });
  } finally {
    transport.close();
  }
}
