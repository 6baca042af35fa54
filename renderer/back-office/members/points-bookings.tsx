import { useState } from 'react';
import { useNumber } from '../../member/points-words.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import type { PointsBooking } from '../../service/answers.ts';
import { ask, type ScreenError } from '../../service/connection.ts';
import { memberPageText } from '../../text/member-page-text.ts';
import { useText } from '../../text/use-text.ts';
import { PageFault } from '../page-fault.tsx';
import { useDates } from '../use-dates.ts';
import { ReceiptLink } from './receipt-link.tsx';

const BOOKINGS_A_PAGE = 50;

const kindTexts = {
  open: 'booking-open',
  earn: 'booking-earn',
  redeem: 'booking-redeem',
  unearn: 'booking-unearn',
  return: 'booking-return',
  adjust: 'booking-adjust',
  expire: 'booking-expire',
} as const;

function isKind(kind: string): kind is keyof typeof kindTexts {
  return Object.hasOwn(kindTexts, kind);
}

/** Bookings of points with the balance after each. */
export function BookingRows({ rows }: { readonly rows: readonly PointsBooking[] }) {
  const t = useText(memberPageText);
  const number = useNumber();
  const { moment } = useDates();
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
        {rows.map(({ entry, place, kind, points, balance, atUtcMs, receiptNumber }) => (
          <tr key={`${entry} ${place}`}>
            <td className="muted nowrap">{moment(atUtcMs)}</td>
            <td>
              {isKind(kind) ? t(kindTexts[kind]) : kind}
              {receiptNumber !== null && <ReceiptLink receiptNumber={receiptNumber} />}
            </td>
            <td className="number">{signed(number(Math.abs(points)), points)}</td>
            <td className="number muted">{number(balance)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function signed(text: string, value: number): string {
  return value < 0 ? `−${text}` : `+${text}`;
}

interface BookingsDialogButtonProps {
  readonly memberId: string;
  readonly count: number;
  readonly first: readonly PointsBooking[];
}

/** Opens the whole statement, page by page. */
export function BookingsDialogButton({ memberId, count, first }: BookingsDialogButtonProps) {
  const t = useText(memberPageText);
  const number = useNumber();
  const [rows, setRows] = useState<readonly PointsBooking[] | null>(null);
  const [fault, setFault] = useState<ScreenError | null>(null);
  const readOlder = async (known: readonly PointsBooking[]) => {
    const last = known.at(-1);
    if (!last) return;
    const before = { entry: last.entry, place: last.place };
    const older = await ask((service) =>
      service.loyalty.bookings({ memberId, before, limit: BOOKINGS_A_PAGE }),
    );
    setFault(older.ok ? null : older.error);
    setRows(older.ok ? [...known, ...older.value] : known);
  };
  return (
    <>
      <button type="button" className="link" onClick={() => void readOlder(first)}>
        {t('allEntries', { number: number(count) })}
      </button>
      {rows && (
        <Dialog title={t('entries')} onClose={() => setRows(null)}>
          <PageFault fault={fault} />
          <ScrollRegion className="office long-list" label={t('entries')}>
            <BookingRows rows={rows} />
          </ScrollRegion>
          <div className="actions">
            {rows.length < count && (
              <button type="button" className="plain" onClick={() => void readOlder(rows)}>
                {t('older')}
              </button>
            )}
            <button type="button" className="plain" onClick={() => setRows(null)}>
              {t('close')} <kbd aria-hidden="true">Esc</kbd>
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
