import type { RegisterError } from './errors.ts';

/** An expected outcome: the value, or the one thing that the person at the till must act on. */
export type Result<T, E = RegisterError> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function fail<E = RegisterError>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}
