import { wallClockAt } from '../../../domain/business-date.ts';
import type { MemberEvent } from './member-event.ts';

/** A day that is further than this from the believed moment was made by a clock that was wrong. */
const DAY_TRUSTED_MS = 3 * 86_400_000;

/** An entry, and what is known of its register. */
export interface EntryMoment {
  /** As far as the register's clock can be believed. */
  readonly atUtcMs: number;
  readonly businessDate: string;
  readonly enrolledAtUtcMs: number;
  readonly zone: string;
}

/** When what an entry tells of members happened to them. */
export function eventMoment(
  entry: EntryMoment,
): Pick<MemberEvent, 'day' | 'zone'> & { readonly atUtcMs: number } {
  const { businessDate, zone } = entry;
  // Nobody was a member of the chain before the register joined it, whatever its clock said.
  const atUtcMs = Math.max(entry.atUtcMs, entry.enrolledAtUtcMs);
  const isDayTrusted = Math.abs(Date.parse(businessDate) - atUtcMs) <= DAY_TRUSTED_MS;
  return { atUtcMs, zone, day: isDayTrusted ? businessDate : wallClockAt(atUtcMs, zone).date };
}
