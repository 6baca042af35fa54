import { businessDateAt } from '../../domain/business-date.ts';
import { dateOfDay, dayNumberOf } from '../../domain/insight/day-number.ts';
import {
  churnRiskBp,
  lifecycleStage,
  rhythmOf,
  type LifecycleStage,
  type Rhythm,
} from '../../domain/insight/lifecycle.ts';
import type { MemberSummary, MonthSummary } from '../../domain/insight/member-summary.ts';
import { rfmOf, type Rfm } from '../../domain/insight/rfm.ts';
import { segmentsOfStanding, type Segment } from '../../domain/insight/segments.ts';
import { divideRounded } from '../../domain/integer.ts';
import type { TillView } from '../register.ts';

/** What the shop knows of a member from their purchases. Amounts in minor units, less what came back; dates ISO. */
export interface MemberInsight {
  readonly purchaseCount: number;
  readonly visitCount: number;
  readonly spendMinor: number;
  readonly averageBasketMinor: number;
  readonly firstVisitOn: string | null;
  readonly lastVisitOn: string | null;
  readonly rhythm: Rhythm;
  /** Null before the first purchase. */
  readonly stage: LifecycleStage | null;
  readonly churnRiskBp: number;
  /** Null while too few members bought something to compare them. */
  readonly rfm: Rfm | null;
  readonly segments: readonly Segment[];
  /** Where most is spent first. */
  readonly favouriteDepartments: readonly { readonly code: string; readonly spendMinor: number }[];
  /** The latest, oldest first; months without a purchase are left out. */
  readonly months: readonly ({ readonly month: string } & MonthSummary)[];
  /** Entries of the journal that are not counted yet: the latest purchase may be among them. */
  readonly left: number;
}

const FAVOURITES_MAX = 5;

/** Null for a member who never bought anything that was counted. */
export function memberInsight(view: TillView, memberId: string): MemberInsight | null {
  const { insight } = view.store;
  const summary = insight.member(memberId);
  if (!summary) return null;
  const { visitDays, purchaseCount, spendMinor } = summary;
  const { gapDays } = insight.comparison();
  const today = todayOf(view);
  return {
    purchaseCount,
    visitCount: visitDays.length,
    spendMinor,
    averageBasketMinor: purchaseCount === 0 ? 0 : divideRounded(spendMinor, purchaseCount),
    firstVisitOn: dateOf(visitDays.at(0)),
    lastVisitOn: dateOf(visitDays.at(-1)),
    rhythm: rhythmOf(visitDays, gapDays),
    churnRiskBp: churnRiskBp(visitDays, gapDays, today),
    ...standingOf(view, summary, today),
    favouriteDepartments: favouritesOf(summary),
    months: Object.entries(summary.months).map(([month, spent]) => ({ month, ...spent })),
    left: insight.left(),
  };
}

/** The segments that a member is in today, for the conditions of promotions; none for who never bought anything. */
export function segmentsOf(view: TillView, memberId: string): readonly Segment[] {
  const summary = view.store.insight.member(memberId);
  return summary ? standingOf(view, summary, todayOf(view)).segments : [];
}

function standingOf(view: TillView, summary: MemberSummary, today: number) {
  const { gapDays, quintiles } = view.store.insight.comparison();
  const stage = lifecycleStage(summary.visitDays, gapDays, today);
  const rfm = quintiles && rfmOf(summary, quintiles);
  return { stage, rfm, segments: segmentsOfStanding({ stage, rfm }) };
}

function todayOf({ store, clock, settings }: TillView): number {
  const { zone, cutOverMinutes } = settings.shop;
  const shift = store.shifts.open();
  return dayNumberOf(shift?.businessDate ?? businessDateAt(clock.nowUtcMs(), zone, cutOverMinutes));
}

function dateOf(day: number | undefined): string | null {
  return day === undefined ? null : dateOfDay(day);
}

/** Of those as good the first by code. */
function favouritesOf({ departments }: MemberSummary): MemberInsight['favouriteDepartments'] {
  const spent = Object.entries(departments).filter(([, spendMinor]) => spendMinor > 0);
  const sorted = spent.sort(([, a], [, b]) => b - a);
  return sorted.slice(0, FAVOURITES_MAX).map(([code, spendMinor]) => ({ code, spendMinor }));
}
