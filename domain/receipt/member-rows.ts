import type { SaleCompleted } from '../facts/sale-facts.ts';
import type { Language } from '../text/language.ts';
import { row, rule, type ReceiptBlock } from './document.ts';
import { wordsIn } from './paper-format.ts';

const NUMBER_SHOWN = 4;

/** What the sale did to its member's points, and what they have now; nothing without a member. */
export function memberBlocks({ loyalty, reversals }: SaleCompleted, language: Language): ReceiptBlock[] {
  const words = wordsIn(language);
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
  const rows = moved.flatMap(({ key, points }) => (points === 0 ? [] : [row(words(key), signed(points))]));
  if (!loyalty) return rows.length === 0 ? [] : [rule, ...rows];
  return [
    rule,
    row(words('member'), maskNumber(loyalty.memberNumber)),
    ...rows,
    row(words('pointsBalance'), String(loyalty.balance), { emphasis: 'strong' }),
  ];
}

/** A receipt is left lying about: it shows the end of the number, which its member knows. */
function maskNumber(number: string): string {
  return `****${number.slice(-NUMBER_SHOWN)}`;
}
