import type { MemberPageData } from '../../service/answers.ts';

type Lot = MemberPageData['points']['lots'][number];

/** Lots that were earned in the same month and end on the same day are one row; the first to end comes first. */
export function groupLots(lots: readonly Lot[]): Lot[] {
  const groups = new Map<string, Lot>();
  for (const lot of lots) {
    const key = `${lot.expiresOn} ${lot.earnedOn.slice(0, 7)} ${lot.activeOn}`;
    const known = groups.get(key);
    groups.set(
      key,
      known
        ? {
            ...known,
            points: known.points + lot.points,
            spent: known.spent + lot.spent,
            remaining: known.remaining + lot.remaining,
          }
        : lot,
    );
  }
  return [...groups.values()];
}
