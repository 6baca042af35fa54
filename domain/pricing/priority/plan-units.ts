import { allocateWithin } from '../../allocation.ts';
import { lineAmountMinor } from '../../line-amount.ts';
import type { Promotion, UnitOffer } from '../../promotions/promotion.ts';
import { rankForShares, roomMinor as lineRoomMinor } from '../line-room.ts';
import type { RunningLine, ServedUnits } from './running-lines.ts';
import type { UnitGroup } from './unit-group.ts';
import { groupsOf } from './unit-groups.ts';
import { take, timesOf } from './unit-pool.ts';

/** What a rule on units would take, before it is taken. */
export interface UnitPlan {
  readonly uses: number;
  readonly savesMinor: number;
  /** All units that serve it, with their shares of the saving: the basis of refunds. */
  readonly served: readonly ServedUnits[];
  /** By line: where it is shown, which is on the units that got it. */
  readonly shownMinor: readonly number[];
  /** Units rung as gifts among them. */
  readonly giftUnits: number;
}

/**
 * What a rule on units takes off the lines as they stand, in at most `usesMax` uses and `maxMinor` minor units. A saving is
 * shared over all units that served it, so that giving back the paid half of a pair does not leave a free one.
 */
export function planUnits(
  promotion: Promotion & { readonly offer: UnitOffer },
  lines: readonly RunningLine[],
  usesMax: number,
  maxMinor: number | null,
  currency: string,
): UnitPlan {
  const next = groupsOf(promotion, lines);
  const served: ServedUnits[] = [];
  const shownMinor = lines.map(() => 0);
  const lineRoomsMinor = lines.map(({ line, amountMinor }) =>
    lineRoomMinor(line, amountMinor, promotion.respectsPriceFloor, currency),
  );
  let uses = 0;
  let savesMinor = 0;
  while (uses < usesMax) {
    const group = next(usesMax - uses);
    if (!group) break;
    const times = Math.min(timesOf(group.pieces), Math.floor((usesMax - uses) / group.uses));
    const rooms = pieceRooms(promotion, group, times, lines, lineRoomsMinor, currency);
    const roomMinor = rooms.reduce((sum, room) => sum + room, 0);
    const offMinor = Math.min(group.offMinor(times), roomMinor, (maxMinor ?? Infinity) - savesMinor);
    if (offMinor > 0) {
      const shares = shareOverPieces(group, times, offMinor, rooms, lines);
      for (const { lineIndex, savingMinor } of shares) lineRoomsMinor[lineIndex]! -= savingMinor;
      served.push(...shares);
      showOn(group, offMinor, shownMinor);
      uses += group.uses * times;
      savesMinor += offMinor;
    }
    take(group.pieces, times);
  }
  const giftUnits = served.reduce(
    (sum, { lineIndex, count }) => sum + (lines[lineIndex]!.line.isGift ? count : 0),
    0,
  );
  return { uses, savesMinor, served, shownMinor, giftUnits };
}

/**
 * What each piece may lose: its units down to the floor of a unit, and together no more than their line has room for. Rules
 * before may have left a line's units at different prices, some of them below that floor.
 */
function pieceRooms(
  promotion: Promotion,
  { pieces }: UnitGroup,
  times: number,
  lines: readonly RunningLine[],
  lineRoomsMinor: readonly number[],
  currency: string,
): number[] {
  const left = [...lineRoomsMinor];
  return pieces.map(({ pool: { lineIndex, unitMinor }, count }) => {
    const floorMinor = promotion.respectsPriceFloor ? unitFloorMinor(lines[lineIndex]!, currency) : 0;
    const room = Math.min(count * times * Math.max(0, unitMinor - floorMinor), left[lineIndex]!);
    left[lineIndex]! -= room;
    return room;
  });
}

function shareOverPieces(
  { pieces }: UnitGroup,
  times: number,
  offMinor: number,
  rooms: readonly number[],
  lines: readonly RunningLine[],
): ServedUnits[] {
  const costs = pieces.map(({ pool, count }) => count * times * pool.unitMinor);
  const ranking = rankForShares(
    pieces.map(({ pool }) => lines[pool.lineIndex]!.line),
    costs,
  );
  const shares = allocateWithin(offMinor, costs, rooms, ranking);
  return pieces.map(({ pool, count }, index) => ({
    lineIndex: pool.lineIndex,
    unitMinor: pool.unitMinor,
    count: count * times,
    savingMinor: shares[index]!,
  }));
}

function showOn({ picked }: UnitGroup, offMinor: number, shownMinor: number[]): void {
  const costs = picked.map(({ pool, count }) => count * pool.unitMinor);
  const shares = allocateWithin(
    offMinor,
    costs,
    costs.map(() => offMinor),
  );
  picked.forEach(({ pool }, index) => (shownMinor[pool.lineIndex]! += shares[index]!));
}

function unitFloorMinor({ line }: RunningLine, currency: string): number {
  if (line.floorPriceE4 === null) return 0;
  return lineAmountMinor(line.floorPriceE4, line.isDivisible ? line.quantityThousandths : 1_000, currency);
}
