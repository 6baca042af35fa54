import { useIsJoined } from '../../chain/chain-events.ts';
import { useNumber } from '../../member/points-words.ts';
import { useTime } from '../../parts/clock.tsx';
import { Icon } from '../../parts/icon.tsx';
import type { MemberPageData } from '../../service/answers.ts';
import { chainText } from '../../text/chain-text.ts';
import { memberPageText } from '../../text/member-page-text.ts';
import { useText } from '../../text/use-text.ts';
import { useDates } from '../use-dates.ts';
import { useToday } from '../use-today.ts';
import { AllRowsButton } from './all-rows-button.tsx';
import { groupLots } from './lot-groups.ts';
import { BookingRows } from './points-bookings.tsx';

type Points = MemberPageData['points'];
type Lot = Points['lots'][number];

const LOTS_SHOWN = 8;
const BOOKINGS_A_PAGE = 50;
const DAY_MS = 86_400_000;

interface PointsSectionProps {
  readonly page: MemberPageData;
  readonly onRelease: (hold: Points['holds'][number]) => void;
}

/** How many points there are, in which lots, and how they came and went. */
export function PointsSection({ page, onRelease }: PointsSectionProps) {
  const { points } = page;
  const t = useText(memberPageText);
  const chain = useText(chainText);
  const number = useNumber();
  const isJoined = useIsJoined();
  const time = useTime();
  const { date } = useDates();
  const sayHold = ({ lotId, points: held }: Points['holds'][number]) => {
    if (held !== null) return t('held', { points: number(held) });
    if (lotId === null) return t('heldAll');
    const lot = points.lots.find((each) => each.lotId === lotId);
    if (!lot) return t('heldGone');
    return lot.expiresOn ? t('heldLot', { date: date(lot.expiresOn) }) : t('heldEndless');
  };
  const { balance, available, debt, asOfUtcMs, expiring, holds } = points;
  return (
    <section className="member-points-section" aria-label={t('points')}>
      <header>
        <h2>{t('points')}</h2>
        {expiring && <Expiring {...expiring} />}
      </header>
      <div className="points-now">
        <b className={balance < 0 ? 'danger' : undefined}>{number(balance)}</b>
        <span className="meta">
          <span>{t('available', { points: number(available) })}</span>
          <span>{t('asOf', { time: time(asOfUtcMs) })}</span>
        </span>
      </div>
      {debt > 0 && <p className="meta">{t('owed', { points: number(debt) })}</p>}
      {holds.map((hold) => (
        <p key={hold.holdId} className="held-points">
          <Icon name="lock" isSmall />
          {sayHold(hold)}
          {!isJoined && (
            <button type="button" className="link" onClick={() => onRelease(hold)}>
              {t('release')}
            </button>
          )}
        </p>
      ))}
      {isJoined ? <p className="meta">{chain('statementThere')}</p> : <LotsAndBookings page={page} />}
    </section>
  );
}

/** Where the points are from and how they came and went. */
function LotsAndBookings({ page: { points, member } }: { readonly page: MemberPageData }) {
  const t = useText(memberPageText);
  const number = useNumber();
  const { memberId } = member;
  const { bookings, bookingCount } = points;
  return (
    <>
      {points.lots.length === 0 ? <p className="meta">{t('noLots')}</p> : <Lots lots={points.lots} />}
      <header>
        <h2>{t('entries')}</h2>
        <AllRowsButton
          label={t('allEntries', { number: number(bookingCount) })}
          title={t('entries')}
          first={bookings}
          count={bookingCount}
          readOlder={(service, { entry, place }) =>
            service.loyalty.bookings({ memberId, before: { entry, place }, limit: BOOKINGS_A_PAGE })
          }
        >
          {(rows) => <BookingRows rows={rows} />}
        </AllRowsButton>
      </header>
      {bookings.length === 0 ? <p className="meta">{t('noEntries')}</p> : <BookingRows rows={bookings} />}
    </>
  );
}

function Expiring({ points, on }: { readonly points: number; readonly on: string }) {
  const t = useText(memberPageText);
  const number = useNumber();
  const today = useToday();
  const days = Math.round((Date.parse(on) - Date.parse(today)) / DAY_MS);
  return (
    <span className="chip">
      <Icon name="clock" isSmall />
      {t(days <= 0 ? 'expiringToday' : 'expiring', { points: number(points), days })}
    </span>
  );
}

/** The lots as a strip, by how much each holds, and as a table that says the same. */
function Lots({ lots }: { readonly lots: readonly Lot[] }) {
  const t = useText(memberPageText);
  const number = useNumber();
  const groups = groupLots(lots);
  const shown = groups.slice(0, LOTS_SHOWN);
  const total = lots.reduce((sum, { remaining }) => sum + remaining, 0);
  const rest = groups.length - shown.length;
  return (
    <>
      <div className="lot-strip" aria-hidden="true">
        {shown.map(({ lotId, remaining, isSoon }, index) => (
          <span
            key={lotId}
            className={isSoon ? 'soon' : undefined}
            style={{ flexGrow: remaining, '--place': index }}
          />
        ))}
      </div>
      <table className="lots">
        <thead>
          <tr>
            <th scope="col">{t('expires')}</th>
            <th scope="col">{t('earnedIn')}</th>
            {(['earned', 'spent', 'left'] as const).map((column) => (
              <th key={column} scope="col" className="number">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((lot, index) => (
            <LotRow key={lot.lotId} lot={lot} place={index} />
          ))}
          {rest > 0 && (
            <tr>
              <td colSpan={5} className="muted">
                {t('moreLots', { number: rest })}
              </td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={4}>
              {lots.length === 1 ? t('oneLot') : t('lots', { number: lots.length })}
            </th>
            <td className="number">{number(total)}</td>
          </tr>
        </tfoot>
      </table>
    </>
  );
}

function LotRow({ lot, place }: { readonly lot: Lot; readonly place: number }) {
  const t = useText(memberPageText);
  const number = useNumber();
  const { date, monthYear } = useDates();
  return (
    <tr>
      <th scope="row">
        <span className={lot.isSoon ? 'swatch soon' : 'swatch'} style={{ '--place': place }} />
        {lot.expiresOn ? date(lot.expiresOn) : t('neverEnds')}
      </th>
      <td>{lot.activeOn ? t('activeOn', { date: date(lot.activeOn) }) : monthYear(lot.earnedOn)}</td>
      <td className="number">{number(lot.points)}</td>
      <td className="number muted">{lot.spent > 0 ? number(lot.spent) : '–'}</td>
      <td className="number">{number(lot.remaining)}</td>
    </tr>
  );
}
