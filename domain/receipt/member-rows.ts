import { wallClockAt, type WallClock } from '../business-date.ts';
import type { SaleLoyalty } from '../facts/loyalty-facts.ts';
import type { SaleCompleted } from '../facts/sale-facts.ts';
import type { Language } from '../text/language.ts';
import { row, rule, type ReceiptBlock } from './document.ts';
import { paperDateTime, paperTime, wordsIn } from './paper-format.ts';

const NUMBER_SHOWN = 4;

/** The shop's clock: where it is, and what it said when the sale was completed. */
interface ShopClock {
  readonly at: WallClock;
  readonly zone: string;
}

/** What the sale did to its member's points, and what they have now; nothing without a member. */
export function memberBlocks(
  { loyalty, reversals, coupons }: SaleCompleted,
  clock: ShopClock,
  language: Language,
): ReceiptBlock[] {
  const words = wordsIn(language);
  const isCouponUnasked = coupons.some(({ isHeld }) => isHeld === false);
  const unasked = [
    ...(loyalty?.points.redeemed && loyalty.central?.isHeld === false
      ? [row(words('pointsOffline'), '')]
      : []),
    ...(isCouponUnasked ? [row(words('couponOffline'), '')] : []),
  ];
  const signed = (points: number) => (points > 0 ? `+${points}` : String(points));
  const moved = [
    { key: 'pointsEarned', points: loyalty?.points.earned?.points ?? 0 },
    { key: 'pointsRedeemed', points: -(loyalty?.points.redeemed?.points ?? 0) },
    {
      key: 'pointsTakenBack',
      points: -reversals.reduce((sum, { unearned }) => sum + (unearned?.points ?? 0), 0),
    },
    {
      key: 'pointsGivenBack',
      points: reversals.reduce((sum, { returned }) => sum + (returned?.points ?? 0), 0),
    },
  ] as const;
  const rows = [
    ...moved.flatMap(({ key, points }) => (points === 0 ? [] : [row(words(key), signed(points))])),
    ...unasked,
  ];
  if (!loyalty) return rows.length === 0 ? [] : [rule, ...rows];
  return [
    rule,
    row(words('member'), maskNumber(loyalty.memberNumber)),
    ...rows,
    row(balanceLabel(loyalty, clock, language), String(loyalty.balance), { emphasis: 'strong' }),
  ];
}

/** In a chain a balance is as old as what central said last. */
function balanceLabel({ central }: SaleLoyalty, { at, zone }: ShopClock, language: Language): string {
  const words = wordsIn(language);
  if (!central) return words('pointsBalance');
  if (central.balance === null || central.asOfUtcMs === null) return words('pointsUntold');
  const told = wallClockAt(central.asOfUtcMs, zone);
  return words('pointsAsOf', { at: told.date === at.date ? paperTime(told) : paperDateTime(told) });
}

/** A receipt is left lying about: it shows the end of the number, which its member knows. */
function maskNumber(number: string): string {
  return `****${number.slice(-NUMBER_SHOWN)}`;
}
