import { type } from '@orpc/contract';
import { z } from 'zod';
import type { OfflinePolicy } from '../../domain/chain/offline-policy.ts';
import type { SyncFault } from '../../domain/chain/sync-fault.ts';
import { answers, streams } from './answer.ts';
import { approval, nothing } from './fields.ts';

/**
 * How the till stands to its chain: what the chip at the counter and the pages of the back office say. Amounts in minor
 * units, moments in UTC milliseconds by this till's clock.
 */
export interface SyncStatus {
  /** `alone`: belongs to no chain. `revoked`: central has put it out; what was sold here is still being sent. */
  readonly mode: 'alone' | 'joined' | 'revoked';
  readonly isOnline: boolean;
  readonly chain: {
    readonly name: string;
    readonly url: string;
    readonly shopCode: string;
    readonly tillCode: string;
  } | null;
  /** What is in the journal and not acknowledged. */
  readonly waiting: {
    readonly entries: number;
    readonly sales: number;
    readonly totalMinor: number;
    readonly oldestAtUtcMs: number | null;
  };
  /** When central last answered, and when it last said what had changed. */
  readonly contactedAtUtcMs: number | null;
  readonly pulledAtUtcMs: number | null;
  /** Since when central has not been reached; null while it is. */
  readonly outageSinceUtcMs: number | null;
  /** By how much this till's clock is ahead of central's; null where that is not known. */
  readonly clockAheadMs: number | null;
  readonly fault: SyncFault | null;
  /** A snapshot on its way: changes that are in, of so many. */
  readonly snapshot: { readonly done: number; readonly total: number } | null;
  readonly openExceptions: number;
  /** What may be done for members without central; null for a till that stands alone, which has nobody to ask. */
  readonly policy: OfflinePolicy | null;
  /** The last day that was compared with central. */
  readonly day: {
    readonly businessDate: string;
    readonly status: 'equal' | 'differs' | 'waiting';
  } | null;
}

/** What central could not apply as a till wrote it. `kind` is one of the protocol's, or of a later one. */
export interface SyncException {
  readonly id: string;
  readonly kind: string;
  readonly till: string;
  readonly atUtcMs: number;
  readonly subject: string;
  readonly amountMinor: number;
  readonly points: number;
  readonly isResolved: boolean;
  readonly note: string | null;
}

/** The newest first, those that nobody has resolved before all others. */
export interface SyncExceptions {
  readonly open: number;
  readonly rows: readonly SyncException[];
}

/** What came of comparing the reference data with central's: by scope, in the protocol's names. */
export interface DigestCheck {
  readonly atUtcMs: number;
  /** False where not all could be compared, because something is on its way. The rest is compared by itself, once it can be. */
  readonly isCurrent: boolean;
  readonly equal: readonly string[];
  /** What differed, and is sent anew by central from now on. */
  readonly differing: readonly string[];
}

/** What joins the till to a chain. `caFile` is a path to a PEM file that central's certificate must go back to; null takes the system's. */
const enrolInput = z.strictObject({
  url: z.string().min(1).max(500),
  code: z.string().min(1).max(64),
  tillCode: z.string().max(16).nullable(),
  caFile: z.string().max(1_000).nullable(),
});
export type EnrolInput = z.infer<typeof enrolInput>;

const EXCEPTIONS_MAX = 200;

/** The chain that the till belongs to, and what is on its way there and back. */
export const syncContract = {
  /** Before anybody signs in too. */
  status: answers<SyncStatus>().input(nothing),
  /** Yields how the till stands, then each change, until the iteration ends. */
  watch: streams(type<SyncStatus>()).input(nothing),
  exceptions: answers<SyncExceptions>().input(z.strictObject({ limit: z.int().min(1).max(EXCEPTIONS_MAX) })),
  /** Answers once the till is in the chain; what the chain decides is fetched after that. */
  enrol: answers<SyncStatus>().input(enrolInput.extend({ approval: approval.optional() })),
  leave: answers<SyncStatus>().input(z.strictObject({ approval: approval.optional() })),
  /** Sends and fetches at once what there is; answers with how the till stands after it. */
  now: answers<SyncStatus>().input(nothing),
  checkDigests: answers<DigestCheck>().input(nothing),
};
