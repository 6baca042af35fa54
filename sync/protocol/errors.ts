import { z } from 'zod';

/**
 * Why central does not do what was asked. Each means something else for the register:
 *
 * - `protocol-unsupported` (426): one of the two must be updated; the queue waits.
 * - `unauthorized` (401): sign in again, once; then it is a fault to show.
 * - `revoked` (403): this register is not trusted any more. Its reference data and keys go at once, its ledger once it is uploaded.
 * - `not-allowed` (403): the register may do other things, not this.
 * - `code-unknown`, `code-used`, `code-expired` (403): of an enrolment.
 * - `code-elsewhere` (403): the code gives a key to another register, or the register belongs to another chain.
 * - `till-taken` (409): another register has this till's code.
 * - `register-active` (409): a register with this id is in the chain, and the code was not made for it.
 * - `not-found` (404): what was asked for is not there.
 * - `malformed` (400): the request is not what this protocol says; never tried again unchanged.
 * - `too-large` (413): send less at once.
 * - `cursor-too-old` (410): what changed since is not kept that long; take a snapshot.
 * - `busy` (429, 503): try again, not before `retryAfterMs`, which `Retry-After` says in seconds too.
 */
export const errorCodes = [
  'protocol-unsupported',
  'unauthorized',
  'revoked',
  'not-allowed',
  'code-unknown',
  'code-used',
  'code-expired',
  'code-elsewhere',
  'till-taken',
  'register-active',
  'not-found',
  'malformed',
  'too-large',
  'cursor-too-old',
  'busy',
] as const;
export type CentralErrorCode = (typeof errorCodes)[number];

/** The HTTP status under which an error is answered. */
export const errorStatus: Readonly<Record<CentralErrorCode, number>> = {
  'protocol-unsupported': 426,
  unauthorized: 401,
  revoked: 403,
  'not-allowed': 403,
  'code-unknown': 403,
  'code-used': 403,
  'code-expired': 403,
  'code-elsewhere': 403,
  'till-taken': 409,
  'register-active': 409,
  'not-found': 404,
  malformed: 400,
  'too-large': 413,
  'cursor-too-old': 410,
  busy: 503,
};

export const centralError = z.object({
  error: z.enum(errorCodes),
  /** In English, for a log. */
  detail: z.string().max(1_000),
  retryAfterMs: z.int().min(0).optional(),
});
