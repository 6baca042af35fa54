import { storeErrorOf } from '../db/store-error.ts';
import { fail, ok, type Result } from '../domain/result.ts';

/** Runs something that touches the disk, and turns the disk's refusals into values. */
export function guardStore<T>(folder: string, work: () => T): Result<T> {
  try {
    return ok(work());
  } catch (error) {
    const known = storeErrorOf(error, folder);
    if (!known) throw error;
    return fail(known);
  }
}
