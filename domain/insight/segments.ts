import type { LifecycleStage } from './lifecycle.ts';
import type { Rfm } from './rfm.ts';

/** What a segment is told by. */
interface Standing {
  readonly stage: LifecycleStage | null;
  /** Null while the shop has too few members to compare. */
  readonly rfm: Rfm | null;
}

/**
 * Every segment, with who is in it: the names that conditions of promotions use. A member may be in several, or none. The
 * stages of the lifecycle are segments too.
 */
const membership = {
  new: ({ stage }) => stage === 'new',
  active: ({ stage }) => stage === 'active',
  back: ({ stage }) => stage === 'back',
  'at-risk': ({ stage }) => stage === 'at-risk',
  lapsed: ({ stage }) => stage === 'lapsed',
  /** Came lately, comes often, spends much. */
  champion: ({ rfm }) => rfm !== null && rfm.recency >= 4 && rfm.frequency >= 4 && rfm.monetary >= 4,
  loyal: ({ rfm }) => rfm !== null && rfm.recency >= 3 && rfm.frequency >= 4,
  'big-spender': ({ rfm }) => rfm !== null && rfm.monetary === 5,
  /** Came lately, seldom so far. */
  promising: ({ rfm }) => rfm !== null && rfm.recency >= 4 && rfm.frequency <= 2,
  /** Among the best, and silent for too long. */
  'win-back': ({ stage, rfm }) =>
    (stage === 'at-risk' || stage === 'lapsed') && rfm !== null && rfm.frequency >= 4 && rfm.monetary >= 4,
} as const satisfies Readonly<Record<string, (standing: Standing) => boolean>>;

export type Segment = keyof typeof membership;

export const segments = Object.keys(membership) as readonly Segment[];

/** The segments that a member is in, in the order of the table. */
export function segmentsOfStanding(standing: Standing): Segment[] {
  return segments.filter((segment) => membership[segment](standing));
}
