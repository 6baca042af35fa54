import type { Result } from '../domain/result.ts';

/** The value of a result that a test needs in order to go on. */
export function must<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}
