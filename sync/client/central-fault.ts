import type { CentralErrorCode } from '../protocol/errors.ts';

/**
 * Why central did not do what it was asked, by what that means for whoever asked.
 *
 * - `unreachable`: nobody answered, or what answered is not central. `isSlow` where it went on for too long without progress:
 *   less at once may get through.
 * - `certificate`: whoever answered cannot prove to be central.
 * - `protocol`: one of the two must be updated.
 * - `unauthorized`: central does not know this till's key.
 * - `revoked`: central has put this till out.
 * - `busy`: later, not before `retryAfterMs`.
 * - `malformed`: central answered with what the protocol does not have; `isTooLong` where it was too long to be read.
 * - `refused`: everything else that central says no to.
 * - `stopped`: the till ends.
 */
export type CentralFault =
  | { readonly kind: 'unreachable'; readonly detail: string; readonly isSlow: boolean }
  | { readonly kind: 'certificate'; readonly detail: string }
  | { readonly kind: 'protocol'; readonly detail: string }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'revoked' }
  | { readonly kind: 'busy'; readonly retryAfterMs: number }
  | { readonly kind: 'malformed'; readonly detail: string; readonly isTooLong: boolean }
  | { readonly kind: 'refused'; readonly code: CentralErrorCode; readonly detail: string }
  | { readonly kind: 'stopped' };

/** Whether whoever answered was central, whatever it said. */
export function wasReached({ kind }: CentralFault): boolean {
  return kind !== 'unreachable' && kind !== 'certificate' && kind !== 'malformed' && kind !== 'stopped';
}
