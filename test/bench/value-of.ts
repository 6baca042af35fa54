import type { Result } from '../../domain/result.ts';

/** What a call answered; a refusal is a bug of the bench. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}
