import { useNumber } from '../../member/points-words.ts';
import type { PointsBooking } from '../../service/answers.ts';
import { memberPageText } from '../../text/member-page-text.ts';
import { useText } from '../../text/use-text.ts';
import { useDates } from '../use-dates.ts';
import { ReceiptLink } from './receipt-link.tsx';

const kindTexts = {
  open: 'booking-open',
  earn: 'booking-earn',
  redeem: 'booking-redeem',
  unearn: 'booking-unearn',
  return: 'booking-return',
  adjust: 'booking-adjust',
  expire: 'booking-expire',
  hold: 'booking-hold',
  release: 'booking-release',
} as const;

function isKind(kind: string): kind is keyof typeof kindTexts {
  return Object.hasOwn(kindTexts, kind);
}

/** Bookings of points with the balance after each. */
export function BookingRows({ rows }: { readonly rows: readonly PointsBooking[] }) {
  const t = useText(memberPageText);
  const number = useNumber();
  const { moment } = useDates();
  const held = ({ heldPoints, heldLotId }: PointsBooking) => {
    if (heldPoints !== null) return number(heldPoints);
    return t(heldLotId === null ? 'everyPoint' : 'oneLotsPoints');
  };
  return (
    <table className="bookings" aria-label={t('entries')}>
      <thead className="sr">
        <tr>
          {(['when', 'what', 'points', 'balance'] as const).map((column) => (
            <th key={column} scope="col">
              {t(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.entry} ${row.place}`}>
            <td className="muted nowrap">{moment(row.atUtcMs)}</td>
            <td>
              {isKind(row.kind) ? t(kindTexts[row.kind], { points: held(row) }) : row.kind}
              {row.receiptNumber !== null && <ReceiptLink receiptNumber={row.receiptNumber} />}
              {row.reason !== null && <span className="reason muted">{row.reason}</span>}
            </td>
            <td className="number">
              {row.points === 0 ? '–' : signed(number(Math.abs(row.points)), row.points)}
            </td>
            <td className="number muted">{number(row.balance)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function signed(text: string, value: number): string {
  return value < 0 ? `−${text}` : `+${text}`;
}
