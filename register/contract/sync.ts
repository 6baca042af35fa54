import { z } from 'zod';

const count = z.int().min(0);
const moment = z.int().nullable();

/** Why central is not reached, or does not take what it is sent; each means something else to do. */
export const syncFaults = [
  'unreachable',
  'certificate',
  'protocol',
  'unauthorized',
  'fork',
  'refused',
  'clock',
  'disk',
] as const;

/** How the till stands to its chain: what the chip at the counter and the pages of the back office say. Amounts in minor units. */
export const syncStatus = z.object({
  /** `alone`: belongs to no chain. `revoked`: central has put it out; what was sold here is still being sent. */
  mode: z.enum(['alone', 'joined', 'revoked']),
  isOnline: z.boolean(),
  chain: z
    .object({ name: z.string(), url: z.string(), shopCode: z.string(), tillCode: z.string() })
    .nullable(),
  /** What is in the journal and not acknowledged. */
  waiting: z.object({ entries: count, sales: count, totalMinor: z.int(), oldestAtUtcMs: moment }),
  /** When central last answered, and when it last said what had changed, both by this till's clock. */
  contactedAtUtcMs: moment,
  pulledAtUtcMs: moment,
  /** By how much this till's clock is ahead of central's; null where that is not known. */
  clockAheadMs: z.int().nullable(),
  fault: z.enum(syncFaults).nullable(),
  /** A snapshot on its way: changes that are in, of so many. */
  snapshot: z.object({ done: count, total: count }).nullable(),
  openExceptions: count,
  /** The last day that was compared with central. */
  day: z.object({ businessDate: z.string(), status: z.enum(['equal', 'differs', 'waiting']) }).nullable(),
});
export type SyncStatus = z.infer<typeof syncStatus>;

export const syncException = z.object({
  id: z.string(),
  kind: z.string(),
  till: z.string(),
  atUtcMs: z.int(),
  subject: z.string(),
  amountMinor: z.int(),
  points: z.int(),
  isResolved: z.boolean(),
  note: z.string().nullable(),
});
export type SyncException = z.infer<typeof syncException>;

/** What joins the till to a chain. `caFile` is a path to a PEM file that central's certificate must go back to; null takes the system's. */
export const enrolInput = z.object({
  url: z.string().min(1).max(500),
  code: z.string().min(1).max(64),
  tillCode: z.string().max(16).nullable(),
  caFile: z.string().max(1_000).nullable(),
});
export type EnrolInput = z.infer<typeof enrolInput>;
