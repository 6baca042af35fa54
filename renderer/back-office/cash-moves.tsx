import type { DrawerAct } from '../counter/drawer-pane.tsx';
import { useTime } from '../parts/clock.tsx';
import { Money } from '../parts/money.tsx';
import type { ShiftStatus } from '../service/answers.ts';
import { useTill } from '../state/till.ts';
import { officeText } from '../text/back-office-text.ts';
import { shiftsText } from '../text/shifts-text.ts';
import { useText } from '../text/use-text.ts';

const acts = ['pay-in', 'pay-out', 'safe-drop', 'no-sale'] as const;

interface CashMovesProps {
  readonly status: ShiftStatus;
  readonly chosen: DrawerAct | null;
  readonly onAct: (act: DrawerAct) => void;
}

/** Money that went in or out of the drawer without a sale, and the ways to move more. */
export function CashMoves({ status, chosen, onAct }: CashMovesProps) {
  const t = useText(shiftsText);
  return (
    <section className="cash-moves" aria-label={t('cash')}>
      <header>
        <h2>{t('cash')}</h2>
        <span className="meta">{t('blind')}</span>
      </header>
      <div className="cash-acts" role="group" aria-label={t('cash')}>
        {acts.map((act) => (
          <button
            key={act}
            type="button"
            className="plain"
            aria-pressed={act === chosen}
            onClick={() => onAct(act)}
          >
            {t(`act-${act}`)}
          </button>
        ))}
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('time')}</th>
            <th scope="col">{t('what')}</th>
            <th scope="col">{t('person')}</th>
            <th scope="col" className="number">
              {t('amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          <CashRows status={status} />
        </tbody>
      </table>
    </section>
  );
}

function CashRows({ status: { shift, openedByName, moves } }: { readonly status: ShiftStatus }) {
  const t = useText(shiftsText);
  const person = usePerson();
  const time = useTime();
  return (
    <>
      <tr>
        <td>{time(shift.openedAtUtcMs)}</td>
        <td>{t('float')}</td>
        <td>{person(openedByName, openedByName)}</td>
        <td className="number">
          <Money minor={shift.floatMinor} />
        </td>
      </tr>
      {moves.map(({ atUtcMs, kind, amountMinor, reason, byName, approvedByName }) => (
        <tr key={`${atUtcMs} ${kind} ${amountMinor}`}>
          <td>{time(atUtcMs)}</td>
          <td>{reason === null ? t(kind) : t('reasoned', { what: t(kind), reason })}</td>
          <td>{person(byName, approvedByName)}</td>
          <td className="number">
            <Money minor={kind === 'pay-in' ? amountMinor : -amountMinor} />
          </td>
        </tr>
      ))}
    </>
  );
}

/** Who did something, and who allowed it where that was another. */
function usePerson(): (by: string | null, approvedBy: string | null) => string {
  const t = useText(shiftsText);
  const office = useText(officeText);
  return (byName, approvedByName) => {
    const by = byName ?? office('unnamed');
    return approvedByName === null || approvedByName === byName
      ? by
      : t('approved', { by, approvedBy: approvedByName });
  };
}

/** The same, short, beside a step of the close. */
export function CashMoveList({ status: { shift, moves } }: { readonly status: ShiftStatus }) {
  const t = useText(shiftsText);
  const time = useTime();
  const currency = useTill((state) => state.status?.settings.shop.currency);
  return (
    <ul className="amount-rows" aria-label={`${t('cash')} ${currency ?? ''}`}>
      <li>
        <span>{`${time(shift.openedAtUtcMs)} ${t('float')}`}</span>
        <Money minor={shift.floatMinor} />
      </li>
      {moves.map(({ atUtcMs, kind, amountMinor, reason }) => (
        <li key={`${atUtcMs} ${kind} ${amountMinor}`}>
          <span>
            {`${time(atUtcMs)} `}
            {reason === null ? t(kind) : t('reasoned', { what: t(kind), reason })}
          </span>
          <Money minor={kind === 'pay-in' ? amountMinor : -amountMinor} />
        </li>
      ))}
    </ul>
  );
}
